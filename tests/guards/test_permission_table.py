"""Every address answers every role, about every thing in every state, as docs/permissions.yml says."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import path

from panya.base.core.clock import today
from panya.base.core.read_only import writes_on_get
from panya.shared.content.choices import CheckPoint
from panya.shared.content.models import Item, Review
from panya.site.urls import urlpatterns
from tests.factories.people import PASSWORD
from tests.guards import permission_table
from tests.guards.permission_table import RULES, Door, Outcome, Row, Table, differences, doors, expected, outcome_of
from tests.guards.visitor import Page, Visitor
from tests.guards.walk import NOTHING, asked, questions
from tests.guards.world import NEVER, ROLES, Thing, World

pytestmark = [pytest.mark.django_db(databases=["default", "cache"]), pytest.mark.timeout(600)]
NEW_PASSWORD = "ทุ่งนาป่าเขา-สีเขียว-๒๕๖๙"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def test_the_table_names_every_address_and_no_other():
    assert differences(doors(), permission_table.table()) == []


def test_every_rule_is_explained_and_checked():
    assert permission_table.table().rules.keys() == RULES.keys()


@pytest.fixture(scope="module", autouse=True)
def _walk_before_the_world_is_built(walked):
    """Both worlds have the same units and numbers: one after the other."""


@pytest.mark.parametrize("role", ROLES)
def test_every_address_is_read_as_its_rule_says(walked, role):
    paths = {door.pattern: door for door in doors()}
    found = []
    for row, method, rule, thing in questions(walked.things[role], list(permission_table.table().rows.values())):
        if method == "GET" and row.pattern in paths:
            page = walked.pages[role, paths[row.pattern].path(thing.values)]
            nothing = (role, paths[row.pattern].path(NEVER))
            found += faults(page, expected(row, rule, role, thing), lambda nothing=nothing: walked.pages[nothing])
    assert found == []


@pytest.mark.parametrize("role", ROLES)
def test_every_address_is_written_to_as_its_rule_says(world, role):
    rows = list(permission_table.table().rows.values())

    assert list(wrong_answers(world.visitor(role), world, rows, "POST")) == []


def test_a_method_without_a_rule_is_not_answered(world):
    visitor, rows = world.visitor("administrator"), permission_table.table().rows
    found = {}
    for door in doors():
        named = {"GET"} if rows[door.pattern].reads else set()
        named |= {"POST"} if rows[door.pattern].writes else set()
        for method in set(METHODS) - named:
            page = asked(visitor, method, door.path(_first(world, rows[door.pattern]).values))
            if page.status != 405:
                found[f"{method} {door.pattern}"] = page.status
    assert found == {}


@pytest.mark.parametrize("role", ["anonymous", "author", "administrator"])
def test_nothing_is_done_without_the_token_of_the_form(world, role):
    visitor, rows = world.visitor(role), permission_table.table().rows
    answers = {
        (method, door.pattern): asked(visitor, method, door.path(_first(world, rows[door.pattern]).values), token=False)
        for door in doors()
        for method in set(METHODS) - {"GET"}
    }
    assert {key: page.status for key, page in answers.items() if page.status != 403} == {}


def test_the_guard_catches_an_address_without_a_row():
    planted = Door("notes/everything", "planted", lambda request: HttpResponse(), ())

    assert differences([*doors(), planted], permission_table.table()) == ["notes/everything: no row"]


def test_the_guard_catches_a_stale_row_and_an_unknown_rule():
    said = permission_table.table()
    planted = Table(said.rules, said.rows | {"notes/gone": Row("notes/gone", reads="whoever")})

    assert differences(doors(), planted) == ["notes/gone: stale row", "rule whoever: not explained"]


def test_the_guard_catches_a_view_that_lets_guests_in_or_writes_on_get_unlisted():
    said = permission_table.table()
    (open_door,) = [door for door in doors() if door.pattern == "me"]
    view = writes_on_get(lambda request: HttpResponse())
    view.login_required = False
    planted = [Door("me", "me", view, ()) if door == open_door else door for door in doors()]

    assert differences(planted, said) == [
        "me: guests is False, the view says True",
        "me: writes_on_get is False, the view says True",
    ]


@pytest.mark.parametrize(
    ("pattern", "answer"),
    [
        ("notes/<int:number>/print", lambda number: HttpResponse(Item.objects.get(pk=number).title)),
        ("notes/<int:number>/print", lambda number: HttpResponse(f"{number} is hidden", status=404)),
        ("notes/<int:number>/print", lambda number: HttpResponse(status=403)),
    ],
    ids=["forgets the check", "tells that something is hidden", "refuses instead of hiding"],
)
def test_the_guard_catches_a_view_that(world, settings, pattern, answer):
    def planted(request, number):
        return answer(number) if Item.objects.filter(pk=number).exists() else HttpResponse("none", status=404)

    planted.login_required = False
    settings.ROOT_URLCONF = (path(pattern, planted), *urlpatterns)
    row = permission_table.table().rows[pattern]

    assert list(wrong_answers(world.visitor("other_unit"), world, [row], "GET")) != []


def test_the_guard_catches_a_refused_act_that_wrote_all_the_same(world, settings):
    def planted(request, number):
        Item.objects.filter(pk=number).update(read_count=1)
        return HttpResponse(status=403)

    settings.ROOT_URLCONF = (path("notes/<int:number>/place", planted), *urlpatterns)
    row = Row("notes/<int:number>/place", about="note", writes="item-editor")

    assert "wrote" in " ".join(wrong_answers(world.visitor("other_unit"), world, [row], "POST"))


def wrong_answers(visitor: Visitor, world: World, rows: list[Row], method: str) -> Iterator[str]:
    """Where the site answers this visitor otherwise than the rules of these rows."""
    by_pattern = {door.pattern: door for door in doors()}
    nothing = cache(partial(asked, visitor, method))
    for row, asked_by, rule, thing in questions(world.things, rows):
        if asked_by == method and row.pattern in by_pattern:
            door = by_pattern[row.pattern]
            page = asked(visitor, method, door.path(thing.values), fields_for(row.pattern, thing))
            yield from faults(page, expected(row, rule, visitor.role, thing), partial(nothing, door.path(NEVER)))


def faults(page: Page, wanted: Outcome, nothing: Callable[[], Page]) -> Iterator[str]:
    """What is wrong with this answer; `nothing` is the answer about a thing that never was."""
    place = f"{page.role}: {page.method} {page.url}"
    if outcome_of(page) != wanted:
        yield f"{place}: {wanted}, not {outcome_of(page)}"
    elif wanted != Outcome.OPEN and page.wrote:
        yield f"{place}: wrote {page.wrote}"
    elif wanted == Outcome.HIDDEN and page.alike(page.url) != nothing().alike(nothing().url):
        yield f"{place}: differs from what never was"


def _first(world: World, row: Row) -> Thing:
    return world.things[row.about][0] if row.about else NOTHING


def fields_for(pattern: str, thing: Thing) -> dict[str, Any]:
    """What a person would send to this address, so that only the right to do it is in question."""
    if pattern.startswith("notes/"):
        return _fields_about_notes(pattern, thing)
    if pattern.startswith("reviews/") and isinstance(thing.subject, Review):
        return {"sha256": thing.subject.sha256, "ticked": CheckPoint.values, "words": "ดีแล้ว", "said": "ไม่ชัด"}
    unit = {"name_th": "หน่วยใหม่", "kind": "division", "sort_order": "5", "default_licence": "cc-by", "code": "NEW-1"}
    person = {"first_name": "คนใหม่", "person_code": "W-NEW", "staff_class": "civil_servant"}
    return {
        "records/<int:number>/use": {"result": "worked", "manner": "as_is", "used_on": f"{today():%d/%m/%Y}"},
        "uses/<slug:public_id>/edit": {"result": "worked", "manner": "as_is", "used_on": f"{today():%d/%m/%Y}"},
        "records/<int:number>/useful": {"useful": "1"},
        "records/<int:number>/request": {"name": "คุณป้า", "contact": "02 507 7000"},
        "requests/<slug:case_number>/answer": {"granted": "1", "words": "มารับเอกสารได้"},
        "uses/<slug:public_id>/decline": {"reason": "ไม่มีงานนี้"},
        "uses/<slug:public_id>/improvement": {"taken_up": "1"},
        "ui/language/": {"language": "en"},
        "tour/": {"step": "2"},
        "ui/theme/": {"theme": "dark"},
        "ui/text-size/": {"text_size": "large"},
        "sign-in": {"login": "other.unit@example.go.th", "password": PASSWORD},
        "password": {"old_password": PASSWORD, "new_password": NEW_PASSWORD, "again": NEW_PASSWORD},
        "password/forgotten": {"login": "nobody@example.go.th"},
        "password/new/<slug:uidb36>/<slug:key>": {"new_password": NEW_PASSWORD, "again": NEW_PASSWORD},
        "me": {"about": "เล่าใหม่", "language": "th"},
        "security/passkeys/<slug:public_id>/edit": {"name": "กุญแจชื่อใหม่"},
        "manage/people/<slug:public_id>/second-step": {"reason": "โทรศัพท์หาย"},
        "circles": {"name": "วงใหม่"},
        "circles/<slug:public_id>": {"name": "วงชื่อใหม่"},
        "manage/new-unit": {**unit, "parent": "ALPHA"},
        "manage/units/<str:code>/edit": {**unit, "parent": "MOC"},
        "manage/units/<str:code>/rename": {**unit, "on": "1/1/2560"},
        "manage/units/<str:code>/merge": {"into": "BETA", "on": "1/1/2560"},
        "manage/units/<str:code>/close": {"on": "31/12/2599"},
        "manage/people/new": {**person, "unit": "ALPHA"},
        "manage/people/<slug:public_id>/edit": person,
        "manage/people/<slug:public_id>/move": {"unit": "ALPHA1", "from_day": "1/1/2568"},
        "manage/people/<slug:public_id>/roles": {"role": "km_team", "unit": "ALPHA"},
        "manage/people/<slug:public_id>/roles/<int:pk>/end": {"last_day": "31/12/2599"},
        "competences/<int:pk>/merge": {"into": "สอง"},
        "wanted/new": {"title": "เรื่องที่อยากรู้"},
        "wanted/<slug:public_id>/answer": {"number": "101"},
        "topics/new": {"name_th": "หัวข้อใหม่", "sort_order": "5"},
        "topics/<slug:slug>/edit": {"name_th": "หัวข้อชื่อใหม่", "sort_order": "5"},
        "topics/<slug:slug>/merge": {"into": "topic-102"},
        "tags/<int:pk>/edit": {"name": "คำชื่อใหม่"},
        "tags/<int:pk>/merge": {"into": "ทุกคนใช้"},
        "terms/new": {"name": "คำใหม่"},
        "terms/<int:pk>/edit": {"name": "คำใหม่"},
        "aims/new": {"fiscal_year": "2569", "kind": "kpi", "name": "ตัวชี้วัดใหม่"},
        "aims/<int:pk>/edit": {"fiscal_year": "2569", "kind": "kpi", "name": "ตัวชี้วัดใหม่"},
        "manage/import/<str:kind>": {"file": SimpleUploadedFile("people.csv", "ชื่อ\r\nใหม่\r\n".encode())},
    }.get(pattern, {})


def _fields_about_notes(pattern: str, thing: Thing) -> dict[str, Any]:
    text = {"title": "เรื่องใหม่", "lead": "คำนำ", "body": "<p>เนื้อหา</p>"}
    item = thing.subject
    if pattern.endswith("/files"):
        return {"file": SimpleUploadedFile("แผน.txt", "แผนงาน".encode())}
    if not isinstance(item, Item):
        return text | {"name": "สมุดเล่มใหม่"}
    place = {"tags": "ใหม่", "licence": "cc-by", "access": "PUBLIC", "notebook": item.notebook.public_id}
    if pattern.endswith("/edit"):
        return text | {"base": str(item.latest.number)}
    if pattern.endswith("/retire"):
        return {"reason": "มีเรื่องใหม่กว่า"}
    return place | {"seen": str(item.latest.number)}
