"""Floor 2: services that every feature uses and that know no feature."""
