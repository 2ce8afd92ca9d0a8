"""Where a record stands and who may read it, from what a writer asks for in a form."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.shared.content.actions.items import Place
from panya.shared.content.actions.notebooks import make_notebook
from panya.shared.content.models import Item, Notebook, Topic
from panya.shared.content.queries import notebooks_of, topics_in_order
from panya.shared.people.actions.circles import circles_from_references
from panya.shared.people.choosing import reference_typed
from panya.shared.people.models import Circle, User
from panya.shared.people.queries import find_person, parted
from panya.shared.people.text import one_line

SOURCE_LIMIT = 500
READERS_LIMIT = 50
CO_EDITORS_LIMIT = 20


@dataclass(frozen=True)
class PlaceWish:
    """What a writer asks for, in the words of a form: ids, names and references."""

    access: str
    licence: str
    readers: tuple[str, ...] = ()
    co_editors: tuple[str, ...] = ()
    notebook: str = ""
    new_notebook: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""


def place_for(item: Item, wish: PlaceWish, *, by: User) -> Place:
    """The place that a writer asks for; raises Refused with what to mend."""
    source = one_line(wish.source, _("ที่มา"), SOURCE_LIMIT)
    return Place(
        unit=item.unit,
        access=wish.access,
        circles=_circles(item, wish.readers, by),
        notebook=_notebook(item, wish, by),
        licence=wish.licence,
        topics=_topics(item, wish.topic),
        tags=wish.tags,
        source=source,
        co_editors=_co_editors(item, wish.co_editors, by),
    )


def _circles(item: Item, references: Iterable[str], by: User) -> tuple[Circle, ...]:
    wanted = [reference_typed(reference, by) for reference in references]
    if len(wanted) > READERS_LIMIT:
        raise Refused(_("เลือกผู้อ่านได้ไม่เกิน %(limit)d รายการ โปรดเลือกทั้งหน่วยงาน หรือตั้งวงไว้ใช้") % {"limit": READERS_LIMIT})
    return tuple(circles_from_references(wanted, by, already=item.circles.all()))


def _notebook(item: Item, wish: PlaceWish, by: User) -> Notebook | None:
    if wish.new_notebook.strip():
        return make_notebook(by, wish.new_notebook)
    if not wish.notebook or (item.notebook and item.notebook.public_id == wish.notebook):
        return item.notebook
    notebook = notebooks_of(by).filter(public_id=wish.notebook).first()
    if notebook is None:
        raise Refused(_("ไม่พบสมุดที่เลือก โปรดเลือกใหม่จากรายการ"))
    return notebook


def _topics(item: Item, slug: str) -> tuple[Topic, ...]:
    """One topic is chosen; several that an import brought stay while the first of them is kept."""
    present = tuple(item.topics.all())
    if present and present[0].slug == slug:
        return present
    if not slug:
        return ()
    topic = topics_in_order().filter(slug=slug).first()
    if topic is None:
        raise Refused(_("ไม่พบหัวข้อที่เลือก โปรดเลือกใหม่จากรายการ"))
    return (topic,)


def _co_editors(item: Item, references: Iterable[str], by: User) -> tuple[User, ...]:
    wanted = [parted(reference_typed(reference, by))[1] for reference in references]
    if len(wanted) > CO_EDITORS_LIMIT:
        raise Refused(_("ให้ช่วยเขียนได้ไม่เกิน %(limit)d คน") % {"limit": CO_EDITORS_LIMIT})
    present = {person.public_id: person for person in item.co_editors.all()}
    people = [present.get(public_id) or find_person(public_id) for public_id in wanted]
    found = [person for person in people if person is not None and person.is_active]
    if len(found) < len(wanted):
        raise Refused(_("ไม่พบผู้ช่วยเขียนบางคน โปรดเลือกใหม่จากรายชื่อที่ขึ้นเมื่อพิมพ์ชื่อ"))
    return tuple(person for person in found if person.pk not in {item.author_id, item.owner_id})
