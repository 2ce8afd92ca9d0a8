"""A KM team's own questions, and how well the present index answers them for a reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.base.thai.dates import to_bangkok
from panya.overviews.search_desk.models import EvaluationRun, JudgedQuestion, RunState
from panya.overviews.search_desk.permissions import keeps_desk
from panya.shared.audit import actions as audit
from panya.shared.content.models import Item
from panya.shared.people.models import Unit, User
from panya.shared.people.text import one_line
from panya.shared.search import analysis
from panya.shared.search.evaluating import DEPTH, ndcg, recall, reciprocal_rank
from panya.shared.search.queries import search

TEXT_LIMIT, NOTE_LIMIT = 300, 500
MOST_QUESTIONS, MOST_ANSWERS, MOST_RUNS = 200, 20, 30
_WIDTH, _HEIGHT, _EDGE = 600, 140, 10


@dataclass(frozen=True)
class Asked:
    """A question with where it stood in the last run and in the one before."""

    question: JudgedQuestion
    # The records that answer, as far as this reader may read them.
    answers: list[Item]
    # None: not measured; 0: not among the first ten.
    place: int | None = None
    before: int | None = None

    @property
    def move(self) -> str:
        """rose, fell, same, or empty where there is nothing to compare with."""
        if self.place is None or self.before is None:
            return ""
        now, then = self.place or DEPTH + 1, self.before or DEPTH + 1
        return "same" if now == then else "rose" if now < then else "fell"


def questions_of(person: User, *, retired: bool = False) -> QuerySet[JudgedQuestion]:
    """The questions of this person's team."""
    return JudgedQuestion.objects.filter(unit=person.unit, retired_at__isnull=not retired)


def find_question(person: User, public_id: str) -> JudgedQuestion | None:
    return JudgedQuestion.objects.filter(unit=person.unit, public_id=public_id).first() if person.unit else None


def runs_of(person: User) -> list[EvaluationRun]:
    """The last runs of this person's team, the latest first."""
    return list(EvaluationRun.objects.filter(unit=person.unit, state=RunState.DONE).select_related("by")[:MOST_RUNS])


def is_waiting(person: User) -> bool:
    return EvaluationRun.objects.filter(unit=person.unit, state=RunState.WAITING).exists()


def asked_rows(questions: Iterable[JudgedQuestion], runs: list[EvaluationRun], reader: User) -> list[Asked]:
    """The questions with their places in the last two runs; none for one with an answer hidden from this reader.

    A run is measured with the rights of whoever asked for it: a place would tell that there is something.
    """
    readable = Prefetch("answers", Item.objects.visible_to(reader), to_attr="readable")
    rows = JudgedQuestion.objects.filter(pk__in=[one.pk for one in questions]).prefetch_related(readable)
    rows = rows.annotate(there=Count("answers", filter=Q(answers__deleted_at=None)))
    last, before = (runs[place].places if len(runs) > place else {} for place in (0, 1))

    def place(one: JudgedQuestion, places: dict[str, int]) -> int | None:
        return places.get(one.public_id) if len(one.readable) == one.there else None  # type: ignore[attr-defined]

    return [Asked(one, one.readable, place(one, last), place(one, before)) for one in rows]


def chart_points(runs: list[EvaluationRun]) -> str:
    """The line of nDCG over the runs, the oldest at the left, for an SVG of 600 to 140."""
    values = [run.ndcg for run in reversed(runs)]
    step = (_WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    room = _HEIGHT - 2 * _EDGE
    return " ".join(
        f"{_EDGE + place * step:.1f},{_HEIGHT - _EDGE - room * value:.1f}" for place, value in enumerate(values)
    )


@transaction.atomic
def add_question(text: str, numbers: Iterable[int], note: str, *, by: User) -> JudgedQuestion:
    """Keep a question with the records that answer it."""
    require(keeps_desk(by) and by.unit is not None)
    # Locked: two at the same moment must not pass the limit together.
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=by.unit.pk)  # type: ignore[union-attr]
    if questions_of(by).count() >= MOST_QUESTIONS:
        raise Refused(_("เก็บคำถามได้ไม่เกิน %(limit)d ข้อ โปรดเลิกใช้ข้อที่ไม่จำเป็น") % {"limit": MOST_QUESTIONS})
    question = JudgedQuestion(unit=unit, by=by)
    return _write(question, text, numbers, note, by=by, verb="add")


@transaction.atomic
def change_question(
    question: JudgedQuestion, text: str, numbers: Iterable[int], note: str, *, by: User
) -> JudgedQuestion:
    """Mend a question; records that answer and that this person may not read stay."""
    require(_keeps(by, question))
    question = JudgedQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    hidden = question.answers.exclude(pk__in=Item.objects.visible_to(by).values("pk"))
    return _write(question, text, numbers, note, by=by, verb="change", kept=list(hidden.values_list("pk", flat=True)))


@transaction.atomic
def retire_question(question: JudgedQuestion, *, by: User) -> None:
    """Measure by it no longer; past runs keep their figures."""
    require(_keeps(by, question))
    JudgedQuestion.objects.filter(pk=question.pk, retired_at=None).update(retired_at=timezone.now())
    audit.record("search_desk.retire_question", by=by, object_kind="judged_question", object_id=question.public_id)


@transaction.atomic
def ask_for_run(*, by: User) -> None:
    """Have the worker measure with this person's rights; where one waits already, that one does."""
    unit = by.unit
    require(keeps_desk(by) and unit is not None)
    if not questions_of(by).exists():
        raise Refused(_("ยังไม่มีคำถามให้วัด โปรดเพิ่มคำถามก่อน"))
    _ask(unit, by)  # type: ignore[arg-type]


def ask_nightly() -> int:
    """Ask for one run a night for each team that measured before, with the rights of whoever did last."""
    night = to_bangkok(timezone.now()).replace(hour=2, minute=0, second=0, microsecond=0)
    if to_bangkok(timezone.now()) < night:
        night -= timedelta(days=1)
    asked = 0
    for unit in JudgedQuestion.objects.filter(retired_at=None).order_by().values_list("unit", flat=True).distinct():
        last = EvaluationRun.objects.filter(unit=unit).select_related("by", "unit").first()
        if last is not None and last.asked_at < night and keeps_desk(last.by):
            asked += _ask(last.unit, last.by)
    return asked


def run_waiting() -> int:
    """Measure what waits; of two workers one keeps its figures."""
    waiting = EvaluationRun.objects.filter(state=RunState.WAITING).select_related("by", "unit")
    return sum(_run(run) for run in waiting)


def _run(run: EvaluationRun) -> bool:
    reader = run.by
    places: dict[str, int] = {}
    figures: list[tuple[float, float, float]] = []
    questions = JudgedQuestion.objects.filter(unit=run.unit, retired_at=None) if keeps_desk(reader) else []
    for question in questions:
        readable = Item.objects.visible_to(reader).filter(pk__in=question.answers.values("pk"))
        relevant = {str(number) for number in readable.values_list("pk", flat=True)}
        if not relevant:
            continue
        found = [str(result.item.pk) for result in search(question.text, reader, limit=DEPTH).results]
        figures.append((ndcg(found, relevant), reciprocal_rank(found, relevant), recall(found, relevant)))
        places[question.public_id] = next((at for at, number in enumerate(found, 1) if number in relevant), 0)
    means = [sum(column) / len(figures) for column in zip(*figures, strict=True)] if figures else [0.0, 0.0, 0.0]
    done = EvaluationRun.objects.filter(pk=run.pk, state=RunState.WAITING)
    return bool(
        done.update(
            state=RunState.DONE,
            done_at=timezone.now(),
            analyser=analysis.version()[:80],
            questions=len(figures),
            ndcg=means[0],
            reciprocal_rank=means[1],
            recall=means[2],
            places=places,
        )
    )


def _ask(unit: Unit, by: User) -> bool:
    try:
        with transaction.atomic():
            EvaluationRun.objects.create(unit=unit, by=by, asked_at=timezone.now())
    except IntegrityError:
        return False
    return True


def _keeps(by: User, question: JudgedQuestion) -> bool:
    return keeps_desk(by) and by.unit is not None and by.unit.pk == question.unit_id


def _write(
    question: JudgedQuestion,
    text: str,
    numbers: Iterable[int],
    note: str,
    *,
    by: User,
    verb: str,
    kept: Iterable[int] = (),
) -> JudgedQuestion:
    question.text = one_line(text, _("คำถาม"), TEXT_LIMIT, needed=True)
    question.note = one_line(note, _("หมายเหตุ"), NOTE_LIMIT)
    wanted = set(numbers)
    readable = set(Item.objects.visible_to(by).filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - readable:
        raise Refused(_("ไม่พบบันทึกหมายเลข %(number)s ในเรื่องที่คุณอ่านได้") % {"number": min(wanted - readable)})
    if not readable and not kept:
        raise Refused(_("โปรดเลือกเรื่องที่ตอบคำถามนี้อย่างน้อยหนึ่งเรื่อง"))
    if len(readable) > MOST_ANSWERS:
        raise Refused(_("เลือกได้ไม่เกิน %(limit)d เรื่อง") % {"limit": MOST_ANSWERS})
    question.save()
    question.answers.set([*readable, *kept])
    audit.record(
        f"search_desk.{verb}_question",
        by=by,
        object_kind="judged_question",
        object_id=question.public_id,
        after={"text": question.text, "answers": sorted(readable)},
    )
    return question
