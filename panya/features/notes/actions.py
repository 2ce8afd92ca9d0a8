"""What an officer does with notes."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Conflict, Refused, require
from panya.base.thai.normalise import normalise_line
from panya.features.notes.item_kinds import KIND
from panya.features.notes.permissions import may_write_notes
from panya.shared.activity import actions as activity
from panya.shared.content.actions import drafts, items
from panya.shared.content.actions.notebooks import notebook_named
from panya.shared.content.actions.places import PlaceWish, place_for
from panya.shared.content.html import paragraphs_html
from panya.shared.content.models import Draft, Item, Notebook, Revision
from panya.shared.content.permissions import may_edit
from panya.shared.content.prompts import refuse_prompts, without_prompts
from panya.shared.content.secrecy import refuse_secrets
from panya.shared.content.text import Text
from panya.shared.people.models import Unit, User
from panya.shared.people.text import one_line

REASON_LIMIT = 300


def keep_draft(
    fields: dict[str, Any],
    *,
    by: User,
    draft: Draft | None = None,
    item: Item | None = None,
    base: Revision | None = None,
) -> Draft:
    """Autosave a note that is being typed."""
    return drafts.keep_draft(fields, by=by, kind=KIND, draft=draft, item=item, base=base)


def begin_draft(lines: str, *, by: User) -> Draft:
    """A draft that begins with these plain lines."""
    return keep_draft({"title": "", "lead": "", "body": paragraphs_html(lines), "reason": ""}, by=by)


@transaction.atomic
def write_note(text: Text, *, by: User, draft: Draft | None = None) -> Item:
    """Save a new note that only its writers see until it is published; its draft has done its work."""
    unit = _unit_of(by)
    place = items.Place(unit=unit, licence=unit.default_licence, notebook=_usual_notebook(by))
    item = items.create_item(KIND, text, place, owner=by, author=by)
    drafts.use_up(draft, by=by)
    activity.record("notes.save", item=item, by=by)
    return item


@transaction.atomic
def edit_note(
    item: Item,
    text: Text,
    *,
    by: User,
    base: Revision | None,
    reason: str = "",
    publish: bool = False,
    secrecy_reason: str = "",
) -> Item:
    """Save changed text on top of `base`; readers see it once it is published. Conflict where someone was quicker."""
    reason = one_line(reason, _("คำอธิบายว่าแก้อะไร"), REASON_LIMIT)
    item = items.save_text(item, text, by=by, base=base, reason=reason).item
    by.drafts.filter(item=item).delete()
    if publish and item.published_id is not None:
        return _show(item, by, "notes.edit", secrecy_reason)
    activity.record("notes.save", item=item, by=by)
    return item


@transaction.atomic
def publish_note(item: Item, wish: PlaceWish | None = None, *, by: User, seen: int, secrecy_reason: str = "") -> Item:
    """Let readers see the latest text, which the writer has `seen` by its revision number, in the wished place."""
    _unit_of(by)
    item = _locked(item)
    require(may_edit(by, item))
    if item.latest is None or item.latest.number != seen:
        raise Conflict(_("มีผู้แก้ข้อความหลังจากที่คุณเปิดหน้านี้ โปรดอ่านฉบับล่าสุดก่อนเผยแพร่"))
    if wish is not None:
        item = items.change_place(item, place_for(item, wish, by=by), by=by)
    return _show(item, by, "notes.edit" if item.published_id else "notes.publish", secrecy_reason)


@transaction.atomic
def drop_prompts(item: Item, *, by: User, seen: int) -> Item:
    """Take out of the latest text, which the writer has `seen`, what a starter asked and nobody answered."""
    item = _locked(item)
    require(may_edit(by, item))
    if item.latest is None or item.latest.number != seen:
        raise Conflict(_("มีผู้แก้ข้อความหลังจากที่คุณเปิดหน้านี้ โปรดอ่านฉบับล่าสุดก่อนเผยแพร่"))
    latest = item.latest
    text = Text(latest.title, latest.lead, without_prompts(latest.body_html), latest.structured)
    items.save_text(item, text, by=by, base=latest, reason=_("เอาคำชวนเขียนที่เหลือออก"))
    activity.record("notes.save", item=item, by=by)
    return item


@transaction.atomic
def change_place(item: Item, wish: PlaceWish, *, by: User, reason: str = "") -> Item:
    """Move, retag, relicense or reopen a note without touching its text."""
    require(may_edit(by, item))
    reason = one_line(reason, _("เหตุผล"), REASON_LIMIT)
    item = items.change_place(item, place_for(item, wish, by=by), by=by, reason=reason)
    activity.record("notes.change_place", item=item, by=by)
    return item


@transaction.atomic
def restore_revision(item: Item, old: Revision, *, by: User) -> Revision:
    """Bring an old text back as a new revision; what was written since stays in the history."""
    require(old.item_id == item.pk)
    text = Text(old.title, old.lead, old.body_html, old.structured)
    reason = _("นำฉบับที่ %(number)d กลับมา") % {"number": old.number}
    revision = items.save_text(item, text, by=by, base=item.latest, reason=reason)
    activity.record("notes.restore", item=item, by=by)
    return revision


@transaction.atomic
def retire_note(item: Item, *, by: User, reason: str, superseded_by: Item | None = None) -> Item:
    """Take a note out of lists; its readers still open it and see why, and what replaces it."""
    item = items.retire(item, by=by, reason=normalise_line(reason), superseded_by=superseded_by)
    activity.record("notes.retire", item=item, by=by)
    return item


@transaction.atomic
def bring_back_note(item: Item, *, by: User) -> Item:
    """List a retired note again."""
    item = items.bring_back(item, by=by)
    activity.record("notes.bring_back", item=item, by=by)
    return item


def _show(item: Item, by: User, verb: str, secrecy_reason: str) -> Item:
    if item.latest is not None:
        refuse_prompts(item.latest.body_html)
        refuse_secrets(item, item.latest, secrecy_reason, by=by)
    if item.is_retired:
        raise Refused(_("บันทึกนี้เลิกใช้แล้ว โปรดนำกลับมาใช้ก่อน แล้วจึงเผยแพร่ฉบับใหม่"))
    item = items.publish_latest(item, by=by)
    activity.record(verb, item=item, by=by)
    return item


def _locked(item: Item) -> Item:
    return Item.objects.select_for_update(of=("self",)).select_related("latest", "unit", "notebook").get(pk=item.pk)


def _unit_of(person: User) -> Unit:
    if not may_write_notes(person) or person.unit is None:
        raise Refused(
            _("บัญชีของคุณยังไม่ได้สังกัดหน่วยงาน จึงยังบันทึกและเผยแพร่ไม่ได้ โปรดแจ้งผู้ดูแลหน่วยงานให้ใส่สังกัดก่อน ร่างที่พิมพ์ไว้ยังอยู่ครบ")
        )
    return person.unit


def _usual_notebook(person: User) -> Notebook:
    """The notebook of the person's latest note, else the first one, made where there is none."""
    latest = person.items_written.filter(notebook__owner=person).select_related("notebook").order_by("-pk").first()
    if latest is not None and latest.notebook is not None:
        return latest.notebook
    return person.notebooks.first() or notebook_named(person, _("สมุดของ%(name)s") % {"name": person.first_name})
