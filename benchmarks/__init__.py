"""Search engines side by side on the same judged questions."""
