"""What files tell the services above them, inside the transaction of the act."""

from django.dispatch import Signal

# The words of bytes were taken out, or are others than before. Argument: sha256.
text_changed = Signal()
