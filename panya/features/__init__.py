"""Floor 3: what officers do."""
