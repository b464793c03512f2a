"""Pages: each gets the View, shows records, and asks; it opens nothing itself."""
