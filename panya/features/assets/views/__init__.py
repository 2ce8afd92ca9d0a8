"""Pages of knowledge assets, split by noun."""
