"""How to cite an asset, and how other programs are told of it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from panya.base.thai.dates import BUDDHIST_ERA, to_bangkok
from panya.features.assets.models import Asset, AssetType
from panya.features.assets.structure import Parts
from panya.shared.content.models import Item, Licence

_LICENCES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.PUBLIC_DOMAIN: "https://creativecommons.org/publicdomain/mark/1.0/",
}
_HOW_TO = {AssetType.MANUAL, AssetType.BEST_PRACTICE}


def lasting_address(item: Item) -> str:
    """By number alone: it leads to the record whatever becomes of its kind."""
    return f"{settings.PANYA_URL}{reverse('record', args=[item.pk])}"


def citation(item: Item) -> str:
    """Author (year, in the era of the page). Title. Organisation. Record number. Address."""
    shown = item.edited_at or item.published_at
    year = str(to_bangkok(shown).year + (0 if _speaks_english() else BUDDHIST_ERA)) if shown else _("ม.ป.ป.")
    told = {
        "author": item.author_shown,
        "year": year,
        "title": item.title,
        "organisation": item.unit.name,
        "number": item.pk,
        "address": lasting_address(item),
    }
    return _("%(author)s (%(year)s). %(title)s. %(organisation)s. หมายเลขบันทึก %(number)d. %(address)s") % told


def facts_for_programs(item: Item, facts: Asset, parts: Parts) -> dict[str, Any]:
    """What schema.org says of it beyond an article: how something is done step by step, its licence, its subjects."""
    told: dict[str, Any] = {"genre": str(facts.get_type_display())}
    if facts.type in _HOW_TO and parts.steps:
        told |= {"@type": "HowTo", "name": item.title, "step": [_step(step) for step in parts.steps]}
    if parts.title_en:
        told["alternativeHeadline"] = parts.title_en
    if licence := _LICENCES.get(Licence(item.licence)):
        told["license"] = licence
    if subjects := [str(topic) for topic in item.topics.all()]:
        told["about"] = subjects
    return told


def _step(text: str) -> dict[str, str]:
    return {"@type": "HowToStep", "text": text}


def _speaks_english() -> bool:
    return (get_language() or "th").startswith("en")
