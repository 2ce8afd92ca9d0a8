"""Tags by name."""

from collections.abc import Iterable

from panya.base.thai.normalise import normalise_line
from panya.shared.content.models import Tag

TAG_LIMIT = 60
TAGS_PER_ITEM = 20


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The tags with these names, made where they are new; names equal to the eye are one tag."""
    wanted: dict[str, str] = {}
    for raw in names:
        name = normalise_line(raw).lstrip("#").strip()[:TAG_LIMIT]
        key = Tag.key_of(name)
        if key:
            wanted.setdefault(key, name)
    wanted = dict(list(wanted.items())[:TAGS_PER_ITEM])
    found = {tag.key: tag for tag in Tag.objects.filter(key__in=wanted)}
    for key, name in wanted.items():
        if key not in found:
            found[key] = Tag.objects.get_or_create(key=key, defaults={"name": name})[0]
    return [found[key] for key in wanted]
