"""What items are about: topics in a tree, tags that people write freely."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language

from panya.base.thai.normalise import identity_key
from panya.base.thai.sorting import sort_key


class Topic(models.Model):
    """A subject of the organisation's work, kept in a tree by the KM team."""

    slug = models.SlugField(max_length=60, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    name_sort = models.CharField(max_length=160, editable=False)
    sort_order = models.PositiveIntegerField(default=100)
    # Stays on what stands under it; nothing new is put there.
    is_closed = models.BooleanField(default=False)
    # A topic that went into another one: old addresses lead on, nothing new is put under it.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        ordering = ["sort_order", "name_sort"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name_th

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_sort = sort_key(self.name_th)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

    @property
    def is_open(self) -> bool:
        """May be chosen for something new."""
        return not self.is_closed and self.merged_into_id is None


class Tag(models.Model):
    """A word that writers put on what they write; equal to the eye is equal."""

    name = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True, editable=False)
    name_sort = models.CharField(max_length=160, editable=False)
    # A tag that went into another one; whoever writes the old word gets the new tag.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        ordering = ["name_sort"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = self.key_of(self.name)
        self.name_sort = sort_key(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{reverse('search')}?tag={self.pk}"

    @staticmethod
    def key_of(name: str) -> str:
        """What equal names share; one sign may unfold into many, PostgreSQL refuses what does not fit."""
        return identity_key(name)[:120]
