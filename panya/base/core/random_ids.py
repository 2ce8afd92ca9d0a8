"""Public ids that tell nothing: neither how many there are nor which came first."""

import secrets

# No vowels and no look-alikes: an id can be read aloud and never spells a word.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 16


def random_id() -> str:
    """A new unguessable id (16 characters, 76 bits)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))
