"""Files as bytes: what they really are, limits, storing, sweeping. Knows no rights: `content` decides who reads."""
