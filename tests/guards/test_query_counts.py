"""A page asks the database as often for thirty rows as for one."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from panya.base.core.clock import today
from panya.base.thai.dates import fiscal_year
from panya.features.assets.models import Wanted
from panya.overviews.search_desk.models import Ask, EvaluationRun, JudgedQuestion
from panya.shared.audit.actions import record
from panya.shared.content.actions import items
from panya.shared.content.actions.drafts import autosave, open_draft
from panya.shared.content.actions.subjects import tags_named
from panya.shared.content.mentions import KIND
from panya.shared.content.models import Access, Aim, AimKind, Item, Notebook, Tag, Term, Topic
from panya.shared.content.text import Text
from panya.shared.feedback.models import (
    COLUMNS,
    Bookmark,
    CommentState,
    Follow,
    FollowKind,
    Report,
    ReportReason,
    Thank,
)
from panya.shared.files.models import FilePage, FileReading, StoredFile, TextState
from panya.shared.notifications.actions import tell
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.actions.profile import change_own_profile
from panya.shared.people.models import Circle, Posting, Role, Unit, User
from panya.shared.search import writer
from panya.shared.search.models import LeftSearch, MissedSearch, RecentSearch, SavedSearch
from panya.site.urls import urlpatterns
from tests.factories import (
    AppointmentFactory,
    AssetFactory,
    CommentFactory,
    NotebookFactory,
    NoteFactory,
    PasskeyFactory,
    PictureFactory,
    SignInFactory,
    StoredFileFactory,
    TopicFactory,
    UnitFactory,
    UserFactory,
)
from tests.guards import permission_table
from tests.guards.fill_life import fill_life
from tests.guards.fill_uses import fill_uses
from tests.guards.full_fresh import fill_fresh
from tests.guards.full_lineage import fill_lineage
from tests.guards.full_reviews import fill_reviews
from tests.guards.permission_table import doors
from tests.guards.visitor import Visitor, begin_new_limits

pytestmark = [pytest.mark.django_db(databases=["default", "cache"]), pytest.mark.timeout(600)]

FEW, MANY = 1, 30
# Their links are for one person and show no list.
# One page of many rows may name fewer kinds of things there, and Django asks nothing about none.
MAY_ASK_LESS = {"audit/", "assets/<int:number>/place", "search/desk/questions/<slug:public_id>/edit"}
NO_LISTS = {"sign_in_link", "reset_link", "appointment"}
USED = ("item", "public item")
OTHERWISE = (
    "/uses/works?work=งาน",
    "/figures/uses?unit=ALPHA",
    "/figures/uses/rows?rows=hours",
    "/figures/uses/rows?rows=published",
    "/assets/synthesis?q=เล่าเรื่อง",
    "/search?q=เล่าเรื่อง",
    "/search?q=เล่าเรื่อง&unit=ALPHA",
    "/search/suggest?q=เล่า",
    "/search/desk?show=left",
    "/search/desk/ask?words=เรื่อง&named=สม",
    "/assets/?topic=fta&sort=used",
    "/assets/?type=manual&unit=ALPHA",
    "/assets/new?template=story",
    "/notes/?of=mine",
    "/notes/?of=unit",
    "/notes/tags?tags=คำ",
    "/notes/titles?q=เล่า",
    "/notifications/?page=1",
    "/mentions/?q=สม",
    "/people/choose?q=สม",
    "/people/choose?q=กรม",
    "/people/suggest?q=สม",
    "/people/competences?new_expertise=เรื่อง",
    "/manage/people?q=สม&unit=ALPHA",
    "/audit/?acts=access&unit=ALPHA",
    "/manage/units?closed=1",
    "/due/?of=units",
    "/due/?of=units&state=outdated",
    "/trust/records?of=overdue",
    "/trust/records?of=trusted&unit=ALPHA",
    "/tags/?sort=name&q=คำ",
    "/terms/?q=คำ",
)


@dataclass
class Full:
    """An administrator who has so many of everything."""

    person: User
    values: dict[str, dict] = field(default_factory=dict)


def test_every_page_asks_as_often_for_many_rows_as_for_one(db):
    few, many = _counts(FEW), _counts(MANY)
    differing = {key: (few[key], many[key]) for key in few if few[key] != many[key]}

    assert {key: found for key, found in differing.items() if key[1] not in MAY_ASK_LESS or found[0] < found[1]} == {}
    assert len(few) > 60


def test_the_guard_catches_a_page_that_asks_once_a_row(db, settings):
    @login_not_required
    def planted(request):
        return HttpResponse("; ".join(str(item.unit) for item in Item.objects.all()))

    settings.ROOT_URLCONF = (path("notes/", planted), *urlpatterns)
    planted_page = frozenset({"notes/"})

    assert _counts(FEW, planted_page)["guest", "notes/"] < _counts(FEW + 1, planted_page)["guest", "notes/"]


def _counts(rows: int, only: frozenset[str] | None = None) -> dict[tuple[str, str], int]:
    """How often each page (of these) asks, for an officer and a guest, where there are so many rows; then undone."""
    with transaction.atomic():
        full = _fill(rows)
        writer.drain()
        counted = _ask_everything(full, only)
        transaction.set_rollback(True)
    return counted


def _ask_everything(full: Full, only: frozenset[str] | None) -> dict[tuple[str, str], int]:
    begin_new_limits()
    officer, guest = Visitor("officer", full.person), Visitor("anonymous", None)
    asked = {("officer", page): _queries(officer, url) for page, url in _addresses(full, only).items()}
    full.values["item"] = full.values["note"] = full.values["public item"]
    full.values["asset"] = full.values["public asset"]
    for_guests = {page: url for page, url in _addresses(full, only).items() if _is_for_guests(page)}
    return asked | {("guest", page): _queries(guest, url) for page, url in for_guests.items()}


def _addresses(full: Full, only: frozenset[str] | None) -> dict[str, str]:
    """Every page (of these) by its pattern; the address differs between few and many rows."""
    rows = permission_table.table().rows
    found = {
        door.pattern: door.path(full.values.get(rows[door.pattern].about, {}))
        for door in doors()
        if rows[door.pattern].reads and rows[door.pattern].about not in NO_LISTS
    }
    found |= {url: url for url in OTHERWISE}
    return {page: url for page, url in found.items() if only is None or page in only}


def _is_for_guests(name: str) -> bool:
    row = permission_table.table().rows.get(name)
    return name.startswith("/search") if row is None else row.guests


def _queries(visitor: Visitor, url: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured, transaction.atomic():
        page = visitor.get(url)
        transaction.set_rollback(True)
    # The officer's records are RESTRICTED: they leave as a file with nobody.
    assert page.status in {200, 302, 303} or (page.status == 403 and url.endswith("/markdown")), (url, page.fault)
    return len(captured)


def _fill(rows: int) -> Full:
    """So many notes, drafts, revisions, comments, circles, units, people, roles and fields of expertise."""
    unit = UnitFactory(code="ALPHA")
    person = UserFactory(unit=unit)
    AppointmentFactory(person=person, role=Role.ADMINISTRATOR)
    full = Full(person)
    people = [UserFactory(unit=unit) for _ in range(rows)]
    _fill_people(full, unit, people)
    _fill_notes(full, unit, people)
    _fill_assets(full, people)
    _fill_talk(full, unit, people)
    fill_fresh(full.values, person, people)
    fill_reviews(full.values, full.person, unit, people)
    full.values |= fill_uses(person, people, [Item.objects.get(pk=full.values[name]["number"]) for name in USED])
    _fill_audit(full, people)
    fill_lineage(full.values, person, people)
    _fill_subjects(full, rows)
    return full


def _fill_subjects(full: Full, rows: int) -> None:
    """Words of the glossary and aims; topics and tags stand already with the notes."""
    year = fiscal_year(today())
    issue = Aim.objects.create(fiscal_year=year, kind=AimKind.ISSUE, name="ประเด็น")
    for number in range(rows):
        term = Term.objects.create(name=f"คำ {number}", synonyms=["เล่าเรื่อง"], related=["อื่น"])
        aim = Aim.objects.create(
            fiscal_year=year, kind=AimKind.KPI, name=f"ตัวชี้วัด {number}", parent=issue, unit=full.person.unit
        )
        card = Wanted.objects.create(
            title=f"ขอ {number}", key=f"ขอ {number}", asked_by=full.person, unit=full.person.unit
        )
        MissedSearch.objects.create(key=f"หา {number}", words="หา", day=today(), seeker="x", by_staff=True)
        saved = SavedSearch.objects.create(person=full.person, name="ก", words="ก", looked_at=timezone.now())
        RecentSearch.objects.create(person=full.person, key=str(number), words="เล่า", at=timezone.now())
        question = JudgedQuestion.objects.create(unit=full.person.unit, text=f"ก {number}", by=full.person)
        question.answers.set([full.values["public item"]["number"]])
        EvaluationRun.objects.create(unit=full.person.unit, by=full.person, asked_at=timezone.now(), state="done")
        ask = Ask.objects.create(words="หา", key=f"หา {number}", expert=full.person, by=full.person)
        LeftSearch.objects.bulk_create(
            LeftSearch(key=f"ทิ้ง {number}", words="ทิ้ง", day=today() - timedelta(1), seeker=str(one), by_staff=True)
            for one in range(3)
        )
    public = Item.objects.get(pk=full.values["public item"]["number"])
    full.values |= {
        "competence": {"pk": full.person.expertise.all()[0].pk},
        "wanted": {"public_id": card.public_id},
        "saved_search": {"public_id": saved.public_id},
        "judged_question": {"public_id": question.public_id},
        "search_ask": {"public_id": ask.public_id},
        "term": {"pk": term.pk},
        "aim": {"pk": aim.pk},
        "tag": {"pk": public.tags.all()[0].pk},
        "topic": {"slug": public.topics.all()[0].slug},
        "kept_topic": {"slug": public.topics.all()[0].slug},
    }


def _fill_people(full: Full, unit: Unit, people: list[User]) -> None:
    person = full.person
    for number, somebody in enumerate(people):
        UnitFactory(parent=unit)
        UnitFactory(parent=unit, renamed_to=unit, valid_to=date(2020, 1, 1))
        kept = Circle.objects.create(owner=person, name=f"วง {number}")
        kept.members.set(people)
        AppointmentFactory(person=people[0], role=Role.KM_TEAM, unit=unit, valid_from=date(2001 + number, 1, 1))
        Posting.objects.create(
            person=people[0], unit=unit, valid_from=date(1980 + number, 1, 1), valid_to=date(1980 + number, 2, 1)
        )
        circle_of_person(somebody)
        key = PasskeyFactory(user=person)
        SignInFactory(person=person)
    expertise = [f"เรื่อง {number}" for number in range(min(len(people), 20))]
    change_own_profile(people[0], about="เล่า", expertise=expertise, language="th")
    change_own_profile(person, about="เล่า", expertise=expertise, language="th")
    full.values |= {
        "person": {"public_id": people[0].public_id},
        "unit": {"code": unit.code},
        "circle": {"public_id": kept.public_id},
        "import": {"kind": "people"},
        "passkey": {"public_id": key.data["public_id"]},
    }


def _fill_notes(full: Full, unit: Unit, people: list[User]) -> None:
    person, rows = full.person, len(people)
    notebooks = [NotebookFactory(owner=person) for _ in range(rows)]
    topics = [TopicFactory() for _ in range(rows)]
    for number, somebody in enumerate(people):
        place = {"tags": (f"คำ {number}",), "topics": (topics[number],), "notebook": notebooks[0]}
        NoteFactory(author=person, title=f"เล่าเรื่อง {number}", **place)
        NoteFactory(author=somebody, title=f"เล่าเรื่องของเขา {number}", access=Access.REQUEST)
        NoteFactory(author=people[0], title=f"เล่าเรื่องที่ {number}")
        autosave(open_draft(person, "note"), {"title": f"ร่าง {number}"}, by=person)
        autosave(open_draft(person, "note", item=NoteFactory(author=person)), {"title": "แก้"}, by=person)
        NoteFactory(author=person, published=False)
        items.retire(NoteFactory(author=person, notebook=notebooks[number]), by=person, reason="เก่า")
    circles = tuple(circle_of_person(somebody) for somebody in people)
    place = {"author": person, "unit": unit, "co_editors": tuple(people), "notebook": notebooks[0]}
    restricted = NoteFactory(access=Access.RESTRICTED, circles=circles, **place)
    public = NoteFactory(**place)
    files = open_draft(person, "note")
    pictures = [PictureFactory(draft=files) for _ in range(rows)]
    attached = [StoredFileFactory(draft=files) for _ in range(rows)]
    _read(attached[0], pages=rows)
    for note in (restricted, public):
        _fill_note(note, people, topics, (pictures, attached))
    autosave(files, {"title": "ไฟล์", "attached": [file.public_id for file in attached]}, by=person)
    for number, note in enumerate(Item.objects.filter(author=person)[:rows]):
        tell(KIND, [person], subject=note.pk, by=people[number], key=f"told/{number}")
    full.values |= {
        "file": {"public_id": attached[0].public_id},
        "file-page": {"public_id": attached[0].public_id, "number": 1},
        "file-page-picture": {"public_id": attached[0].public_id, "number": 1},
        "picture": {"public_id": pictures[0].public_id},
        "item": {"number": restricted.pk},
        "note": {"number": restricted.pk},
        "public item": {"number": public.pk},
        "revision": {"number": restricted.pk, "revision_number": 1, "old_number": 1, "new_number": 2},
        "notebook": {"public_id": notebooks[0].public_id},
        "draft": {"draft_id": files.public_id},
    }
    full.values |= _feeds(public)


def _read(file: StoredFile, *, pages: int) -> None:
    """As if the worker had taken the words out of this file, and drawn its pages."""
    reading = FileReading.objects.create(
        sha256=file.sha256, media_type=file.media_type, state=TextState.READ, pages_count=pages, text_hash=file.sha256
    )
    drawn = [
        FilePage(reading=reading, number=number, text="หน้า", picture_sha256=file.sha256)
        for number in range(1, pages + 1)
    ]
    FilePage.objects.bulk_create(drawn)


def _fill_assets(full: Full, people: list[User]) -> None:
    for number, somebody in enumerate(people):
        AssetFactory(author=somebody, reviewer=full.person, title=f"องค์ความรู้ {number}", access=Access.PUBLIC)
    own = AssetFactory(author=full.person, reviewer=people[0])
    public = AssetFactory(author=full.person, reviewer=people[0], access=Access.PUBLIC)
    for item in (own, public):
        fill_life(item, full.person, people)
    draft = autosave(open_draft(full.person, "asset"), {"title": "ร่าง"}, by=full.person)
    for number in range(len(people)):
        autosave(open_draft(full.person, "asset"), {"title": f"ร่าง {number}"}, by=full.person)
        AssetFactory(author=full.person, published=False)
        items.retire(AssetFactory(author=full.person, reviewer=people[0]), by=full.person, reason="เก่า")
    full.values |= {
        "asset": {"number": own.pk},
        "public asset": {"number": public.pk},
        "asset_revision": {"number": own.pk, "revision_number": 1, "old_number": 1, "new_number": 2},
        "asset_draft": {"draft_id": draft.public_id},
    }


def _fill_audit(full: Full, people: list[User]) -> None:
    """Of every kind of entry as many, the newest of them above all others."""
    AppointmentFactory(person=full.person, role=Role.AUDITOR)
    number, unit = full.values["item"]["number"], full.values["unit"]["code"]
    after = {"co_editors": [somebody.public_id for somebody in people], "unit": unit, "tags": ["คำ"] * len(people)}
    for somebody in people:
        by, public_id = {"by": somebody, "after": after}, somebody.public_id
        record("content.change_place", object_kind="item", object_id=number, **by)
        record("people.move_person", object_kind="person", object_id=public_id, **by)
        entry = record("feedback.hide", object_kind="comment", object_id=public_id, by=somebody, after={"item": number})
    full.values["audit_entry"] = {"pk": entry.pk}


def _feeds(note: Item) -> dict[str, dict]:
    return {
        "feed": {"form": "atom"},
        "feed_of_tag": {"form": "json", "pk": note.tags.all()[0].pk},
        "feed_of_unit": {"form": "rss", "code": note.unit.code},
        "feed_of_notebook": {"form": "atom", "public_id": note.notebook.public_id},
        "feed_of_person": {"form": "atom", "public_id": note.author.public_id},
        "sitemap_page": {"page": 1},
    }


def _fill_talk(full: Full, unit: Unit, people: list[User]) -> None:
    """Comments that wait, reports, thanks; and all that one can keep and follow, kept and followed."""
    person, public = full.person, Item.objects.get(pk=full.values["public item"]["number"])
    AppointmentFactory(person=person, role=Role.KM_TEAM, unit=unit)
    own = CommentFactory(item=public, author=person, written_at=timezone.now())
    for number in (full.values["item"]["number"], public.pk):
        Thank.objects.bulk_create(Thank(item_id=number, person=somebody) for somebody in people)
    for somebody in people:
        CommentFactory(item=public, author=somebody, parent=own)
        waiting = CommentFactory(item=public, state=CommentState.WAITING, sender="x" * 64)
        report = Report.objects.create(item=public, comment=own, reason=ReportReason.WRONG, by=somebody)
        Follow.objects.create(person=person, kind=FollowKind.PERSON, whom=somebody)
    kinds = {FollowKind.NOTEBOOK: Notebook, FollowKind.TOPIC: Topic, FollowKind.TAG: Tag, FollowKind.ITEM: Item}
    for kind, model in {**kinds, FollowKind.UNIT: Unit}.items():
        followed = [Follow(person=person, kind=kind, **{COLUMNS[kind]: thing}) for thing in model.objects.all()]
        Follow.objects.bulk_create(followed)
    Bookmark.objects.bulk_create(Bookmark(person=person, item=item) for item in Item.objects.all())
    full.values |= {
        "comment": {"public_id": own.public_id},
        "waiting": {"public_id": waiting.public_id},
        "report": {"public_id": report.public_id},
    }


def _fill_note(note: Item, people: list[User], topics: list[Topic], files: tuple[list, list]) -> None:
    rows = len(people)
    note.tags.set(tags_named([f"คำ {number}" for number in range(20)])[:rows])
    note.topics.set(topics)
    pictures, attached = files
    shown = "".join(f'<img src="/files/{file.public_id}" alt="รูป">' for file in pictures)
    structured = {"files": [file.public_id for file in attached]}
    for number in range(rows + 1):
        latest = Item.objects.get(pk=note.pk).latest
        text = Text(f"เล่าเรื่อง {number}", "", f"<p>ครั้งที่ {number}</p>{shown}", structured)
        items.save_text(note, text, by=note.author, base=latest)
        if number == 0:
            items.publish_latest(Item.objects.get(pk=note.pk), by=note.author)
    for number in range(rows):
        CommentFactory(item=note, author=people[number])
    Item.objects.filter(pk=note.pk).update(comment_count=rows)
