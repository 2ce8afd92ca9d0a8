"""Make an item, add a revision, publish, retire, change who reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.core.errors import Conflict, Refused, require
from panya.base.thai.normalise import normalise_line
from panya.shared.audit import actions as audit
from panya.shared.content import signals
from panya.shared.content.actions.changes import tell_changed
from panya.shared.content.actions.files import link_files, usable_text
from panya.shared.content.actions.numbers import free_number
from panya.shared.content.actions.reviewing.rounds import close_round, follow_text, lapse_approvals
from panya.shared.content.actions.subjects import tags_named
from panya.shared.content.choices import BY_CIRCLE, Validity
from panya.shared.content.freshness import longest, validity_on
from panya.shared.content.mentions import tell_mentioned
from panya.shared.content.models import Access, Item, Licence, Notebook, Revision, Status, Topic
from panya.shared.content.permissions import may_change_access, may_edit, may_retire
from panya.shared.content.record_links import keep_links
from panya.shared.content.secrecy import refuse_marks
from panya.shared.content.succession import locked, require_nobody_relies, require_successor, tell_relying
from panya.shared.content.text import Text
from panya.shared.people.models import Circle, Unit, User


@dataclass(frozen=True)
class Place:
    """Everything about an item that is not its text: where it stands and who may read it."""

    unit: Unit
    access: str = Access.INTERNAL
    circles: tuple[Circle, ...] = ()
    notebook: Notebook | None = None
    licence: str = Licence.ALL_RIGHTS_RESERVED
    topics: tuple[Topic, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""
    co_editors: tuple[User, ...] = field(default=())


@transaction.atomic
def create_item(
    kind: str,
    text: Text,
    place: Place,
    *,
    owner: User,
    author: User | None,
    author_name: str = "",
    number: int | None = None,
    written_at: datetime | None = None,
) -> Item:
    """Make an unpublished item with its first revision; a wanted number is kept where it is free.

    Who may write this kind at all is asked by the feature whose kind it is.
    """
    text = text.cleaned()
    refuse_marks(text)
    require_readers(place.access, place.circles)
    pk, old_number = free_number(number)
    item = Item(
        number=pk,
        old_number=old_number,
        kind=kind,
        title=text.title,
        author=author,
        author_name=author_name,
        owner=owner,
        unit=place.unit,
        written_at=written_at or timezone.now(),
    )
    _copy_place(item, place)
    item.save(force_insert=True)
    _set_relations(item, place)
    add_revision(item, text, by=author, base=None)
    return item


@transaction.atomic
def save_text(item: Item, text: Text, *, by: User, base: Revision | None, reason: str = "") -> Revision:
    """Add a revision on top of `base`; refused with Conflict when someone saved a newer one meanwhile."""
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    require(may_edit(by, item))
    if item.latest_id != (base.pk if base else None):
        raise Conflict(_("มีผู้บันทึกเรื่องนี้ไปก่อนแล้วระหว่างที่คุณเขียน ข้อความของคุณยังอยู่ครบ โปรดเทียบสองฉบับแล้วบันทึกอีกครั้ง"))
    text = text.cleaned()
    refuse_marks(text)
    return add_revision(item, text, by=by, base=base, reason=reason)


def add_revision(item: Item, text: Text, *, by: User | None, base: Revision | None, reason: str = "") -> Revision:
    """Store cleaned text as the item's latest revision (inside the caller's transaction)."""
    text = usable_text(text, by=by, into=item)
    revision = Revision(
        item=item,
        number=(base.number if base else 0) + 1,
        title=text.title,
        lead=text.lead,
        body_html=text.body_html,
        body_text=text.body_text,
        structured=text.structured,
        by=by,
        reason=reason,
        created_at=timezone.now(),
    )
    revision.save()
    link_files(revision)
    item.latest = revision
    if item.published_id is None:
        item.title, item.summary = text.title, text.summary_for(item.access)
    item.version += 1
    item.save(update_fields=["latest", "title", "summary", "version"])
    if item.needs_review:
        follow_text(item, by=by)
    return revision


@transaction.atomic
def publish_latest(item: Item, *, by: User, at: datetime | None = None, edited_at: datetime | None = None) -> Item:
    """Let readers see the latest revision; only who may edit publishes, and only kinds that need no review."""
    require(may_edit(by, item))
    if item.needs_review:
        raise Refused(_("เรื่องนี้เผยแพร่ได้เมื่อผ่านการตรวจแล้ว โปรดส่งให้ผู้ตรวจก่อน"))
    if item.latest is None:
        raise Refused(_("ยังไม่มีข้อความให้เผยแพร่ โปรดเขียนแล้วบันทึกก่อน"))
    return show_revision(item, item.latest, by=by, at=at, edited_at=edited_at)


def show_revision(
    item: Item, revision: Revision, *, by: User, at: datetime | None = None, edited_at: datetime | None = None
) -> Item:
    """Let readers see this revision, inside the caller's transaction; whether it may be is the caller's matter."""
    first_time, before = item.published_id is None, item.published.body_html if item.published else ""
    item.published, item.status = revision, Status.PUBLISHED
    item.title, item.summary = revision.title, _summary(item, revision)
    item.published_at = item.published_at or at or timezone.now()
    item.edited_at = edited_at or (item.edited_at if first_time else timezone.now())
    changed = ["published", "status", "title", "summary", "published_at", "edited_at"]
    if item.needs_review:
        # Whoever approved it has just looked at it.
        item.review_by, item.validity = longest(item, today()), Validity.CURRENT
        changed += ["review_by", "validity"]
    item.save(update_fields=changed)
    _tell(item, "content.publish", by=by, after={"revision": revision.number, "sha256": revision.sha256})
    keep_links({item.pk: revision.body_html})
    tell_mentioned(item, revision.body_html, by=by, key=f"mention/{item.pk}", before=before)
    signals.published.send(Item, item=item, by=by, first=first_time)
    return item


@transaction.atomic
def change_place(item: Item, place: Place, *, by: User, reason: str = "") -> Item:
    """Move, retag, relicense or change who reads; what was and what is are audited."""
    require(may_edit(by, item))
    before = describe_place(item)
    if _who_reads(item) != (place.access, _keys(place.circles), {person.pk for person in place.co_editors}):
        # Also co-editors read: one who could name others would decide who reads.
        require(may_change_access(by, item))
    if is_class_bound(item) and _class_of(item) != (place.access, _keys(place.circles)):
        raise Refused(_("เรื่องนี้เผยแพร่แล้ว การเปลี่ยนชั้นการเข้าถึงหรือผู้อ่านต้องขอพร้อมเหตุผล และมีผู้อนุมัติ"))
    if item.needs_review and _class_of(item) != (place.access, _keys(place.circles)):
        lapse_approvals(item, by=by)
    if place.notebook is not None and place.notebook.owner_id not in {item.owner_id, by.pk}:
        raise Refused(_("เลือกได้เฉพาะสมุดของเจ้าของบันทึก"))
    require_readers(place.access, place.circles)
    _copy_place(item, place)
    item.unit = place.unit
    if shown := item.published or item.latest:
        item.summary = _summary(item, shown)
    item.save(update_fields=["access", "licence", "notebook", "unit", "source", "summary"])
    _set_relations(item, place)
    after = describe_place(item)
    if before != after:
        _tell(item, "content.change_place", by=by, before=before, after=after, reason=reason)
    return item


def change_class(item: Item, access: str, circles: Iterable[Circle], *, by: User, reason: str) -> Item:
    """Let others read than before, inside the caller's transaction; whether it may be is the caller's matter."""
    chosen, before = tuple(circles), describe_place(item)
    require_readers(access, chosen)
    item.access = access
    item.circles.set(chosen if access in BY_CIRCLE else [])
    if shown := item.published or item.latest:
        item.summary = _summary(item, shown)
    item.save(update_fields=["access", "summary"])
    _tell(item, "content.change_class", by=by, before=before, after=describe_place(item), reason=reason)
    return item


def is_class_bound(item: Item) -> bool:
    """What was reviewed and shown changes its readers only by a request that somebody else approves."""
    return item.needs_review and item.published_id is not None


@transaction.atomic
def retire(
    item: Item, *, by: User, reason: str, superseded_by: Item | None = None, for_some_readers: bool = False
) -> Item:
    """Take an item out of lists; the same readers still open it, with a banner that may name what replaces it."""
    item, superseded_by = locked(item, superseded_by)
    require(may_retire(by, item))
    if item.is_retired:
        raise Refused(_("เรื่องนี้เลิกใช้อยู่แล้ว โปรดโหลดหน้านี้ใหม่"))
    reason = normalise_line(reason)[:500]
    if not reason:
        raise Refused(_("โปรดบอกเหตุผลที่เลิกใช้ ผู้อ่านจะได้รู้ว่าควรไปอ่านอะไรแทน"), about="reason")
    if superseded_by is None:
        require_nobody_relies(item, by=by)
    else:
        require_successor(item, superseded_by, by=by, for_some_readers=for_some_readers)
    item.status, item.retired_reason, item.retired_at = Status.RETIRED, reason, timezone.now()
    item.superseded_by = superseded_by
    item.save(update_fields=["status", "retired_reason", "retired_at", "superseded_by"])
    close_round(item, by=by)
    after = {"superseded_by": superseded_by.pk if superseded_by else None}
    _tell(item, "content.retire", by=by, after=after, reason=item.retired_reason)
    if superseded_by is not None:
        tell_relying(item, superseded_by, by=by)
    return item


@transaction.atomic
def bring_back(item: Item, *, by: User) -> Item:
    """Publish a retired item again, with the day by which it must be reviewed as it was."""
    item, _none = locked(item)
    require(may_retire(by, item))
    if not item.is_retired:
        raise Refused(_("เรื่องนี้ใช้อยู่แล้ว โปรดโหลดหน้านี้ใหม่"))
    before = {"superseded_by": item.superseded_by_id, "reason": item.retired_reason}
    item.status, item.retired_reason, item.retired_at, item.superseded_by = Status.PUBLISHED, "", None, None
    item.validity = validity_on(item.review_by, today())
    item.save(update_fields=["status", "retired_reason", "retired_at", "superseded_by", "validity"])
    _tell(item, "content.bring_back", by=by, before=before)
    return item


def require_readers(access: str, circles: Iterable[Circle]) -> None:
    """UNIT and RESTRICTED need at least one circle, else nobody but the writers could read."""
    if access in BY_CIRCLE and not list(circles):
        raise Refused(_("โปรดเลือกหน่วยงาน วง หรือบุคคลที่จะให้อ่านอย่างน้อยหนึ่งรายการ"))


def describe_place(item: Item) -> dict[str, object]:
    """The place of an item as the audit shows it."""
    return {
        "access": item.access,
        "circles": _keys(item.circles.all()),
        "unit": item.unit.code,
        "notebook": item.notebook.name if item.notebook else None,
        "licence": item.licence,
        "source": item.source,
        "tags": sorted(item.tags.values_list("name", flat=True)),
        "topics": sorted(item.topics.values_list("slug", flat=True)),
        "co_editors": sorted(item.co_editors.values_list("public_id", flat=True)),
    }


def _who_reads(item: Item) -> tuple[str, list[str], set[int]]:
    return *_class_of(item), set(item.co_editors.values_list("pk", flat=True))


def _class_of(item: Item) -> tuple[str, list[str]]:
    return item.access, _keys(item.circles.all())


def _summary(item: Item, revision: Revision) -> str:
    return Text(revision.title, revision.lead, revision.body_html).summary_for(item.access)


def _keys(circles: Iterable[Circle]) -> list[str]:
    return sorted(circle.public_id for circle in circles)


def _copy_place(item: Item, place: Place) -> None:
    item.access, item.licence = place.access, place.licence
    item.notebook, item.source = place.notebook, place.source


def _set_relations(item: Item, place: Place) -> None:
    item.circles.set(place.circles if place.access in BY_CIRCLE else [])
    item.topics.set(place.topics)
    item.tags.set(tags_named(place.tags))
    item.co_editors.set(place.co_editors)


def _tell(
    item: Item, verb: str, *, by: User | None, before: object = None, after: object = None, reason: str = ""
) -> None:
    audit.record(verb, by=by, object_kind="item", object_id=str(item.pk), before=before, after=after, reason=reason)
    tell_changed([item.pk])
