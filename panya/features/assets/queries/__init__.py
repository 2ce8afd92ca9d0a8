"""Reads for the pages of knowledge assets, split by noun."""
