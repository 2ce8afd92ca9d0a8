from typing import Any

from django.db import models
from django.urls import reverse

from panya.base.thai.normalise import identity_key
from panya.base.thai.sorting import sort_key


class Term(models.Model):
    """A word of the organisation's work: Thai, English, abbreviation and other names (the glossary)."""

    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    abbreviation = models.CharField(max_length=40, blank=True)
    # Other ways to say the same; search will find a record by any of them.
    synonyms = models.JSONField(default=list, blank=True)
    # What one may also look for, though it is not the same.
    related = models.JSONField(default=list, blank=True)
    meaning = models.CharField(max_length=1000, blank=True)
    key = models.CharField(max_length=240, unique=True, editable=False)
    name_sort = models.CharField(max_length=160, editable=False, db_index=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name_sort"]

    def __str__(self) -> str:
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = self.key_of(self.name, self.abbreviation)
        self.name_sort = sort_key(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("term", args=[self.pk])

    @property
    def spellings(self) -> list[str]:
        """Every way to say it, the name first."""
        said = (self.name, self.abbreviation, self.name_en, *self.synonyms)
        return [word for word in dict.fromkeys(said) if word]

    @staticmethod
    def key_of(name: str, abbreviation: str) -> str:
        """One name may be short for two things (พ.ค.): name and abbreviation together are one term."""
        return identity_key(f"{name}|{abbreviation}")[:240]
