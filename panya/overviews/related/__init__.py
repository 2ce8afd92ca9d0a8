"""What else to read after a record: others about the same, read across all features."""
