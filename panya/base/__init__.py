"""Floor 1: knows nothing of the product."""
