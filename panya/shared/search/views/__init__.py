"""The pages of search: searching, and what a person keeps of it."""
