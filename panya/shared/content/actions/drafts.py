"""Autosaved drafts: each editor's own, made and overwritten without number, revision or event."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.base.thai.normalise import normalise
from panya.shared.content.models import Draft, Item, Revision
from panya.shared.content.permissions import may_edit
from panya.shared.content.text import BODY_LIMIT
from panya.shared.people.models import User

UNBORN_DRAFTS_LIMIT = 200


@transaction.atomic
def open_draft(person: User, kind: str, *, item: Item | None = None, base: Revision | None = None) -> Draft:
    """The person's draft of this item on top of `base` (else its latest text), or a new draft of a new one."""
    if item is None:
        if person.drafts.filter(item=None).count() >= UNBORN_DRAFTS_LIMIT:
            raise Refused(_("คุณมีร่างค้างอยู่มากแล้ว โปรดเผยแพร่หรือลบร่างเก่าก่อน"))
        return Draft.objects.create(person=person, kind=kind)
    require(may_edit(person, item))
    draft, _created = Draft.objects.get_or_create(
        person=person, item=item, defaults={"kind": kind, "base_revision": base or item.latest}
    )
    return draft


@transaction.atomic
def autosave(draft: Draft, fields: dict[str, Any], *, by: User, base: Revision | None = None) -> Draft:
    """Keep what the editor typed so far, whole and unjudged (only what no database can hold is taken out).

    `base` is the text the editor began from; after a conflict it is a newer one than the draft began with.
    """
    require(draft.person_id == by.pk)
    if draft.item is not None:
        require(may_edit(by, draft.item))
    draft.fields = {name: _storable(value) for name, value in fields.items()}
    if sum(len(str(value)) for value in draft.fields.values()) > 2 * BODY_LIMIT:
        raise Refused(_("ข้อความยาวเกินกว่าจะเก็บเป็นร่างได้ โปรดแบ่งเป็นหลายบันทึก"))
    draft.base_revision = base or draft.base_revision
    draft.save(update_fields=["fields", "base_revision", "updated_at"])
    return draft


@transaction.atomic
def keep_draft(
    fields: dict[str, Any],
    *,
    by: User,
    kind: str,
    draft: Draft | None = None,
    item: Item | None = None,
    base: Revision | None = None,
) -> Draft:
    """Autosave what is typed; the first time makes the draft, but no item, number, revision or event."""
    if draft is None:
        draft = open_draft(by, kind, item=item, base=base)
    return autosave(draft, fields, by=by, base=base)


def use_up(draft: Draft | None, *, by: User) -> None:
    """The draft out of which an item was saved has done its work (in that transaction)."""
    if draft is not None:
        discard(draft, by=by)


def discard(draft: Draft, *, by: User) -> None:
    """Throw a draft away; only its editor may."""
    require(draft.person_id == by.pk)
    draft.delete()


def _storable(value: Any) -> Any:
    if isinstance(value, list):
        return [_storable(part) for part in value]
    return normalise(value) if isinstance(value, str) else value
