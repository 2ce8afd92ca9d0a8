"""Addresses of knowledge assets, split by where they lie."""
