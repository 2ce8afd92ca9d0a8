"""Floor 4: reads across features, owns almost no data."""
