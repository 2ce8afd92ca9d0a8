"""So many uses of everything, for the guard that counts what a page asks of the database."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from panya.base.core.clock import today
from panya.shared.content.models import Access, Item
from panya.shared.feedback.models import (
    Improvement,
    InformationRequest,
    Usefulness,
    UseRecord,
    UseState,
    Work,
)
from panya.shared.people.models import User
from tests.factories import NoteFactory


def fill_uses(person: User, people: list[User], items: list[Item]) -> dict[str, dict[str, Any]]:
    """Uses of these items by these people and by the person; the values for addresses about a use."""
    for number, somebody in enumerate(people):
        work = Work.objects.create(name=f"งานที่ {number}", key=f"งานที่ {number}", unit=person.unit)
        for item in items:
            theirs = _use(item, somebody, work)
            _use(item, somebody, work, state=UseState.CONFIRMED, hours=Decimal(2))
            mine = _use(item, person, work, is_own=True)
    for number, _somebody in enumerate(people):
        case = InformationRequest.objects.create(
            case_number=f"{number:05}-00000",
            item=items[0],
            name="คุณป้า",
            contact="02 507 7000",
            received_at=timezone.now(),
            due_on=today(),
        )
        Usefulness.objects.create(
            item=items[0], is_useful=False, missing="ตัวอย่าง", key=f"{number:064}", at=timezone.now()
        )
    # Stands alone: an address about a record that can be asked for.
    asked_for = NoteFactory(access=Access.REQUEST)
    rated = NoteFactory(access=Access.PUBLIC)
    values = {"asked_for": {"number": asked_for.pk}, "rated": {"number": rated.pk}}
    return (
        values
        | {"request": {"case_number": case.case_number}}
        | {"use": {"public_id": theirs.public_id}, "own_use": {"public_id": mine.public_id}}
    )


def _use(item: Item, by: User, work: Work, **fields: Any) -> UseRecord:
    told = {"manner": "as_is", "result": "worked", "what": "ใช้แล้ว", "improvement": "เพิ่มตัวอย่าง"}
    return UseRecord.objects.create(
        **told | fields,
        item=item,
        by=by,
        unit=by.unit,
        owner_unit=item.unit,
        used_on=today(),
        work=work,
        improvement_state=Improvement.OPEN,
        recorded_at=timezone.now(),
    )
