"""What people outside say of public knowledge, and what they ask for under the Official Information Act."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.core.errors import Conflict, Refused, require
from panya.base.core.limits import Limit
from panya.base.core.random_ids import random_id
from panya.base.thai.normalise import normalise_line
from panya.shared.audit import actions as audit
from panya.shared.content.mentions import may_read_now
from panya.shared.content.models import Item
from panya.shared.feedback.models import InformationRequest, RequestState, Usefulness
from panya.shared.feedback.permissions import may_answer_request, may_ask_for, may_rate
from panya.shared.feedback.queries import moderators_of
from panya.shared.feedback.queries.citizens import contact_days
from panya.shared.feedback.senders import sender_of, voter_of
from panya.shared.notifications.actions import tell
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader
from panya.shared.people.text import paragraphs

RATE_LIMIT = Limit("usefulness", 10, 10 * 60)
ALL_RATES_LIMIT = Limit("usefulness-guests", 240, 60)
ASK_LIMIT = Limit("information-request", 5, 60 * 60)
ALL_ASK_LIMIT = Limit("information-requests", 60, 60 * 60)
# An officer answers within so many days of a request (practice under the Act, section 11).
ANSWER_WITHIN = timedelta(days=15)
MISSING, ASKED = "feedback.missing", "feedback.information_request"
_WORDS_LIMIT, _NAME_LIMIT, _ANSWER_LIMIT = 1_000, 200, 2_000
# More wait for the next run.
_MOST_FORGOTTEN = 500


def rate(item: Item, *, is_useful: bool, missing: str, by: Reader, session: str, address: str) -> Usefulness:
    """Say whether a public page was useful: once for each person or browser session, which may think again.

    What is missing goes to the owner.
    """
    require(may_rate(by, item), _("บอกได้เฉพาะเรื่องที่เปิดเผยต่อสาธารณะ และไม่ใช่เรื่องที่ตนเองเขียน"))
    person = by if isinstance(by, User) else None
    RATE_LIMIT.spend(person.public_id if person else sender_of(address))
    if person is None:
        ALL_RATES_LIMIT.spend("all")
    words = paragraphs(missing, _("ข้อความ"), _WORDS_LIMIT)
    key = voter_of(f"person/{person.pk}" if person else f"session/{session}")
    with transaction.atomic():
        said, _is_new = Usefulness.objects.update_or_create(
            item=item,
            key=key,
            defaults={
                "is_useful": is_useful,
                "person": person,
                "at": timezone.now(),
                **({"missing": words} if words else {}),
            },
        )
        if words:
            readers = may_read_now(item, [item.owner])
            told = {"at": "uses", "missing": words}
            tell(MISSING, readers, subject=item.pk, by=person, key=f"missing/{said.pk}", words=told)
        return said


def ask_for(item: Item, *, name: str, contact: str, purpose: str, by: Reader, address: str) -> InformationRequest:
    """Ask for what stands in a record of class REQUEST; its handlers are told that a case waits."""
    require(may_ask_for(by, item))
    sender = sender_of(address)
    ASK_LIMIT.spend(sender)
    ALL_ASK_LIMIT.spend("all")
    name, contact, purpose = (
        normalise_line(name),
        normalise_line(contact),
        paragraphs(purpose, _("ข้อความ"), _WORDS_LIMIT),
    )
    if not name or not contact:
        raise Refused(_("โปรดใส่ชื่อและช่องทางที่เจ้าหน้าที่จะติดต่อกลับ"))
    if max(len(name), len(contact)) > _NAME_LIMIT:
        raise Refused(_("ชื่อและช่องทางติดต่อยาวได้ไม่เกิน %(limit)d ตัวอักษร") % {"limit": _NAME_LIMIT})
    with transaction.atomic():
        case = InformationRequest.objects.create(
            case_number=_case_number(),
            item=item,
            name=name,
            contact=contact,
            purpose=purpose,
            received_at=timezone.now(),
            due_on=today() + ANSWER_WITHIN,
            sender=sender,
        )
        handlers = [person for person in [item.owner, *moderators_of(item)] if may_answer_request(person, case)]
        words = {"case": case.case_number}
        tell(ASKED, handlers, subject=None, by=None, key=f"request/{case.pk}", words=words)
        audit.record("feedback.ask_for", by=None, object_kind="request", object_id=case.pk, address=address)
        return case


def answer_request(case: InformationRequest, *, granted: bool, words: str, by: User) -> InformationRequest:
    """Give what was asked for, or refuse with the reason; of two handlers at once the second is told so."""
    words = paragraphs(words, _("ข้อความ"), _ANSWER_LIMIT)
    if not words:
        raise Refused(_("โปรดเขียนคำตอบ: เนื้อหาหรือวิธีรับเอกสาร หรือเหตุผลที่ไม่อาจเปิดเผยได้"))
    with transaction.atomic():
        found = InformationRequest.objects.select_for_update(of=("self",)).select_related("item__unit", "item__owner")
        case = found.get(pk=case.pk)
        require(may_answer_request(by, case))
        if case.state != RequestState.OPEN:
            raise Conflict(_("คำขอนี้มีผู้ตอบไปก่อนแล้ว"))
        case.state = RequestState.GRANTED if granted else RequestState.REFUSED
        case.answer, case.answered_by, case.answered_at = words, by, timezone.now()
        case.save(update_fields=["state", "answer", "answered_by", "answered_at"])
        after = {"item": case.item_id, "state": case.state}
        audit.record("feedback.answer_request", by=by, object_kind="request", object_id=case.pk, after=after)
        return case


def note_read_request(case: InformationRequest, *, by: User, address: str) -> None:
    """Every look at what a citizen gave of the own person is written down first; the number that opens it is not."""
    audit.record("feedback.read_request", by=by, object_kind="request", object_id=case.pk, address=address)


@transaction.atomic
def forget_citizens() -> int:
    """Blank what citizens told of themselves in requests answered long enough ago; how many. Safe to run twice.

    Number, record, days and answer stay: that the ministry answered is a record of its work.
    """
    until = timezone.now() - timedelta(days=contact_days())
    told = ~Q(name="", contact="", purpose="", sender="")
    due = InformationRequest.objects.exclude(state=RequestState.OPEN).filter(told, answered_at__lt=until)
    cases = list(due.select_for_update(of=("self",)).only("pk")[:_MOST_FORGOTTEN])
    for case in cases:
        case.name = case.contact = case.purpose = case.sender = ""
        case.save(update_fields=["name", "contact", "purpose", "sender"])
        after = {"days": contact_days()}
        audit.record("feedback.forget_citizen", by=None, object_kind="request", object_id=case.pk, after=after)
    return len(cases)


def _case_number() -> str:
    """Ten letters that nobody can guess (47 bits, behind a limit); no year, which would be one of either era."""
    letters = random_id()[:10].upper()
    return f"{letters[:5]}-{letters[5:]}"
