"""The demo ministry: units, fictitious people, notes really written for it."""
