from django.db import models

from panya.base.thai.normalise import identity_key
from panya.base.thai.sorting import sort_key


class Competence(models.Model):
    """A thing that a person can be good at; people name theirs as expertise."""

    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    # Names that the eye cannot tell apart are one competence.
    key = models.CharField(max_length=240, unique=True, editable=False)
    name_sort = models.CharField(max_length=160, editable=False, db_index=True)

    class Meta:
        ordering = ["name_sort"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = identity_key(self.name)[:240]
        self.name_sort = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
