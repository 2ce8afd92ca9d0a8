"""Looks into files that nobody trusts; runs in a child process with hard limits and imports nothing of Django."""
