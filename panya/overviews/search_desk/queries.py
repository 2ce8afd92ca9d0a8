"""What the desk shows: words, what was done about them already, and who may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.thai.normalise import identity_key
from panya.base.thai.words import content_words
from panya.features.assets.actions.wanting import WAITING
from panya.features.assets.models import Wanted
from panya.overviews.search_desk.models import Ask, AskQuerySet, AskState
from panya.overviews.search_desk.permissions import may_see_ask
from panya.shared.content.models import Item, Term
from panya.shared.content.subject_lists import glossary
from panya.shared.people.models import Competence, User
from panya.shared.people.permissions import Reader
from panya.shared.people.queries import staff, staff_named, with_units
from panya.shared.search.left import left_often
from panya.shared.search.missed import ENOUGH, Missed, missed_lately
from panya.shared.search.queries import nearest

DAYS = (7, 30, 90)
_MOST_EXPERTS = 10
_NEAR = 20


@dataclass(frozen=True)
class Row:
    """Words, how often, and what was done about them."""

    words: str
    times: int
    last: object
    on_board: str = ""
    is_asked: bool = False
    is_term: bool = False

    @property
    def is_few(self) -> bool:
        """So few that the number would tell of single persons."""
        return self.times < ENOUGH


@dataclass(frozen=True)
class Expert:
    """Somebody who may know, and why."""

    person: User
    reason: str


def missed_rows(days: int) -> list[Missed]:
    """What was sought in vain, the most often first."""
    return missed_lately(since=today() - timedelta(days=days))


def left_rows(days: int) -> list[Missed]:
    """What was found and given up, the most often first."""
    return left_often(since=today() - timedelta(days=days))


def with_state(found: Iterable[Missed]) -> list[Row]:
    """The words with what was done about them."""
    found = list(found)
    keys = {row.key for row in found}
    board = dict(Wanted.objects.filter(key__in=keys, state__in=WAITING).order_by().values_list("key", "public_id"))
    asked = set(Ask.objects.filter(key__in=keys, state=AskState.OPEN).order_by().values_list("key", flat=True))
    terms = {identity_key(said) for term in glossary() for said in term.spellings} if found else set()
    return [
        Row(row.words, row.times, row.last, board.get(row.key, ""), row.key in asked, row.key in terms) for row in found
    ]


def asks(state: str = "") -> AskQuerySet:
    """What was handed to people, the latest first."""
    found = Ask.objects.with_people()
    return found.filter(state=state) if state in AskState.values else found


def asks_of(person: User) -> AskQuerySet:
    """What this person is asked, the open ones first."""
    return Ask.objects.of(person).with_people().order_by("-state", "-asked_at", "-pk")


def find_ask(public_id: str, reader: Reader) -> Ask | None:
    """The question of this address, where this reader may see it."""
    found = Ask.objects.with_people().filter(public_id=public_id).first()
    return found if found is not None and may_see_ask(reader, found) else None


def answer_shown(ask: Ask, reader: Reader) -> Item | None:
    """The record that answers, as far as this reader may read it."""
    return Item.objects.visible_to(reader).filter(pk=ask.answer_id).first() if ask.answer_id else None


def terms_with(words: str) -> list[Term]:
    """The entries of the glossary that say exactly this in one of their spellings."""
    key = identity_key(words)
    return [term for term in glossary(words=words) if key in {identity_key(said) for said in term.spellings}]


def _naming(words: str, people: QuerySet[User]) -> list[tuple[User, Competence]]:
    """Those of these people who name an expertise with one of the words, first those whose expertise says them all."""
    said = [identity_key(word) for word in [words, *content_words(words)][:6] if len(word) > 2]
    wanted = Q(pk__in=[])
    for key in said:
        wanted |= Q(competence__key__contains=key)
    links = User.expertise.through.objects.filter(wanted, user__in=people.values("pk"))
    rows = links.select_related("user", "competence").order_by("user__name_sort", "user_id")[: 5 * _MOST_EXPERTS]
    pairs = [(link.user, link.competence) for link in rows]
    return sorted(pairs, key=lambda pair: -sum(key in pair[1].key for key in said))[:_MOST_EXPERTS]


def experts_for(words: str, named: str, reader: User) -> list[Expert]:
    """Who may know: those named, those whose expertise says it, those who wrote what is nearest to it."""
    found: dict[int, Expert] = {}
    active = staff().exclude(pk=reader.pk)
    for person in staff_named(named, _MOST_EXPERTS) if named else []:
        found[person.pk] = Expert(person, _("ชื่อตรงกับที่ค้น"))
    for person, competence in _naming(words, active):
        found.setdefault(person.pk, Expert(person, _("เชี่ยวชาญเรื่อง %(name)s") % {"name": competence}))
    near = [number for number, _score in nearest(words, reader, without=(), limit=_NEAR)]
    written = Item.objects.filter(pk__in=near, author__in=active.values("pk")).select_related("author").in_bulk()
    for number in near:
        if (item := written.get(number)) and item.author:
            found.setdefault(item.author.pk, Expert(item.author, _("เขียนเรื่องที่ใกล้กัน")))
    chosen = [expert for expert in found.values() if expert.person.pk != reader.pk][:_MOST_EXPERTS]
    with_units(expert.person for expert in chosen)
    return chosen
