"""What readers say under a record."""
