"""Whom to ask where no record answers: who names the field as expertise, who wrote or owns the nearest records."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panya.base.thai.normalise import identity_key
from panya.shared.content.models import Item
from panya.shared.people.models import User
from panya.shared.people.queries import competences_with_people, staff, with_units

MOST = 3
# Whose records are asked after: those behind them are hardly about the question.
_NEAREST = 5
# Words in front of a field that nobody says in a question.
_IN_FRONT = ("การ", "งาน", "ด้าน", "ความ")
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Adviser:
    """A colleague who may know, and why."""

    person: User
    why: str | Promise

    def as_json(self) -> dict[str, Any]:
        """As `panya ask --json` prints it."""
        return {"name": self.person.name, "url": reverse("person", args=[self.person.public_id]), "why": str(self.why)}


def whom_to_ask(question: str, nearest: Sequence[Item]) -> list[Adviser]:
    """At most three of the staff, experts first; `nearest` are records that the asker may read. For staff only."""
    advisers: dict[int, Adviser] = {}
    for person, field in _experts(question):
        advisers.setdefault(person.pk, Adviser(person, _("เชี่ยวชาญเรื่อง %(field)s") % {"field": field}))
    wrote = [key for item in nearest[:_NEAREST] for key in (item.author_id, item.owner_id) if key]
    people = staff().in_bulk(wrote) if wrote else {}
    for key in wrote:
        if key in people:
            advisers.setdefault(key, Adviser(people[key], _("เขียนหรือดูแลเรื่องที่ใกล้เคียงที่สุด")))
    chosen = list(advisers.values())[:MOST]
    with_units(adviser.person for adviser in chosen)
    return chosen


def _experts(question: str) -> list[tuple[User, str]]:
    """Active people with a field of expertise that the question names, the longest name first."""
    asked = identity_key(question)
    found = [each for each in competences_with_people() if len(bare := _bare(each.key)) >= _SHORTEST and bare in asked]
    found.sort(key=lambda each: -len(each.key))
    return [(person, each.name) for each in found for person in each.named_by]  # type: ignore[attr-defined]


def _bare(key: str) -> str:
    return next((key[len(word) :] for word in _IN_FRONT if key.startswith(word)), key)
