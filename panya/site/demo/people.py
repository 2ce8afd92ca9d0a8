"""The fictitious people of the demo ministry: the principal characters, and the others up to 300."""

import random
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from panya.shared.people.models import Appointment, Competence, Posting, StaffClass, Unit, User

# The three accounts that `make run` announces; refused on any address but this machine's own.
DEMO_PASSWORD = "panya-2549"  # noqa: S105
DEMO_ACCOUNTS = ("officer@example.go.th", "km@example.go.th", "admin@example.go.th")
# More parts to play, in the README: these sign in with the same password, on this machine only.
MORE_ACCOUNTS = (
    "permsec@example.go.th",
    "inspector@example.go.th",
    "moderator@example.go.th",
    "facilitator@example.go.th",
    "roiet@example.go.th",
    "songkhla@example.go.th",
    "auditor@example.go.th",
    "mentor@example.go.th",
    "observer@example.go.th",
    "60211",
)
PEOPLE = 300
_SINCE = date(2024, 10, 1)
_POSITIONS = [
    ("นักวิชาการพาณิชย์", ["ปฏิบัติการ", "ชำนาญการ", "ชำนาญการพิเศษ"], StaffClass.CIVIL_SERVANT),
    ("นักวิเคราะห์นโยบายและแผน", ["ปฏิบัติการ", "ชำนาญการ"], StaffClass.CIVIL_SERVANT),
    ("นิติกร", ["ปฏิบัติการ", "ชำนาญการ"], StaffClass.CIVIL_SERVANT),
    ("เจ้าพนักงานธุรการ", ["ปฏิบัติงาน", "ชำนาญงาน"], StaffClass.CIVIL_SERVANT),
    ("เจ้าพนักงานการพาณิชย์", ["ปฏิบัติงาน", "ชำนาญงาน", "อาวุโส"], StaffClass.CIVIL_SERVANT),
    ("นักวิชาการพาณิชย์", [""], StaffClass.GOVERNMENT_EMPLOYEE),
    ("พนักงานพิมพ์", [""], StaffClass.PERMANENT_EMPLOYEE),
    ("เจ้าหน้าที่บันทึกข้อมูล", [""], StaffClass.TEMPORARY_EMPLOYEE),
]


def load_people(principals: list[dict[str, Any]], names: dict[str, Any]) -> None:
    """Make the principal characters with their roles, then fill the units with colleagues."""
    # One hash for the demo accounts: PBKDF2 costs half a second each.
    password = make_password(DEMO_PASSWORD)
    for row in principals:
        signs_in = _sign_in_name(row) in (*DEMO_ACCOUNTS, *MORE_ACCOUNTS)
        _principal(row, password if signs_in else make_password(None))
    _colleagues(names, PEOPLE - len(principals))


def close_left_accounts(principals: list[dict[str, Any]]) -> None:
    """Who left the ministry reads no more; what they wrote stays under their names."""
    left = [row["person_code"] for row in principals if row.get("left")]
    User.objects.filter(person_code__in=left).update(is_active=False)


def _sign_in_name(row: dict[str, Any]) -> str:
    return row["email"] or row["person_code"]


def _principal(row: dict[str, Any], password: str) -> None:
    person = User.objects.create(
        **{name: row[name] for name in ("email", "person_code", "title", "first_name", "last_name", "name_en")},
        **{name: row[name] for name in ("position", "level", "staff_class", "about")},
        password=password,
        is_demo=True,
    )
    for posting in row.get("postings") or [{"unit": row["unit"], "from": _SINCE, "to": None}]:
        span = {"valid_from": posting["from"], "valid_to": posting["to"]}
        Posting.objects.create(person=person, unit=Unit.objects.by_code(posting["unit"]), **span)
    person.expertise.set([Competence.objects.get_or_create(name=name)[0] for name in row["expertise"]])
    for role in row["roles"]:
        unit = Unit.objects.by_code(role["unit"]) if role["unit"] else None
        Appointment.objects.create(
            person=person, role=role["role"], unit=unit, order_number=role["order_number"] or "", valid_from=_SINCE
        )


def _colleagues(names: dict[str, Any], count: int) -> None:
    # A fixed seed: the same ministry on every machine.
    chance = random.Random(2549)  # noqa: S311
    units = list(Unit.objects.filter(is_own=True, parent__isnull=False, valid_to=None).order_by("pk"))
    given = [(names["titles_m"], name) for name in names["given_m"]] + [
        (names["titles_f"], name) for name in names["given_f"]
    ]
    people = []
    for number, ((titles, name), family) in enumerate(_pairs(chance, given, names["family"], count)):
        position, levels, staff_class = chance.choice(_POSITIONS)
        people.append(
            User(
                email=f"demo{number:03d}@example.go.th",
                person_code=f"8{number:04d}",
                title=chance.choice(titles),
                first_name=name[0],
                last_name=family[0],
                name_en=f"{name[1]} {family[1]}",
                position=position,
                level=chance.choice(levels),
                staff_class=staff_class,
                # `!` is Django's own mark of a password that nothing matches.
                password="!demo",  # noqa: S106
                is_demo=True,
            )
        )
    for person in people:
        person.set_sort_key()
    User.objects.bulk_create(people)
    Posting.objects.bulk_create(
        Posting(person=person, unit=units[place % len(units)], valid_from=_SINCE) for place, person in enumerate(people)
    )


def _pairs(chance: random.Random, given: list[Any], families: list[Any], count: int) -> list[Any]:
    """So many names, no two people called alike."""
    places = chance.sample(range(len(given) * len(families)), count)
    return [(given[place % len(given)], families[place // len(given)]) for place in places]
