"""What the site offers to other programs about its public records: feeds, and the map for search engines."""
