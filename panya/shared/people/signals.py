"""What people tells the services above it, inside the transaction of the act."""

from django.dispatch import Signal

# A person's account was closed, or the person was moved. Argument: person.
left = Signal()
