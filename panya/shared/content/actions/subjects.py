"""Tags by name."""

from collections.abc import Iterable

from panya.base.thai.normalise import normalise_line
from panya.shared.content.models import Tag

TAG_LIMIT = 60
TAGS_PER_ITEM = 20


def tag_name(raw: str) -> str:
    """A tag as it is written."""
    return normalise_line(raw).lstrip("#").strip()[:TAG_LIMIT]


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The tags with these names, made where they are new; names equal to the eye are one tag.

    A word that was merged into another one, or renamed, gives the tag of today.
    """
    wanted: dict[str, str] = {}
    for raw in names:
        name = tag_name(raw)
        key = Tag.key_of(name)
        if key:
            wanted.setdefault(key, name)
    wanted = dict(list(wanted.items())[:TAGS_PER_ITEM])
    found = {tag.key: tag for tag in Tag.objects.select_related("merged_into").filter(key__in=wanted)}
    for key, name in wanted.items():
        if key not in found:
            found[key] = Tag.objects.get_or_create(key=key, defaults={"name": name})[0]
    meant = [found[key].merged_into or found[key] for key in wanted]
    return list({tag.pk: tag for tag in meant}.values())
