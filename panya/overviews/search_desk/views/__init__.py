"""The pages of the search desk."""
