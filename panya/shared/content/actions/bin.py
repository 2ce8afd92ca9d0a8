"""The recycle bin: a record thrown away is hidden from everybody, and comes back exactly as it was."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.shared.audit import actions as audit
from panya.shared.content import signals
from panya.shared.content.actions.changes import tell_changed
from panya.shared.content.actions.reviewing.rounds import close_round
from panya.shared.content.models import Item
from panya.shared.content.permissions import may_delete, may_restore
from panya.shared.content.succession import locked, require_nobody_relies
from panya.shared.people.models import User
from panya.shared.people.text import one_line

REASON_LIMIT = 500


@transaction.atomic
def delete_item(item: Item, *, by: User, reason: str = "") -> Item:
    """Put a record into the bin; number, history, comments and links stay where they are, seen by nobody."""
    item, _none = locked(item)
    require(may_delete(by, item), _("เรื่องที่เผยแพร่แล้วมีแต่ทีม KM ของหน่วยงานที่ทิ้งได้ หากเลิกใช้แล้ว โปรดใช้ “เลิกใช้” แทน"))
    reason = one_line(reason, _("เหตุผล"), REASON_LIMIT)
    if item.published_id is not None:
        if not reason:
            raise Refused(_("เรื่องนี้เคยเผยแพร่ โปรดบอกเหตุผลที่ทิ้ง"))
        require_nobody_relies(item, by=by)
    item.deleted_at, item.deleted_by, item.deleted_reason = timezone.now(), by, reason
    item.save(update_fields=["deleted_at", "deleted_by", "deleted_reason"])
    close_round(item, by=by)
    _note(item, "content.delete", by=by, reason=reason)
    return item


@transaction.atomic
def restore_item(item: Item, *, by: User) -> Item:
    """Take a record out of the bin: nothing of it has changed meanwhile."""
    item, _none = locked(item)
    require(may_restore(by, item))
    reason = item.deleted_reason
    item.deleted_at, item.deleted_by, item.deleted_reason = None, None, ""
    item.save(update_fields=["deleted_at", "deleted_by", "deleted_reason"])
    _note(item, "content.restore", by=by, reason=reason)
    return item


def _note(item: Item, verb: str, *, by: User, reason: str) -> None:
    after = {"kind": item.kind, "status": item.status, "access": item.access}
    audit.record(verb, by=by, object_kind="item", object_id=item.pk, after=after, reason=reason)
    tell_changed([item.pk])
    signals.acted.send(Item, item=item, by=by, verb=verb)
