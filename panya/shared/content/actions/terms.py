"""The glossary: KM teams write it, everybody reads it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.base.thai.normalise import identity_key, normalise_line
from panya.shared.audit import actions as audit
from panya.shared.content.models import Term
from panya.shared.content.permissions import may_keep_subjects
from panya.shared.people.models import User
from panya.shared.people.text import one_line, paragraphs

NAME_LIMIT, ENGLISH_LIMIT, ABBREVIATION_LIMIT, MEANING_LIMIT = 120, 200, 40, 1000
WORDS_LIMIT = 30
_SHIPPED = Path(__file__).parent.parent / "glossary.json"


@dataclass(frozen=True)
class TermFields:
    """What stands in the glossary about one word; `related` words are looked up along with it but do not mean it."""

    name: str
    name_en: str = ""
    abbreviation: str = ""
    synonyms: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    meaning: str = ""


@transaction.atomic
def add_term(fields: TermFields, *, by: User) -> Term:
    """Write a new word into the glossary."""
    require(may_keep_subjects(by))
    term = Term()
    _write(term, fields)
    _record("add", term, by, None, _described(term))
    return term


@transaction.atomic
def change_term(term: Term, fields: TermFields, *, by: User) -> Term:
    """Mend a word of the glossary."""
    require(may_keep_subjects(by))
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    before = _described(term)
    _write(term, fields)
    if before != _described(term):
        _record("change", term, by, before, _described(term))
    return term


@transaction.atomic
def delete_term(term: Term, *, by: User) -> None:
    """Take a word out of the glossary; the audit keeps what stood there."""
    require(may_keep_subjects(by))
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    _record("delete", term, by, _described(term), None)
    term.delete()


def shipped_terms() -> list[TermFields]:
    """The words that the product brings along."""
    rows = json.loads(_SHIPPED.read_text(encoding="utf-8"))
    return [TermFields(**{**row, "synonyms": tuple(row["synonyms"]), "related": tuple(row["related"])}) for row in rows]


def _write(term: Term, fields: TermFields) -> None:
    term.name = one_line(fields.name, _("คำ"), NAME_LIMIT, needed=True)
    term.name_en = one_line(fields.name_en, _("ภาษาอังกฤษ"), ENGLISH_LIMIT)
    term.abbreviation = one_line(fields.abbreviation, _("ตัวย่อ"), ABBREVIATION_LIMIT)
    term.synonyms, term.related = _words(fields.synonyms), _words(fields.related)
    term.meaning = paragraphs(fields.meaning, _("ความหมาย"), MEANING_LIMIT)
    try:
        with transaction.atomic():
            term.save()
    except IntegrityError:
        raise Refused(_("มีคำนี้พร้อมตัวย่อเดียวกันในคลังคำแล้ว โปรดแก้คำที่มีอยู่")) from None


def _words(words: Iterable[str]) -> list[str]:
    """Each once to the eye, in the order given."""
    cleaned = [one_line(word, _("คำที่ใช้แทนกัน"), NAME_LIMIT) for word in words if normalise_line(word)]
    once = list({identity_key(word): word for word in reversed(cleaned)}.values())[::-1]
    if len(once) > WORDS_LIMIT:
        raise Refused(_("ใส่คำได้ไม่เกิน %(limit)d คำ") % {"limit": WORDS_LIMIT})
    return once


def _described(term: Term) -> dict[str, Any]:
    fields = TermFields(
        term.name, term.name_en, term.abbreviation, tuple(term.synonyms), tuple(term.related), term.meaning
    )
    return asdict(fields)


def _record(verb: str, term: Term, by: User, before: Any, after: Any) -> None:
    audit.record(f"content.{verb}_term", by=by, object_kind="term", object_id=term.pk, before=before, after=after)
