"""What an officer does with knowledge assets, split by noun."""
