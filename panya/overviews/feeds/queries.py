"""What feeds tell: what a guest may read, whoever asks; a thing without any of it has no feed."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from panya.shared.content.models import Item, Status, Tag
from panya.shared.content.models.item_queries import ItemQuerySet
from panya.shared.content.queries import LARGEST_NUMBER, find_notebook
from panya.shared.people.models import GUEST
from panya.shared.people.queries import find_person, find_unit

NEWEST = 30
SITEMAP_PAGE = 5_000


@dataclass(frozen=True)
class Feed:
    """A title, the page that it belongs to, and its newest records."""

    title: str
    page: str
    items: list[Item]

    @property
    def updated(self) -> datetime | None:
        return max((changed_at(item) for item in self.items), default=None)


def public_items() -> ItemQuerySet:
    """Published records that everybody may read."""
    return Item.objects.open_to(GUEST).filter(status=Status.PUBLISHED).newest_first()


def changed_at(item: Item) -> datetime:
    """When readers last got another text."""
    return max(when for when in (item.published_at, item.edited_at) if when is not None)


def feed_of_site() -> Feed:
    """Also an empty one: the site itself is no secret."""
    return Feed(_("บันทึกใหม่ในปัญญา"), reverse("notes"), _newest(public_items()))


def feed_of_tag(pk: int) -> Feed | None:
    tag = Tag.objects.filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
    if tag is None:
        return None
    return _feed(_("คำสำคัญ #%(name)s") % {"name": tag.name}, tag.get_absolute_url(), public_items().filter(tags=tag))


def feed_of_unit(code: str) -> Feed | None:
    unit = find_unit(code)
    if unit is None:
        return None
    return _feed(unit.name, f"{reverse('search')}?unit={quote(unit.code)}", public_items().of_unit(unit))


def feed_of_notebook(public_id: str) -> Feed | None:
    notebook = find_notebook(public_id)
    if notebook is None:
        return None
    title = _("สมุด %(name)s") % {"name": notebook.name}
    return _feed(title, notebook.get_absolute_url(), public_items().filter(notebook=notebook))


def feed_of_person(public_id: str) -> Feed | None:
    person = find_person(public_id)
    if person is None:
        return None
    title = _("เขียนโดย %(name)s") % {"name": person.name}
    return _feed(title, person.get_absolute_url(), public_items().filter(author=person))


def sitemap_pages() -> int:
    """How many pages the sitemap needs; at least one."""
    return max(1, -(-public_items().count() // SITEMAP_PAGE))


def sitemap_page(page: int) -> ItemQuerySet:
    """The records of one page, by number: a page stays as it is while newer ones come."""
    found = public_items().order_by("pk").only("number", "kind", "published_at", "edited_at")
    return found[(page - 1) * SITEMAP_PAGE : page * SITEMAP_PAGE]


def _feed(title: str, page: str, items: ItemQuerySet) -> Feed | None:
    """Nothing public, no feed: an empty one would tell that the thing is there."""
    newest = _newest(items)
    return Feed(_("%(title)s · ปัญญา") % {"title": title}, page, newest) if newest else None


def _newest(items: ItemQuerySet) -> list[Item]:
    return list(items.for_lists().prefetch_related("tags")[:NEWEST])
