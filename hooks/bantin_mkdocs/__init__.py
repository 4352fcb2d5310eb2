"""What of Bản tin knows MkDocs, besides the hook file itself: parts that it is made of."""
