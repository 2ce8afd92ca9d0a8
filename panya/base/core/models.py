"""Tables of the core: when the periodic tasks ran and run next."""

from django.db import models


class Schedule(models.Model):
    """When one periodic task runs next; whoever moves `next_at` on may run it."""

    name = models.CharField(max_length=100, unique=True)
    every = models.PositiveIntegerField(help_text="seconds")
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.name
