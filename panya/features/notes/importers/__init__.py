"""Take records of other systems in as notes: read a format, then store what was read."""
