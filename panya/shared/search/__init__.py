"""Find records: an index beside the database that never widens what the database lets a reader see."""
