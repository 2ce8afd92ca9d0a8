"""Another class for an asset that was shown: asked with a reason, agreed to by others, never decided alone."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import Conflict, NotAllowed, Refused, require
from panya.features.assets.actions.translations import narrow_translations, refuse_wider_than_source
from panya.features.assets.models import AccessChange, AccessConsent, ChangeState, ConsentRole
from panya.features.assets.queries.access import consent_role, needs_both, open_change_of, reviewers_to_agree
from panya.shared.activity import actions as activity
from panya.shared.audit import actions as audit
from panya.shared.content.actions.items import change_class, is_class_bound, require_readers
from panya.shared.content.actions.reviewing.rounds import locked_item
from panya.shared.content.choices import BY_CIRCLE, Access
from panya.shared.content.models import Item
from panya.shared.content.permissions import may_change_access
from panya.shared.notifications.actions import take_back, tell
from panya.shared.people.models import Circle, User
from panya.shared.people.queries import km_teams_over
from panya.shared.people.text import paragraphs

ASKED, DECIDED = "assets.access_asked", "assets.access_decided"
WORDS_LIMIT = 500


@transaction.atomic
def ask_for_class(item: Item, after: str, circles: Iterable[Circle], *, by: User, reason: str) -> AccessChange:
    """Ask that others may read an asset that was shown; before that its writers choose freely."""
    item, chosen = locked_item(item.pk), tuple(circles)
    require(may_change_access(by, item) and item.deleted_at is None)
    if after not in Access.values:
        raise Refused(_("โปรดเลือกชั้นการเข้าถึงจากรายการ"))
    chosen = chosen if after in BY_CIRCLE else ()
    _refuse_needless(item, after, chosen)
    require_readers(after, chosen)
    refuse_wider_than_source(item, after, chosen)
    reason = paragraphs(reason, _("เหตุผล"), WORDS_LIMIT)
    if not reason:
        raise Refused(_("โปรดบอกเหตุผลที่ขอเปลี่ยน ผู้อนุมัติและผู้ตรวจสอบจะอ่าน"))
    change = AccessChange.objects.create(
        item=item, before=item.access, after=after, reason=reason, asked_by=by, asked_at=timezone.now()
    )
    change.circles.set(chosen)
    people = list(km_teams_over(item.unit))
    if needs_both(item, after, chosen):
        people += reviewers_to_agree(item)
    # Without a subject: the team may not be able to read it.
    words = {"change": change.public_id}
    tell(ASKED, people, subject=None, by=by, key=f"access/{change.public_id}/asked", words=words)
    _audit("assets.ask_for_class", change, by=by, reason=reason)
    return change


@transaction.atomic
def agree(change: AccessChange, *, by: User) -> AccessChange:
    """Agree as KM team or as reviewer; with the last consent needed the class is changed, at once and for all."""
    change, item = _locked(change)
    role = _role_of(by, change, item)
    if change.consents.filter(by=by).exists():
        return change  # Pressed twice: one consent.
    AccessConsent.objects.create(change=change, by=by, role=role, at=timezone.now())
    _audit("assets.agree_to_class", change, by=by)
    circles = list(change.circles.all())
    if not is_agreed(change, item, circles):
        return change
    refuse_wider_than_source(item, change.after, circles)
    _end(change, ChangeState.ACCEPTED, by=by)
    change_class(item, change.after, circles, by=by, reason=change.reason)
    narrow_translations(item, by=by, reason=change.reason)
    activity.record("assets.change_class", item=item, by=change.asked_by)
    return change


@transaction.atomic
def decline(change: AccessChange, *, by: User, words: str) -> AccessChange:
    """One who may agree says no, and why; the class stays."""
    change, item = _locked(change)
    _role_of(by, change, item)
    words = paragraphs(words, _("เหตุผล"), WORDS_LIMIT)
    if not words:
        raise Refused(_("โปรดบอกเหตุผลที่ไม่อนุมัติ ผู้ขอจะได้รู้ว่าควรทำอย่างไร"))
    _end(change, ChangeState.DECLINED, by=by, words=words)
    _audit("assets.decline_class", change, by=by, reason=words)
    return change


@transaction.atomic
def withdraw(change: AccessChange, *, by: User) -> AccessChange:
    """Who writes the asset takes the request back while nothing is decided."""
    change, item = _locked(change)
    require(may_change_access(by, item))
    _refuse_closed(change)
    _end(change, ChangeState.WITHDRAWN, by=by)
    _audit("assets.withdraw_class", change, by=by)
    return change


def is_agreed(change: AccessChange, item: Item, circles: Iterable[Circle]) -> bool:
    """The KM team, and where two are needed also a reviewer; where none is left, a second member of the team."""
    # Asked anew: who agreed may have left the team, or write the asset by now.
    consents = change.consents.select_related("by")
    roles = [one.role for one in consents if consent_role(one.by, item) == one.role]
    if ConsentRole.TEAM not in roles:
        return False
    if not needs_both(item, change.after, circles):
        return True
    return ConsentRole.REVIEWER in roles or (len(roles) > 1 and not reviewers_to_agree(item))


def _refuse_needless(item: Item, after: str, circles: tuple[Circle, ...]) -> None:
    if not is_class_bound(item):
        raise Refused(_("เรื่องนี้ยังไม่เคยเผยแพร่ เลือกผู้อ่านได้เลยโดยไม่ต้องขอ"))
    if open_change_of(item) is not None:
        raise Refused(_("มีคำขอเปลี่ยนชั้นที่รอพิจารณาอยู่แล้ว โปรดรอผลหรือถอนคำขอเดิมก่อน"))
    present = set(item.circles.values_list("pk", flat=True))
    if after == item.access and {circle.pk for circle in circles} == present:
        raise Refused(_("เรื่องนี้อยู่ในชั้นนี้อยู่แล้ว โปรดเลือกชั้นหรือผู้อ่านที่ต่างไป"))


def _locked(change: AccessChange) -> tuple[AccessChange, Item]:
    """The item first, as every act about it."""
    item = locked_item(change.item_id)
    found = AccessChange.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=change.pk)
    found.item = item
    return found, item


def _role_of(by: User, change: AccessChange, item: Item) -> str:
    # Read anew: what held when the page was opened must hold now.
    role = consent_role(User.objects.get(pk=by.pk), item)
    if not role or by.pk == change.asked_by_id:
        raise NotAllowed(_("ผู้อนุมัติต้องเป็นทีม KM ของหน่วยงานหรือผู้ตรวจของเรื่องนี้ และไม่ใช่ผู้เขียนหรือผู้ขอ"))
    if change.consents.filter(by=by).exists():
        return role
    _refuse_closed(change)
    if item.access != change.before or item.deleted_at is not None:
        raise Conflict(_("ชั้นของเรื่องนี้เปลี่ยนไปหลังจากที่ขอ โปรดให้ผู้เขียนขอใหม่"))
    return role


def _refuse_closed(change: AccessChange) -> None:
    if change.state != ChangeState.OPEN:
        raise Refused(_("คำขอนี้จบไปแล้ว (%(state)s)") % {"state": change.get_state_display()})


def _end(change: AccessChange, state: str, *, by: User, words: str = "") -> None:
    change.state, change.decided_by, change.decided_at, change.decision_words = state, by, timezone.now(), words
    change.save(update_fields=["state", "decided_by", "decided_at", "decision_words"])
    take_back(f"access/{change.public_id}/asked")
    if state != ChangeState.WITHDRAWN:
        people = [change.asked_by, change.item.owner]
        words_told = {"state": str(ChangeState(state).label), "at": "review"}
        key = f"access/{change.public_id}/decided"
        tell(DECIDED, people, subject=change.item_id, by=by, key=key, words=words_told)


def _audit(verb: str, change: AccessChange, *, by: User, reason: str = "") -> None:
    audit.record(
        verb,
        by=by,
        object_kind="item",
        object_id=change.item_id,
        before={"access": change.before},
        after={"access": change.after, "circles": sorted(change.circles.values_list("public_id", flat=True))},
        reason=reason,
    )
