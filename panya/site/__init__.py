"""Floor 5: puts everything together; nothing imports it."""
