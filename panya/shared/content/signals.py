"""What content tells the services above it, inside the transaction of the act."""

from django.dispatch import Signal

# Text, rights or place of items changed. Argument: numbers (list of record numbers).
changed = Signal()

# Readers may read a text that they could not before. Arguments: item, by, first (else: a newer text).
published = Signal()
