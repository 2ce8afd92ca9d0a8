"""A text in passages that can be taken over one by one."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise

from panya.features.assets.comparing import LABELS
from panya.features.assets.structure import parts_of
from panya.shared.content.models import Revision

_KEY = re.compile(r"([1-9][0-9]{0,17})-([1-9][0-9]{0,5})-([0-9]{1,5})")


@dataclass(frozen=True)
class Excerpt:
    """A paragraph of the body, a step, a caution, the situation; `key` names record, text and place in it."""

    key: str
    part: str
    text: str

    @property
    def label(self) -> str | Promise:
        return LABELS[self.part]


def passages_of(revision: Revision) -> list[Excerpt]:
    """All passages of a text, in the order of its page."""
    parts = parts_of(revision.structured)
    told = [("situation", line) for line in parts.situation.splitlines()]
    told += [("steps", line) for line in parts.steps]
    told += [("cautions", line) for line in parts.cautions]
    told += [("body", line) for line in revision.body_text.splitlines()]
    shown = [(part, line.strip()) for part, line in told if line.strip()]
    return [
        Excerpt(f"{revision.item_id}-{revision.number}-{place}", part, line) for place, (part, line) in enumerate(shown)
    ]


def place_of(key: str) -> tuple[int, int, int] | None:
    """Record, text and place that a key names; None for anything else."""
    found = _KEY.fullmatch(key)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None
