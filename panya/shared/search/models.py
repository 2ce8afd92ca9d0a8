"""What is still to be indexed, and which index the database knows."""

from django.db import models


class OutboxQuerySet(models.QuerySet["Outbox"]):
    def oldest(self, limit: int) -> "list[Outbox]":
        return list(self.order_by("pk")[:limit])


class Outbox(models.Model):
    """A record whose documents in the index must be made anew; written in the transaction that changed it."""

    # No foreign key: a record that is gone must leave the index too.
    item_number = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    objects = OutboxQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.item_number)


class IndexState(models.Model):
    """The state in which the writer left an index; another state on the disk means that someone changed it."""

    name = models.CharField(max_length=20, primary_key=True)
    state = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name
