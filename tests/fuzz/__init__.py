"""Fuzzing: whatever bytes an editor commits, there is a site or there are problems."""
