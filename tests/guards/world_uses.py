"""Uses of the world's records in every state, with tokens in all that people tell of them; and who decides on them."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from panya.base.core.clock import today
from panya.base.core.random_ids import random_id
from panya.shared.content.models import Access, Item
from panya.shared.feedback.models import (
    Improvement,
    InformationRequest,
    RequestState,
    Usefulness,
    UseRecord,
    UseState,
    Work,
)
from panya.shared.people.models import Role
from tests.guards.world import (
    _ADMINISTRATORS,
    _WORKS_IN,
    NOBODY,
    READERS,
    STAFF,
    WRITERS,
    Thing,
    World,
    _appoint,
)

_HEAD_OF_BETA = frozenset({"other_unit"})
_KM_OF_ALPHA = frozenset({"km_team"})


def use_everything(world: World) -> None:
    """Head of one department is `other_unit`; the other has no head, so that its KM team confirms."""
    _appoint(world, world.person("other_unit"), Role.HEAD, world.units["beta"], _ADMINISTRATORS, _ADMINISTRATORS)
    named, of_unit = READERS[Access.RESTRICTED], READERS[Access.UNIT]
    _use(world, 201, "circle_member", STAFF, confirmers=_HEAD_OF_BETA)
    _use(world, 203, "same_unit", STAFF, state=UseState.CONFIRMED, confirmers=_KM_OF_ALPHA)
    # The head and the KM team confirm only what they may read.
    _use(world, 204, "same_unit", of_unit)
    _use(world, 205, "circle_member", named)
    _use(world, 201, "officer", frozenset({"officer"}), state=UseState.DECLINED)
    _use(world, 201, "officer", frozenset({"officer"}), state=UseState.WITHDRAWN)
    _use(world, 202, "owner", STAFF)
    _use(world, 202, "ex_member", STAFF, in_unit="alpha", confirmers=_KM_OF_ALPHA)
    _use(world, 231, "circle_member", NOBODY)
    ask_for_everything(world)


def ask_for_everything(world: World) -> None:
    """Cases of citizens in every state; what they told of themselves is for the handlers only."""
    everyone, handlers = READERS[Access.PUBLIC], frozenset({"owner", "km_team"})
    for thing in world.things["item"]:
        # Names of their own: the guard on numbers of queries asks for one of the right class.
        world.add("rated", thing)
        world.add("asked_for", thing)
    for state in RequestState:
        _case(world, 202, state, everyone, handlers)
    # It was of another class when somebody asked for it.
    _case(world, 205, RequestState.OPEN, everyone, frozenset({"owner"}))
    for number, writers in ((201, WRITERS), (203, WRITERS), (231, NOBODY)):
        missing = world.secret(f"what a reader misses in {number}", writers)
        Usefulness.objects.create(item_id=number, is_useful=False, missing=missing, key="x" * 64, at=timezone.now())


def _case(world: World, number: int, state: str, readers: frozenset[str], handlers: frozenset[str]) -> None:
    about = f"{state} request for {number}"
    told = {field: world.secret(f"{field} of {about}", handlers) for field in ("name", "contact", "purpose")}
    answered = (
        {} if state == RequestState.OPEN else {"answered_by": world.person("owner"), "answered_at": timezone.now()}
    )
    case = InformationRequest.objects.create(
        **told,
        **answered,
        case_number=f"CASES-{random_id()[:5].upper()}",
        item_id=number,
        state=state,
        received_at=timezone.now(),
        due_on=today() + timedelta(days=15),
        answer=world.secret(f"answer of {about}", readers) if answered else "",
    )
    world.add("request", Thing(about, {"case_number": case.case_number}, readers, handlers, subject=case))


def _use(
    world: World,
    number: int,
    role: str,
    readers: frozenset[str],
    *,
    state: str = UseState.RECORDED,
    confirmers: frozenset[str] = NOBODY,
    in_unit: str = "",
) -> None:
    item, person, about = Item.objects.get(pk=number), world.person(role), f"{state} use of {number} by {role}"
    unit = world.units[in_unit or _WORKS_IN[role] or ""]
    name = world.secret(f"name of the work of {about}", readers)
    told = {
        field: world.secret(f"{field} of {about}", readers)
        for field in ("what", "error_avoided", "evidence", "improvement")
    }
    reason = world.secret(f"reason of {about}", readers) if state == UseState.DECLINED else ""
    use = UseRecord.objects.create(
        **{"item": item, "by": person, "unit": unit, "owner_unit": item.unit, "used_on": today(), "hours": Decimal(6)},
        **told,
        work=Work.objects.create(name=name, key=name, unit=unit),
        manner="adapted",
        result="worked",
        improvement_state=Improvement.OPEN,
        is_own=role in WRITERS,
        state=state,
        recorded_at=timezone.now(),
        decline_reason=reason,
        decided_by=world.person("other_unit") if state in {UseState.CONFIRMED, UseState.DECLINED} else None,
        decided_at=timezone.now(),
    )
    own = frozenset({role}) & readers - {"ex_member"}
    editors = own if state == UseState.RECORDED else NOBODY
    withdrawers = NOBODY if state == UseState.WITHDRAWN else own
    thing = Thing(about, {"public_id": use.public_id}, readers, editors, withdrawers, retirers=confirmers, subject=use)
    # Two names of the same: the guard on numbers of queries asks an own one to be mended.
    world.add("use", thing)
    world.add("own_use", thing)
