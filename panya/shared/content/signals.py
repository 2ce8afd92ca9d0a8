"""What content tells the services above it, inside the transaction of the act."""

from django.dispatch import Signal

# Text, rights or place of items changed. Argument: numbers (list of record numbers).
changed = Signal()

# A writer published a text (imports do not tell). Arguments: item, by, first (else: a newer text).
published = Signal()

# Something was done with an item that belongs into the ledger. Arguments: item, by, verb.
acted = Signal()
# A reviewer decided. Arguments: item, by, decision (approved or returned).
reviewed = Signal()
