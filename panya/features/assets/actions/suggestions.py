"""A reader's better text: proposed over the shown one, taken in or declined by those whose asset it is."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import Conflict, Refused, require
from panya.features.assets.comparing import is_same_text
from panya.features.assets.models import ChangeState, Contributor, ContributorRole, EditSuggestion
from panya.features.assets.permissions import may_decide_suggestion, may_suggest_edit
from panya.features.assets.structure import NAMES, with_checked_parts
from panya.shared.activity import actions as activity
from panya.shared.audit import actions as audit
from panya.shared.content.actions import items
from panya.shared.content.actions.files import usable_text
from panya.shared.content.models import Item, ReviewState, Revision
from panya.shared.content.secrecy import refuse_marks
from panya.shared.content.text import Text
from panya.shared.notifications import actions as notifications
from panya.shared.people.models import User
from panya.shared.people.text import one_line

SUGGESTED, ACCEPTED, DECLINED = "assets.suggested", "assets.suggestion_accepted", "assets.suggestion_declined"
# The part of the page of the asset on which both sides find it.
AT = "suggestions"
WORDS_LIMIT = 500
_REASON_LIMIT = 300


@transaction.atomic
def suggest_edit(item: Item, text: Text, *, by: User, reason: str, base: Revision) -> EditSuggestion:
    """Propose a whole better text over the one that readers see; one at a time for each person and asset."""
    item = _locked(item)
    require(may_suggest_edit(by, item))
    _require_shown(item, base)
    if EditSuggestion.objects.filter(item=item, by=by, state=ChangeState.OPEN).exists():
        raise Refused(_("ข้อเสนอก่อนหน้าของคุณยังรอเจ้าของเรื่องอยู่ โปรดแก้ข้อเสนอนั้น หรือถอนแล้วเสนอใหม่"))
    suggestion = EditSuggestion.objects.create(
        item=item, base=base, text=_stored(base, text, by=by), reason=_words(reason), by=by, at=timezone.now()
    )
    notifications.tell(SUGGESTED, _deciders(item), subject=item.pk, by=by, key=_key(suggestion), words={"at": AT})
    _record("assets.suggest_edit", suggestion, by=by, to=item.owner)
    return suggestion


@transaction.atomic
def rewrite_suggestion(suggestion: EditSuggestion, text: Text, *, by: User, reason: str, base: Revision) -> None:
    """Change the own proposal while it waits; it stands over the text that readers see now."""
    item, suggestion = _both_locked(suggestion)
    require(suggestion.by_id == by.pk and may_suggest_edit(by, item))
    _require_open(suggestion)
    _require_shown(item, base)
    suggestion.text, suggestion.base, suggestion.reason = _stored(base, text, by=by), base, _words(reason)
    suggestion.save(update_fields=["text", "base", "reason"])
    _record("assets.rewrite_suggestion", suggestion, by=by)


@transaction.atomic
def accept_suggestion(
    suggestion: EditSuggestion, *, by: User, combined: Text | None = None, base: Revision | None = None
) -> Revision:
    """Save the proposed text as a new one that nobody approved yet; readers keep the approved one.

    Where the asset has a newer text than the one that was proposed over, its owner first writes both into one:
    `combined`, over `base`. Who proposed it is named in the history and among those who had a part.
    """
    item, suggestion = _both_locked(suggestion)
    require(may_decide_suggestion(by, item))
    _require_open(suggestion)
    if item.is_retired:
        raise Refused(_("เรื่องนี้เลิกใช้แล้ว โปรดนำกลับมาใช้ก่อน หรือไม่รับข้อเสนอพร้อมบอกเหตุผล"))
    if item.reviews.filter(state=ReviewState.OPEN).exists():
        raise Refused(_("ผู้ตรวจกำลังดูข้อความฉบับก่อนอยู่ โปรดรอผลการตรวจหรือถอนจากการตรวจก่อน แล้วจึงรับข้อเสนอ"))
    if combined is None and suggestion.base_id != item.latest_id:
        raise Conflict(_("เรื่องนี้มีข้อความใหม่กว่าฉบับที่ผู้เสนออ่าน โปรดดูทั้งสองฉบับแล้วรวมเป็นฉบับเดียวก่อนรับ"))
    base = base or suggestion.base
    text = _over(base, combined) if combined else proposed_text(suggestion)
    reason = (_("รับข้อเสนอของ %(name)s") % {"name": suggestion.by.name} + f": {suggestion.reason}")[:_REASON_LIMIT]
    suggestion.revision = items.save_text(item, with_checked_parts(text), by=by, base=base, reason=reason)
    _decide(suggestion, ChangeState.ACCEPTED, by=by)
    Contributor.objects.get_or_create(asset_id=item.pk, person=suggestion.by, role=ContributorRole.COMPILER)
    _tell_suggester(ACCEPTED, suggestion, by=by)
    _record("assets.accept_suggestion", suggestion, by=by, to=suggestion.by)
    return suggestion.revision


@transaction.atomic
def decline_suggestion(suggestion: EditSuggestion, *, by: User, words: str) -> None:
    """Keep the text as it is, and say why."""
    item, suggestion = _both_locked(suggestion)
    require(may_decide_suggestion(by, item))
    _require_open(suggestion)
    words = one_line(words, _("เหตุผล"), WORDS_LIMIT)
    if not words:
        raise Refused(_("โปรดบอกผู้เสนอสั้น ๆ ว่าทำไมยังไม่รับ เขาอุตส่าห์อ่านและเขียนมาให้"))
    _decide(suggestion, ChangeState.DECLINED, by=by, words=words)
    _tell_suggester(DECLINED, suggestion, by=by)
    _record("assets.decline_suggestion", suggestion, by=by, reason=words)


@transaction.atomic
def withdraw_suggestion(suggestion: EditSuggestion, *, by: User) -> None:
    """Take the own proposal back while it waits; nobody is asked to decide on it any more."""
    _item, suggestion = _both_locked(suggestion)
    require(suggestion.by_id == by.pk and by.is_active)
    _require_open(suggestion)
    _decide(suggestion, ChangeState.WITHDRAWN, by=by)
    notifications.take_back(_key(suggestion))
    _record("assets.withdraw_suggestion", suggestion, by=by)


def proposed_text(suggestion: EditSuggestion) -> Text:
    """The whole text as its reader would have it."""
    return Text(**suggestion.text)


def _stored(base: Revision, text: Text, *, by: User) -> dict[str, object]:
    """The text as a revision would hold it, with what its writer may put into it and nothing else."""
    cleaned = usable_text(with_checked_parts(_over(base, text)).cleaned(), by=by, into=base.item)
    # What may not be kept as a text is not kept as a proposal either.
    refuse_marks(cleaned)
    if is_same_text(base, cleaned):
        raise Refused(_("ข้อความยังเหมือนฉบับที่เผยแพร่อยู่ โปรดแก้ส่วนที่อยากให้ดีขึ้นก่อนส่ง"))
    return {
        "title": cleaned.title,
        "lead": cleaned.lead,
        "body_html": cleaned.body_html,
        "structured": cleaned.structured,
    }


def _over(base: Revision, text: Text) -> Text:
    """What is no part to write in (attached files) stays as it stands in the text below."""
    kept = {name: part for name, part in base.structured.items() if name not in NAMES}
    return replace(text, structured=text.structured | kept)


def _words(reason: str) -> str:
    reason = one_line(reason, _("เหตุผล"), WORDS_LIMIT)
    if not reason:
        raise Refused(_("โปรดบอกสั้น ๆ ว่าแก้อะไร เพราะอะไร เจ้าของเรื่องจะได้ตัดสินใจง่าย"))
    return reason


def _require_shown(item: Item, base: Revision) -> None:
    if base.pk != item.published_id:
        raise Conflict(_("เรื่องนี้มีฉบับใหม่เผยแพร่แล้วระหว่างที่คุณเขียน ข้อความของคุณยังอยู่ครบ โปรดเทียบกับฉบับใหม่แล้วส่งอีกครั้ง"))


def _require_open(suggestion: EditSuggestion) -> None:
    if suggestion.state != ChangeState.OPEN:
        raise Refused(_("ข้อเสนอนี้มีผลแล้ว: %(state)s โปรดโหลดหน้านี้ใหม่") % {"state": suggestion.get_state_display()})


def _locked(item: Item) -> Item:
    return Item.objects.select_for_update(of=("self",)).select_related("owner", "author", "unit").get(pk=item.pk)


def _both_locked(suggestion: EditSuggestion) -> tuple[Item, EditSuggestion]:
    """First the asset, then the proposal: of two who decide at once one comes second."""
    item = _locked(suggestion.item)
    rows = EditSuggestion.objects.select_for_update(of=("self",)).select_related("by", "base")
    return item, rows.get(pk=suggestion.pk)


def _decide(suggestion: EditSuggestion, state: ChangeState, *, by: User, words: str = "") -> None:
    suggestion.state, suggestion.decided_by, suggestion.decided_at = state, by, timezone.now()
    suggestion.decision_words = words
    suggestion.save(update_fields=["state", "decided_by", "decided_at", "decision_words", "revision"])


def _deciders(item: Item) -> list[User]:
    return [person for person in (item.owner, item.author) if person is not None]


def _tell_suggester(kind: str, suggestion: EditSuggestion, *, by: User) -> None:
    key = f"{_key(suggestion)}/{suggestion.state}"
    notifications.tell(kind, [suggestion.by], subject=suggestion.item_id, by=by, key=key, words={"at": AT})


def _key(suggestion: EditSuggestion) -> str:
    return f"suggestion/{suggestion.public_id}"


def _record(verb: str, suggestion: EditSuggestion, *, by: User, to: User | None = None, reason: str = "") -> None:
    item = suggestion.item
    about = {"suggestion": suggestion.public_id, "base": suggestion.base.number}
    audit.record(verb, by=by, object_kind="item", object_id=str(item.pk), after=about, reason=reason)
    activity.record(verb, item=item, by=by, to=to)
