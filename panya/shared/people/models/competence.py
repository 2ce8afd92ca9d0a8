from django.db import models

from panya.base.thai.sorting import sort_key


class Competence(models.Model):
    """A thing that a person can be good at; people name theirs as expertise."""

    name = models.CharField(max_length=120, unique=True)
    name_en = models.CharField(max_length=120, blank=True)
    name_sort = models.CharField(max_length=160, editable=False, db_index=True)

    class Meta:
        ordering = ["name_sort"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_sort = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
