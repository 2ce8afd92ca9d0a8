"""The foundations under every app: environment, errors, limits, read-only GETs, schedule, supervision."""
