"""The kinds of files that a site is made of; none of them imports another."""
