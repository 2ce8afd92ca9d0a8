"""Numbers as they arrive in addresses and forms: anybody may type anything there."""

from typing import TypeVar

# The largest number that a column of the database holds.
LARGEST = 2**63 - 1
# int() itself refuses thousands of digits; nothing that fits a column is longer than this.
_MOST_DIGITS = len(str(LARGEST))

Default = TypeVar("Default", int, None)


def whole_number(text: str | None, *, most: int, default: Default) -> int | Default:
    """The number from 0 to `most` that the text is, written in the digits 0-9; the default for anything else."""
    if not text or len(text) > _MOST_DIGITS or not (text.isascii() and text.isdigit()):
        return default
    number = int(text)
    return number if number <= most else default
