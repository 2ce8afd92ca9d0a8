"""What feedback tells the services above it, inside the transaction of the act."""

from django.dispatch import Signal

# A comment can be read now. Arguments: comment, by (None for a guest's that a moderator let in).
commented = Signal()

# Somebody said thanks for a record for the first time. Arguments: item, by.
thanked = Signal()

# A use was recorded. Argument: use (a UseRecord).
used = Signal()

# The head confirmed a use. Arguments: use, by.
use_confirmed = Signal()
