"""The second step of signing in: app codes, passkeys, recovery codes, the proof that it is still the same."""
