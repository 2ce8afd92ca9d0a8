"""What stands in a feed: the newest public records, the same for every reader, also a signed-in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from panya.shared.content.models import Access, Item, Status, Tag
from panya.shared.content.models.item_queries import ItemQuerySet
from panya.shared.content.queries import find_notebook
from panya.shared.people.models import GUEST, Unit
from panya.shared.people.queries import find_person, find_unit

IN_A_FEED = 30
IN_A_SITEMAP = 5_000
_MOST_TAGS = 40
_LAST_SITEMAP = 10_000
# What a feed without any record says: the day on which officers here began to write.
_BEGINNING = datetime(2006, 5, 22, tzinfo=UTC)


@dataclass(frozen=True)
class Feed:
    """The newest public records about one thing, and the page on which people read about it."""

    # Stands in the ids that readers of feeds remember: it never changes.
    key: str
    title: str
    description: str
    page: str
    # The address before atom, rss or json.
    address: str
    items: Sequence[Item]

    @property
    def updated(self) -> datetime:
        return max((changed_at(item) for item in self.items), default=_BEGINNING)


def public_items() -> ItemQuerySet:
    """Published records that everybody may read whole."""
    return Item.objects.open_to(GUEST).filter(access=Access.PUBLIC, status=Status.PUBLISHED)


def changed_at(item: Item) -> datetime:
    """When readers last saw something new in it."""
    return max(moment for moment in (item.published_at, item.edited_at, _BEGINNING) if moment)


def site_feed() -> Feed:
    """Everything public; there also while nothing is."""
    said = _("เรื่องใหม่ที่เปิดให้ทุกคนอ่าน")
    return _feed("site", _("ปัญญา"), said, reverse("home"), reverse("feeds"), public_items())


def tag_feed(pk: int) -> Feed | None:
    found = Tag.objects.select_related("merged_into").filter(pk=pk).first()
    if found is None:
        return None
    # The feed of a word that went into another one goes on as that one's.
    tag = found.merged_into or found
    said = _("เรื่องใหม่ที่มีคำสำคัญ “%(name)s”") % {"name": tag.name}
    address = reverse("feed_tag", args=[tag.pk])
    items = public_items().filter(tags=tag)
    return _unless_empty(_feed(f"tag/{tag.pk}", f"#{tag.name}", said, tag.get_absolute_url(), address, items))


def unit_feed(code: str) -> Feed | None:
    """Of a unit and of the units below it."""
    unit = find_unit(code)
    if unit is None:
        return None
    said = _("เรื่องใหม่จาก%(name)s") % {"name": unit.name}
    address = reverse("feed_unit", args=[unit.code])
    return _unless_empty(_feed(f"unit/{unit.code}", unit.name, said, address, address, public_items().of_unit(unit)))


def notebook_feed(public_id: str) -> Feed | None:
    notebook = find_notebook(public_id)
    if notebook is None:
        return None
    said = _("เรื่องใหม่ในสมุด “%(name)s”") % {"name": notebook.name}
    address = reverse("feed_notebook", args=[notebook.public_id])
    items = public_items().filter(notebook=notebook)
    key = f"notebook/{notebook.public_id}"
    return _unless_empty(_feed(key, notebook.name, said, notebook.get_absolute_url(), address, items))


def person_feed(public_id: str) -> Feed | None:
    """What a person wrote; about the person it tells the name only, which stands on each of these records."""
    person = find_person(public_id)
    if person is None:
        return None
    said = _("เรื่องใหม่ที่%(name)sเขียน") % {"name": person.name}
    address = reverse("feed_person", args=[person.public_id])
    items = public_items().filter(author=person)
    return _unless_empty(_feed(f"person/{person.public_id}", person.name, said, address, address, items))


def _feed(key: str, title: str, description: str, page: str, address: str, items: ItemQuerySet) -> Feed:
    newest = items.for_lists().prefetch_related("tags").newest_first()[:IN_A_FEED]
    return Feed(key, title, description, page, address, list(newest))


def _unless_empty(feed: Feed) -> Feed | None:
    """A thing without public records is as if it never was."""
    return feed if feed.items else None


def tags_with_feeds() -> list[Tag]:
    """The tags that most public records have."""
    counted = Count("items", filter=Q(items__in=public_items()))
    found = Tag.objects.annotate(public=counted).filter(public__gt=0).order_by("-public", "name_sort")
    return list(found[:_MOST_TAGS])


def units_with_feeds() -> list[Unit]:
    """Units that have public records of their own."""
    return list(Unit.objects.filter(pk__in=public_items().order_by().values("unit")).in_order())


def absolute(path: str) -> str:
    """An address as other programs need it."""
    return f"{settings.PANYA_URL}{path}"


def sitemap_count() -> int:
    """How many pages the map has; one also while nothing is public."""
    return min(max(-(-public_items().count() // IN_A_SITEMAP), 1), _LAST_SITEMAP)


def sitemap_page(number: int) -> list[Item] | None:
    """The public records of one page of the map, from 1 on."""
    if not 1 <= number <= _LAST_SITEMAP:
        return None
    start = (number - 1) * IN_A_SITEMAP
    found = list(public_items().order_by("pk").only("pk", "kind", "published_at", "edited_at")[start:][:IN_A_SITEMAP])
    return found if found or number == 1 else None


def speaking_thai() -> translation.override:
    """Programs get one text, whoever's browser or session they borrow."""
    return translation.override("th")
