"""Thai text, words, order, numbers and dates, in plain Python."""
