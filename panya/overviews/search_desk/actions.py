"""What a KM team makes of words that were sought in vain: a synonym, a question to somebody; and the answers."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import Conflict, Refused, require
from panya.base.thai.normalise import identity_key
from panya.overviews.search_desk.models import Ask, AskState
from panya.overviews.search_desk.permissions import keeps_desk, may_answer
from panya.overviews.search_desk.queries import terms_with
from panya.shared.audit import actions as audit
from panya.shared.content.actions.terms import NAME_LIMIT, TermFields, add_term, change_term
from panya.shared.content.models import Item, Status, Term
from panya.shared.content.queries import may_read
from panya.shared.notifications.actions import tell
from panya.shared.people.models import User
from panya.shared.people.text import one_line
from panya.shared.search.personal_traces import without_personal_traces

ASKED, ANSWERED, DECLINED = "search_desk.asked", "search_desk.answered", "search_desk.declined"
WORDS_LIMIT, KEY_LIMIT, NOTE_LIMIT = 200, 240, 500


@dataclass(frozen=True)
class Reply:
    """How a question is answered: by a record, by naming who knows, or in a few words."""

    item: Item | None = None
    knower: User | None = None
    words: str = ""


@transaction.atomic
def make_synonym(word: str, same_as: str, *, by: User) -> Term:
    """Say that two words mean the same: in the entry of the glossary that has one of them, else in a new one."""
    require(keeps_desk(by))
    word = one_line(word, _("คำ"), NAME_LIMIT, needed=True)
    same_as = one_line(same_as, _("คำที่หมายถึงเรื่องเดียวกัน"), NAME_LIMIT, needed=True)
    if identity_key(word) == identity_key(same_as):
        raise Refused(_("สองคำนี้เป็นคำเดียวกันอยู่แล้ว โปรดใส่อีกคำที่หมายถึงเรื่องเดียวกัน"), about="same_as")
    # Both orders: what is there already may stand on either side.
    for known, new in ((same_as, word), (word, same_as)):
        entries = terms_with(known)
        if len(entries) > 1:
            raise Refused(
                _("“%(word)s” มีหลายความหมายในคลังคำ โปรดเพิ่มคำในรายการที่ตรงเรื่องเอง") % {"word": known}, about="same_as"
            )
        if entries:
            return _with_synonym(entries[0], new, by=by)
    return add_term(TermFields(name=same_as, synonyms=(word,)), by=by)


@transaction.atomic
def ask(words: str, expert: User, note: str, *, by: User) -> Ask:
    """Ask somebody of the staff, who is told; the same is asked of one person once until it is answered."""
    require(keeps_desk(by))
    words = one_line(without_personal_traces(words), _("คำ"), WORDS_LIMIT, needed=True)
    note = one_line(note, _("ข้อความถึงผู้รู้"), NOTE_LIMIT)
    if not expert.is_active or not expert.is_staff_member:
        raise Refused(_("ถามได้เฉพาะบุคลากรที่บัญชีเปิดใช้อยู่ โปรดเลือกคนอื่น"), about="expert")
    try:
        with transaction.atomic():
            found = Ask.objects.create(
                words=words, key=identity_key(words)[:KEY_LIMIT], note=note, expert=expert, by=by
            )
    except IntegrityError:
        raise Refused(_("ถาม %(name)s เรื่องนี้ไว้แล้วและยังรอคำตอบ") % {"name": expert.name}, about="expert") from None
    audit.record("search_desk.ask", by=by, object_kind="ask", object_id=found.public_id, after={"words": words})
    tell(ASKED, [expert], subject=None, by=by, key=f"ask/{found.public_id}", words=_told(found))
    return found


@transaction.atomic
def answer(question: Ask, reply: Reply, *, by: User) -> Ask:
    """Answer what one was asked; who asked is told."""
    question = _open(question, by)
    if reply.item is not None and not may_read(by, reply.item):
        raise Refused(_("ไม่พบบันทึกหมายเลขนี้ในเรื่องที่คุณอ่านได้ โปรดตรวจหมายเลขอีกครั้ง"), about="number")
    if reply.item is not None and reply.item.status != Status.PUBLISHED:
        raise Refused(_("ใช้ตอบได้เฉพาะเรื่องที่เผยแพร่แล้ว โปรดเผยแพร่ก่อน"), about="number")
    words = one_line(reply.words, _("คำตอบ"), NOTE_LIMIT)
    if reply.item is None and reply.knower is None and not words:
        raise Refused(_("โปรดใส่หมายเลขของเรื่องที่ตอบ ชื่อคนที่รู้ หรือตอบสั้น ๆ"))
    question.answer, question.knower, question.reply = reply.item, reply.knower, words
    return _settle(question, AskState.ANSWERED, ANSWERED, by=by)


@transaction.atomic
def decline(question: Ask, why: str, *, by: User) -> Ask:
    """Say that one cannot answer; who asked is told and may ask somebody else."""
    question = _open(question, by)
    question.reply = one_line(why, _("เหตุผล"), NOTE_LIMIT)
    return _settle(question, AskState.DECLINED, DECLINED, by=by)


def _with_synonym(term: Term, word: str, *, by: User) -> Term:
    # Locked before it is read: a synonym that a colleague adds at this moment must not be lost.
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    if identity_key(word) in {identity_key(said) for said in term.spellings}:
        return term
    fields = TermFields(
        name=term.name,
        name_en=term.name_en,
        abbreviation=term.abbreviation,
        synonyms=(*term.synonyms, word),
        related=tuple(term.related),
        meaning=term.meaning,
    )
    return change_term(term, fields, by=by)


def _open(question: Ask, by: User) -> Ask:
    require(may_answer(by, question))
    question = Ask.objects.select_for_update(of=("self",)).select_related("by").get(pk=question.pk)
    if question.state != AskState.OPEN:
        raise Conflict(_("คำถามนี้ตอบไปแล้ว"))
    return question


def _settle(question: Ask, state: AskState, kind: str, *, by: User) -> Ask:
    question.state, question.answered_at = state, timezone.now()
    question.save()
    after = {"state": str(state), "item": question.answer_id}
    audit.record(f"search_desk.{state}", by=by, object_kind="ask", object_id=question.public_id, after=after)
    tell(kind, [question.by], subject=None, by=by, key=f"ask/{question.public_id}/{state}", words=_told(question))
    return question


def _told(question: Ask) -> dict[str, str]:
    return {"ask": question.public_id, "words": question.words}
