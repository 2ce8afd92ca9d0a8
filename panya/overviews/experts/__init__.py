"""Who knows what: the pages about people and their fields, read across all features."""
