"""Why a result stands where it does: what each part of the query brought it, and what lifted or lowered it.

Asked of the engine for the results of one page, which this reader was just shown; nothing is told of other records.
"""

from dataclasses import dataclass, field, replace
from math import prod

from django.utils.translation import gettext as _

from panya.base.thai.normalise import normalise
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader
from panya.shared.search import ranking
from panya.shared.search.analysis import Analysed, analyse
from panya.shared.search.answer import Result, SearchAnswer
from panya.shared.search.documents import PUBLIC, STAFF
from panya.shared.search.engines import Damaged, Engine, Other, Sought, Wanted
from panya.shared.search.facets import Row
from panya.shared.search.filters import Filters, audience, look_up
from panya.shared.search.folders import reading
from panya.shared.search.meaning import WithMeaning
from panya.shared.search.queries import MOST

# Words beyond these are put together with the rest.
_MOST_WORDS, _MOST_OTHERS = 12, 12
_LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that brought points."""

    label: str
    points: float


@dataclass(frozen=True, slots=True)
class Why:
    """The parts of a score, what it came to, and the factors on it."""

    score: float
    parts: list[Part] = field(default_factory=list)
    reasons: list[ranking.Reason] = field(default_factory=list)


def why(answer: SearchAnswer, reader: Reader) -> dict[int, Why]:
    """The reasons for each result of this answer, by record number; nothing where no words were sought."""
    sought = answer.understood.sought
    if not sought or answer.rebuilding or not answer.results:
        return {}
    staff = isinstance(reader, User) and reader.is_staff_member
    narrowing = look_up(Filters(**{name: value.key for name, value in answer.chosen.items()}), reader)
    wanted = narrowing.wanted(audience(reader) if staff and isinstance(reader, User) else frozenset())
    factors = ranking.reasons_of([Row.of(result.item, whole=result.whole) for result in answer.results])
    try:
        engine = reading(STAFF if staff else PUBLIC)
        if sought.meaning and isinstance(engine, WithMeaning) and not answer.loose:
            near = engine.brought(sought, wanted, MOST + 1)
            return {each.item.pk: _why_near(each, near, factors[each.item.pk]) for each in answer.results}
        asked = _Asked(engine, wanted, {result.item.pk for result in answer.results})
        brought = _brought(asked, sought, loose=answer.loose)
    except Damaged:
        # Whoever searches meets it and reports it.
        return {}
    return {result.item.pk: _why(result, brought, factors[result.item.pk], sought) for result in answer.results}


@dataclass(frozen=True, slots=True)
class _Asked:
    """The engine, asked about the records of one page."""

    engine: Engine
    wanted: Wanted
    numbers: set[int]

    def points(self, sought: Sought, *, loose: bool = False) -> dict[int, float]:
        found: dict[int, float] = {}
        for hit in self.engine.search(sought, self.wanted, MOST + 1, loose=loose):
            if hit.number in self.numbers:
                found[hit.number] = max(hit.score, found.get(hit.number, 0.0))
        return found


@dataclass(frozen=True, slots=True)
class _Brought:
    """Points by record number: of each word and each other way to say it, of words in a row."""

    words: dict[str, dict[int, float]]
    others: dict[str, dict[int, float]]
    together: dict[int, float]


def _brought(asked: _Asked, sought: Sought, *, loose: bool) -> _Brought:
    words = list(dict.fromkeys(sought.said.words))[:_MOST_WORDS]
    # A phrase by its letters has no words: it counts with the letters.
    others = [other for other in sought.others if other.text.words][:_MOST_OTHERS]
    if loose:
        return _Brought({}, {}, {})
    return _Brought(
        words={word: asked.points(Sought(Analysed([word], ""))) for word in words},
        others={_said(other): asked.points(Sought(Analysed(), (other,))) for other in others},
        together=asked.points(Sought(replace(sought.said, letters=""))),
    )


def _said(other: Other) -> str:
    return " ".join(other.text.words)


def _why(result: Result, brought: _Brought, reasons: list[ranking.Reason], sought: Sought) -> Why:
    number, title = result.item.pk, set(analyse(normalise(result.item.title)).words)
    parts = []
    for word, points in brought.words.items():
        place = _("ในชื่อเรื่อง") if word in title else _("ในเนื้อหา")
        parts.append(Part(_("คำ ‘%(word)s’ %(place)s") % {"word": word, "place": place}, points.get(number, 0.0)))
    single = sum(part.points for part in parts)
    parts.append(Part(_("คำที่ติดกันอย่างที่พิมพ์"), brought.together.get(number, 0.0) - single))
    parts += [
        Part(_("คำที่ใช้แทนกัน ‘%(word)s’") % {"word": said}, points.get(number, 0.0))
        for said, points in brought.others.items()
    ]
    rest = _before(result, reasons) - sum(part.points for part in parts)
    parts.append(Part(_("ตัวอักษรเรียงสามตัว (ช่วยเมื่อสะกดต่างกัน)"), rest))
    return Why(result.score, [part for part in parts if part.points > _LEAST], reasons)


def _why_near(result: Result, near: dict[tuple[int, int], float], reasons: list[ranking.Reason]) -> Why:
    """Sought by meaning: what nearness brought, and the words with it, which count little then."""
    points = near.get((result.item.pk, result.file.file.pk if result.file else 0), 0.0)
    parts = [
        Part(_("ความหมายใกล้กับที่ถาม"), points),
        Part(_("คำที่ตรงกัน"), _before(result, reasons) - points),
    ]
    return Why(result.score, [part for part in parts if part.points > _LEAST], reasons)


def _before(result: Result, reasons: list[ranking.Reason]) -> float:
    """The score before anything lifted or lowered it."""
    factor = prod(reason.factor for reason in reasons)
    return result.score / factor if factor else 0.0
