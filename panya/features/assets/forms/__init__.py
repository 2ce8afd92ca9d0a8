"""Forms of knowledge assets, split by noun."""
