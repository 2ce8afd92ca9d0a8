from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from panya.base.core.random_ids import random_id
from panya.base.thai.sorting import sort_key


class Notebook(models.Model):
    """A named place in which a person keeps notes by purpose (สมุดบันทึก); one person may keep several."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notebooks")
    name = models.CharField(max_length=120)
    name_sort = models.CharField(max_length=160, editable=False)
    description = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name_sort"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="notebook_name_unique_per_owner")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_sort = sort_key(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("notebook", args=[self.public_id])
