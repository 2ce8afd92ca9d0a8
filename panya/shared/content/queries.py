"""Reads of content that features and pages share."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from panya.base.core.prepared import Prepared
from panya.base.thai.normalise import normalise_line
from panya.shared.content.choices import BY_CIRCLE, Access, Status
from panya.shared.content.file_links import pictures_in
from panya.shared.content.models import (
    Aim,
    AimKind,
    Assignment,
    Draft,
    DraftFile,
    Item,
    ItemFile,
    Notebook,
    ReviewState,
    Revision,
    Tag,
    Term,
    Topic,
)
from panya.shared.content.permissions import may_read as may_read
from panya.shared.content.permissions import readable_by_number, readable_by_old_number
from panya.shared.files.models import StoredFile
from panya.shared.files.queries import with_readings
from panya.shared.people.models import Circle, User
from panya.shared.people.permissions import Reader

# What a column of eight bytes holds; SQL that was written before does not check it.
LARGEST_NUMBER = 2**63 - 1
MOST_TITLES = 8
_SHORTEST_QUESTION, _LONGEST_QUESTION = 2, 300


def find_item(number: int, reader: Reader, kind: str | None = None) -> Item | None:
    """The readable item of this number, else the readable one whose old number it was; None also where hidden."""
    if number > LARGEST_NUMBER:
        return None
    found = readable_by_number(reader, number) or readable_by_old_number(reader, number)
    return found[0] if found and kind in {None, found[0].kind} else None


def card_of(number: int, reader: Reader, kind: str | None = None) -> Item | None:
    """The item of which this reader may see the card only (REQUEST)."""
    cards = Item.objects.listed_for(reader).for_lists().filter(pk=number, access=Access.REQUEST)
    return (cards.of_kind(kind) if kind else cards).first()


def find_shown(number: int, reader: Reader) -> Item | None:
    """The item of this number, whole or as a card, of whatever kind; None also where hidden."""
    if number > LARGEST_NUMBER:
        return None
    return find_item(number, reader) or Item.objects.listed_for(reader).filter(pk=number).first()


def listed_items(reader: Reader) -> QuerySet[Item]:
    """What lists show this reader, the newest first."""
    return Item.objects.listed_for(reader).for_lists().newest_first()


def unpublished_items(person: User, kind: str | None = None) -> QuerySet[Item]:
    """Saved but never published items that this person writes."""
    written = Item.objects.edited_by(person).filter(status=Status.DRAFT).select_related("latest", "unit")
    return (written.of_kind(kind) if kind else written).order_by("-pk")


def retired_items(person: User, kind: str) -> QuerySet[Item]:
    """Items of this kind that this person writes and took out of use."""
    return Item.objects.edited_by(person).of_kind(kind).filter(status=Status.RETIRED).for_lists().newest_first()


def drafts_of(person: User) -> QuerySet[Draft]:
    """What the person typed and has not saved, the latest first; not of items that the person no longer writes.

    Else an old draft would tell what such an item is called now.
    """
    written = Q(item=None) | Q(item__in=Item.objects.edited_by(person))
    return Draft.objects.filter(written, person=person).select_related("item")


def draft_for(person: User, public_id: str) -> Draft | None:
    return drafts_of(person).select_related("base_revision").filter(public_id=normalise_line(public_id)).first()


def own_draft(person: User, public_id: str, kind: str) -> Draft | None:
    """The person's draft of this kind; of an item only while the person may still read that item."""
    draft = draft_for(person, public_id)
    if draft is None or draft.kind != kind:
        return None
    if draft.item_id is not None and not Item.objects.visible_to(person).filter(pk=draft.item_id).exists():
        return None
    return draft


def draft_of_item(person: User, item: Item) -> Draft | None:
    return person.drafts.filter(item=item).select_related("base_revision").first()


def unborn_drafts(person: User, kind: str) -> QuerySet[Draft]:
    return person.drafts.filter(item=None, kind=kind)


def begun_changes(person: User, kind: str) -> QuerySet[Draft]:
    """The person's drafts of items that the person may still write; another's newer title is not told."""
    return drafts_of(person).filter(item__in=Item.objects.edited_by(person), kind=kind)


def is_editor(reader: Reader, item: Item) -> bool:
    """Whether to draw the writers' tools for this reader; whether they work is asked of `may_edit`."""
    if not isinstance(reader, User) or reader.pk in {item.author_id, item.owner_id}:
        return isinstance(reader, User)
    key = f"co-editors:{item.pk}:{item.version}"
    return reader.pk in (cache.get_or_set(key, lambda: list(item.co_editors.values_list("pk", flat=True)), 60) or ())


def circles_opening(item: Item) -> list[Circle]:
    """The circles that a UNIT or RESTRICTED item is open to."""
    if item.access not in BY_CIRCLE:
        return []
    return list(item.circles.select_related("unit", "person"))


def revisions_of(item: Item) -> QuerySet[Revision]:
    return item.revisions.select_related("by").order_by("-number")


def revision_of(item: Item, number: int) -> Revision | None:
    return item.revisions.select_related("by").filter(number=number).first()


def notebooks_of(person: User) -> QuerySet[Notebook]:
    return Notebook.objects.filter(owner=person)


def find_notebook(public_id: str) -> Notebook | None:
    return Notebook.objects.select_related("owner").filter(public_id=public_id).first()


def topics_in_order() -> QuerySet[Topic]:
    """The topics under which something new may be put."""
    return Topic.objects.filter(is_closed=False, merged_into=None).select_related("parent")


def topics_to_choose() -> list[Topic]:
    """All of `topics_in_order`, for lists; written as SQL once."""
    return _TO_CHOOSE()


_TO_CHOOSE = Prepared(topics_in_order)


def tags_beginning(text: str, reader: Reader, limit: int = 10) -> QuerySet[Tag]:
    """Tags on items that this reader may read whole (a card names no tags), for suggestions while typing."""
    readable = Item.objects.visible_to(reader)
    return Tag.objects.filter(name__istartswith=normalise_line(text), items__in=readable).distinct()[:limit]


def titled(words: str, reader: Reader) -> list[Item]:
    """The newest records that the reader may read whole and whose title holds every word, or whose number it is."""
    words = normalise_line(words)[:_LONGEST_QUESTION]
    if len(words) < _SHORTEST_QUESTION:
        return []
    wanted = Q()
    for word in words.split()[:5]:
        wanted &= Q(title__icontains=word)
    if words.isascii() and words.isdecimal():
        wanted |= Q(pk__in=[int(words)] if len(words) < 19 else [])
    shown = Item.objects.visible_to(reader).filter(status=Status.PUBLISHED).for_lists().newest_first()
    return list(shown.filter(wanted)[:MOST_TITLES])


@dataclass(frozen=True)
class FoundFile:
    """A file that a reader may have; `audited` is the item whose reading must be written down first."""

    file: StoredFile
    audited: int | None = None


def find_file(public_id: str, reader: Reader) -> FoundFile | None:
    """The file of this address, where a text refers to it that the reader may read; None also where hidden.

    What readers see is the published text; who writes an item also has the files of its other texts, and of the
    own draft; who reviews a text has its files. Only where every way leads through a RESTRICTED item the reading is
    audited.
    """
    file = StoredFile.objects.filter(public_id=public_id).first()
    if file is None:
        return None
    ways = list(_items_showing(reader, file).values_list("pk", "access"))
    if isinstance(reader, User) and all(access == Access.RESTRICTED for _number, access in ways):
        drafts = drafts_of(reader).filter(files__file=file).values_list("item", "item__access")
        ways += [(number, access or "") for number, access in drafts]
    if not ways:
        return None
    if any(access != Access.RESTRICTED for _number, access in ways):
        return FoundFile(file)
    return FoundFile(file, audited=ways[0][0])


def files_for(person: User, public_ids: Iterable[str], *, into: Item | None = None) -> QuerySet[StoredFile]:
    """Those of these files that this person may read, or with `into` put into a text of that record.

    A file of a RESTRICTED record goes into no wider one by who only reads it: there no look is written down.
    """
    records = Item.objects.visible_to(person)
    if into is not None and into.access != Access.RESTRICTED:
        records = records.exclude(~Q(pk__in=Item.objects.edited_by(person).values("pk")), access=Access.RESTRICTED)
    shown = ItemFile.objects.filter(
        Q(revision=F("item__published"))
        | Q(item__in=Item.objects.edited_by(person))
        | Q(revision__in=_reviewed_by(person)),
        file=OuterRef("pk"),
        item__in=records,
    )
    drafted = DraftFile.objects.filter(file=OuterRef("pk"), draft__in=drafts_of(person))
    named = [normalise_line(public_id) for public_id in public_ids]
    return StoredFile.objects.filter(Q(Exists(shown)) | Q(Exists(drafted)), public_id__in=named)


def attachments_of(revision: Revision) -> list[StoredFile]:
    """The files attached to a text, in their order."""
    return with_readings([link.file for link in revision.files.filter(is_attached=True).select_related("file")])


def record_of_file(file: StoredFile, reader: Reader) -> Item | None:
    """The record to which this reader goes back from a file: a published one that shows it, else another."""
    found = _items_showing(reader, file)
    return found.filter(files__revision=F("published"), files__file=file).order_by("pk").first() or found.first()


def first_picture_of(revision: Revision) -> StoredFile | None:
    """The first picture in a text that is there; who may read the text may have it."""
    found = pictures_in(revision.body_html)[:1]
    return StoredFile.objects.filter(public_id__in=found, width__gt=0).first() if found else None


def _items_showing(reader: Reader, file: StoredFile) -> QuerySet[Item]:
    """Items that this reader may read, and through which the file."""
    shown = Q(files__revision=F("published"))
    if isinstance(reader, User):
        shown |= Q(pk__in=Item.objects.edited_by(reader).values("pk")) | Q(files__revision__in=_reviewed_by(reader))
    # One call of `filter`: both conditions are about the same row of files.
    return Item.objects.visible_to(reader).filter(shown, files__file=file)


def _reviewed_by(person: User) -> QuerySet[Assignment]:
    """The texts (their ids) that this person is asked to review: what they show belongs to them."""
    asked = Assignment.objects.filter(reviewer=person, review__state=ReviewState.OPEN)
    return asked.values("review__revision")  # type: ignore[return-value]


def find_term(pk: int) -> Term | None:
    return Term.objects.filter(pk=pk).first()


def aims_of(year: int) -> QuerySet[Aim]:
    """The aims of a fiscal year: strategy issues first, then KPIs by their code."""
    return Aim.objects.filter(fiscal_year=year).select_related("parent", "unit").order_by("kind", "code", "pk")


def aims_to_choose(year: int) -> QuerySet[Aim]:
    """What something new may serve in this year; closed ones are not offered."""
    return aims_of(year).filter(is_closed=False)


def aim_years() -> list[int]:
    """The fiscal years that have aims."""
    return list(Aim.objects.order_by().values_list("fiscal_year", flat=True).distinct())


def find_aim(pk: int) -> Aim | None:
    return Aim.objects.select_related("parent", "unit").filter(pk=pk).first()


def issues_to_choose(of: Aim | None = None) -> list[Aim]:
    """Open strategy issues under which a KPI may stand, the latest years first; also the one it stands under."""
    issues = Aim.objects.filter(kind=AimKind.ISSUE)
    return list(issues.filter(Q(is_closed=False) | Q(pk=of.parent_id if of else None)))
