"""What higher floors may hear from the look."""

from django.dispatch import Signal

# Sent with `request` and `language` after a person chose the language of the pages.
language_chosen = Signal()
