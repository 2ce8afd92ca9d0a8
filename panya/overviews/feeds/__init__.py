"""What the world outside follows and finds: feeds, the sitemap, the word to robots; public records only."""
