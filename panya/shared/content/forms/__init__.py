"""Forms about records, for every feature that writes them."""
