"""The audit page shows auditors exactly what was done, never what a hidden record says, and writes down each look."""

import ast
import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from panya.overviews.audit_trail.queries import Asked, newest_entries
from panya.overviews.audit_trail.words import ACTS, THINGS, VOCABULARY
from panya.shared.audit.actions import record
from panya.shared.audit.models import AuditEntry
from panya.shared.audit.sealer import seal
from panya.shared.content.actions import items
from panya.shared.content.models import Access, Item, Licence
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import Role
from tests.factories import AppointmentFactory, NoteFactory, UnitFactory, UserFactory
from tests.guards.source import REPOSITORY

_VERB = re.compile(r"(audit_trail|assets|content|feedback|notes|people|search_desk)\.[a-z_]+")
pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def reader(role=Role.AUDITOR, *, over=None, **fields):
    person = UserFactory(**fields)
    AppointmentFactory(person=person, role=role, unit=over)
    return person


def browser_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def shown_to(person, **asked) -> set[int]:
    return {entry.pk for entry in newest_entries(person, Asked(**asked), None, 1000)}


def written(verb: str, object_id: object = "x", *, by=None, kind="item", **fields) -> AuditEntry:
    return record(verb, by=by, object_kind=kind, object_id=object_id, **fields)


@pytest.mark.parametrize(
    ("role", "answer"),
    [(role, 200 if role in {Role.AUDITOR, Role.CKO} else 403) for role in Role],
)
def test_only_auditors_and_ckos_open_it(role, answer):
    assert browser_of(reader(role)).get("/audit/").status_code == answer


def test_an_appointment_that_is_over_opens_nothing_and_shows_no_entry_in_the_menu():
    person = UserFactory()
    AppointmentFactory(person=person, role=Role.AUDITOR, valid_from=date(2020, 1, 1), valid_to=date(2020, 2, 1))

    assert browser_of(person).get("/audit/").status_code == 403
    assert 'href="/audit/"' not in browser_of(person).get("/me").content.decode()
    assert 'href="/audit/"' in browser_of(reader()).get("/me").content.decode()


def test_an_auditor_of_the_whole_sees_every_entry():
    auditor = reader()
    note = NoteFactory()
    written("content.publish", note.pk)
    written("people.appoint", UserFactory().public_id, kind="person")

    assert shown_to(auditor) == set(AuditEntry.objects.values_list("pk", flat=True))


def test_an_auditor_of_a_unit_sees_the_acts_on_its_records_people_and_units_and_those_of_its_people():
    unit = UnitFactory()
    below, other = UnitFactory(parent=unit), UnitFactory()
    auditor, officer, stranger = reader(over=unit, unit=other), UserFactory(unit=below), UserFactory(unit=other)
    inside, outside = NoteFactory(unit=below, author=stranger), NoteFactory(unit=other, author=stranger)
    AuditEntry.objects.all()._raw_delete("default")
    hers = {
        written("content.publish", inside.pk).pk,
        written("people.move_person", officer.public_id, kind="person").pk,
        written("people.change_unit", below.code, kind="unit").pk,
        written("content.publish", outside.pk, by=officer).pk,
        written("audit_trail.look", "list", kind="audit", by=auditor).pk,
    }
    foreign = {
        written("content.publish", outside.pk, by=stranger).pk,
        written("people.move_person", stranger.public_id, kind="person").pk,
        written("people.change_unit", other.code, kind="unit").pk,
        written("content.import", "jsonl", kind="import").pk,
    }

    assert shown_to(auditor) == hers
    browser = browser_of(auditor)
    assert {browser.get(f"/audit/{pk}").status_code for pk in hers} == {200}
    assert {browser.get(f"/audit/{pk}").status_code for pk in foreign} == {404}


def test_each_filter_leaves_exactly_its_entries():
    auditor = reader()
    unit = UnitFactory()
    somchai = UserFactory(first_name="สมชาย", last_name="ใจซื่อ")
    note = NoteFactory(unit=unit)
    AuditEntry.objects.all()._raw_delete("default")
    publish = written("content.publish", note.pk, by=somchai).pk
    retire = written("content.retire", note.pk).pk
    bring_back = written("content.bring_back", 7, by=somchai).pk
    appoint = written("people.appoint", "abc", kind="person").pk
    yesterday = AuditEntry(verb="content.retire", object_kind="item", object_id="9")
    yesterday.at = timezone.now() - timedelta(days=1)
    yesterday.save()
    today = timezone.localdate()

    assert shown_to(auditor, acts="publish") == {publish}
    assert shown_to(auditor, acts="remove") == {retire, bring_back, yesterday.pk}
    assert shown_to(auditor, people=(somchai.pk,)) == {publish, bring_back}
    assert shown_to(auditor, people=(somchai.pk,), acts="remove") == {bring_back}
    assert shown_to(auditor, people=()) == set()
    assert shown_to(auditor, number=note.pk) == {publish, retire}
    assert shown_to(auditor, object_id="abc") == {appoint}
    assert shown_to(auditor, unit=unit) == {publish, retire}
    assert shown_to(auditor, from_day=today) == {publish, retire, bring_back, appoint}
    assert shown_to(auditor, to_day=today - timedelta(days=1)) == {yesterday.pk}


def test_pages_follow_each_other_without_a_gap_or_a_repeat_also_where_times_are_equal():
    auditor = reader()
    moment = timezone.now()
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=moment, verb="content.publish" if n % 2 else "content.import", object_kind="item", object_id=str(n)
        )
        for n in range(120)
    )
    everything = [entry.pk for entry in newest_entries(auditor, Asked(acts="publish"), None, 1000)]
    paged, below = [], None
    while page := list(newest_entries(auditor, Asked(acts="publish"), below, 50)):
        paged += [entry.pk for entry in page]
        below = page[-1].pk

    assert paged == everything == sorted(everything, reverse=True)
    assert len(everything) == 120


def test_a_date_that_cannot_be_read_is_said_and_nothing_is_shown():
    answer = browser_of(reader()).get("/audit/?from_day=วันวาน")

    assert answer.status_code == 422
    assert 'href="/audit/' not in answer.content.decode().partition("<main")[2]


def test_every_look_is_written_down_with_its_filters_and_shown_at_once():
    auditor = reader()
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    page = browser_of(auditor).get("/audit/?acts=remove&from_day=1/1/2569").content.decode()
    looked = AuditEntry.objects.exclude(pk__in=before).get()

    assert (looked.verb, looked.actor_id) == ("audit_trail.look", auditor.pk)
    assert looked.after == {"acts": "remove", "from_day": "2026-01-01"}
    assert f'href="/audit/{looked.pk}"' not in page
    assert f'href="/audit/{looked.pk}"' in browser_of(auditor).get("/audit/").content.decode()


def test_nothing_is_shown_where_the_look_cannot_be_written(monkeypatch):
    auditor, note = reader(), NoteFactory(title="ชื่อที่ไม่ควรเห็น")
    monkeypatch.setattr(AuditEntry, "save", lambda *args, **kwargs: (_ for _ in ()).throw(OSError("disk full")))
    browser = browser_of(auditor)
    browser.raise_request_exception = False

    for address in ("/audit/", f"/audit/{AuditEntry.objects.first().pk}"):
        answer = browser.get(address)
        assert answer.status_code == 500
        assert note.title not in answer.content.decode()


def test_of_a_hidden_record_it_tells_number_and_metadata_but_no_words():
    auditor, owner = reader(), UserFactory()
    circle = circle_of_person(owner)
    note = NoteFactory(author=owner, title="ชื่อลับมาก", access=Access.RESTRICTED, circles=(circle,), tags=("คำลับ",))
    place = items.Place(unit=note.unit, access=Access.RESTRICTED, circles=(circle,), licence="cc-by", tags=("คำใหม่ลับ",))
    items.change_place(note, place, by=owner, reason="เหตุผลลับ")
    items.retire(Item.objects.get(pk=note.pk), by=owner, reason="เลิกเพราะลับ")
    browser = browser_of(auditor)
    pages = [browser.get(f"/audit/{entry.pk}") for entry in AuditEntry.objects.about("item", note.pk)]
    pages += [browser.get(f"/audit/?number={note.pk}"), browser.post(f"/audit/export?number={note.pk}")]
    text = "".join(page.content.decode() for page in pages)

    assert "ลับมาก" not in text
    assert "คำลับ" not in text
    assert "คำใหม่" not in text
    assert "เหตุผลลับ" not in text
    assert "เลิกเพราะลับ" not in text
    assert str(note.pk) in text
    assert str(Licence("cc-by").label) in text


def test_what_a_record_was_called_before_is_not_told_even_to_who_reads_it():
    note = NoteFactory(title="ชื่อเปิดเผย")
    entry = written("content.change_place", note.pk, before={"title": "ชื่อเดิมที่แก้ไปแล้ว"}, after={"title": "ชื่อเปิดเผย"})
    page = browser_of(reader()).get(f"/audit/{entry.pk}").content.decode()

    assert f">{VOCABULARY['title']}<" in page
    assert "ชื่อเดิมที่แก้ไปแล้ว" not in page


def test_of_a_record_that_the_auditor_reads_it_tells_title_words_and_reason():
    auditor, owner = reader(), UserFactory()
    note = NoteFactory(author=owner, title="ชื่อเปิดเผย", tags=("คำเดิม",))
    items.change_place(note, items.Place(unit=note.unit, tags=("คำใหม่",)), by=owner, reason="ตั้งใหม่")
    entry = AuditEntry.objects.get(verb="content.change_place")
    text = browser_of(auditor).get(f"/audit/{entry.pk}").content.decode()

    assert all(word in text for word in ("ชื่อเปิดเผย", "คำเดิม", "คำใหม่", "ตั้งใหม่"))


def test_an_unknown_field_is_never_shown_and_an_unknown_act_shows_its_key():
    entry = written("quiz.play", 5, kind="game", after={"answer": "ความลับ", "title": "ชื่อ"})
    page = browser_of(reader()).get(f"/audit/{entry.pk}").content.decode()

    assert "quiz.play" in page
    assert "ความลับ" not in page
    assert "ชื่อ</td>" not in page


def test_words_under_a_known_field_are_cut_where_the_record_is_hidden():
    entry = written("content.publish", 990, after={"state": "ข้อความของเรื่อง", "revision": 3})
    page = browser_of(reader()).get(f"/audit/{entry.pk}").content.decode()

    assert "ข้อความของเรื่อง" not in page
    assert ">3</td>" in page


def test_the_page_of_an_entry_shows_its_seal():
    entry = written("content.publish", 1)
    browser = browser_of(reader())
    assert "ยังไม่ผนึก" in browser.get(f"/audit/{entry.pk}").content.decode()

    seal()
    entry = AuditEntry.objects.get(pk=entry.pk)
    page = browser.get(f"/audit/{entry.pk}").content.decode()
    assert entry.hash in page
    assert "ผนึกตรงกับเนื้อความ" in page


@pytest.mark.parametrize("place", ["own", "before", "after"])
def test_tampering_with_an_entry_or_its_neighbour_shows(place, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.PANYA_HOME = tmp_path
    entries = [written("content.publish", n) for n in range(3)]
    with django_capture_on_commit_callbacks(execute=True):
        seal()
    touched = {"before": entries[0], "own": entries[1], "after": entries[2]}[place]
    with connection.cursor() as cursor:
        if place == "own":
            cursor.execute("UPDATE audit_auditentry SET reason = 'ปลอม' WHERE id = %s", [touched.pk])
        else:
            cursor.execute("DELETE FROM audit_auditentry WHERE id = %s", [touched.pk])
    page = browser_of(reader()).get(f"/audit/{entries[1].pk}").content.decode()

    assert "รายการนี้ไม่ตรงกับผนึก" in page


def test_the_export_is_written_down_and_no_cell_is_a_formula():
    auditor = reader()
    AuditEntry.objects.all()._raw_delete("default")
    first = written("content.publish", "=HYPERLINK(1)", kind="+kind")
    answer = browser_of(auditor).post("/audit/export?acts=publish")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    noted = AuditEntry.objects.get(verb="audit_trail.export")

    assert [row[0] for row in rows[1:]] == [str(first.pk)]
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    assert "'=HYPERLINK(1)" in rows[1]
    assert noted.after == {"acts": "publish", "rows": 1, "format": "csv"}


def test_a_get_exports_nothing():
    assert browser_of(reader()).get("/audit/export").status_code == 405


@pytest.mark.parametrize(
    ("access", "verbs"),
    [
        (Access.PUBLIC, []),
        (Access.INTERNAL, ["notes.download"]),
    ],
)
def test_a_note_that_not_everybody_may_read_is_taken_along_in_writing(access, verbs):
    person = UserFactory()
    note = NoteFactory(author=person, access=access)
    AuditEntry.objects.all()._raw_delete("default")
    answer = browser_of(person).get(f"/notes/{note.pk}/markdown")

    assert answer.status_code == 200
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == verbs


def test_a_restricted_note_leaves_as_a_file_with_nobody():
    person = UserFactory()
    note = NoteFactory(author=person, access=Access.RESTRICTED, circles=(circle_of_person(person),))
    answer = browser_of(person).get(f"/notes/{note.pk}/markdown")

    assert answer.status_code == 403
    assert note.published.body_text not in answer.content.decode()


@pytest.mark.parametrize("bad", ["%00", "9" * 30, "%ED%A0%80%FF", "-1", "๙", "9" * 5000])
def test_nonsense_in_every_parameter_is_answered(bad):
    browser = browser_of(reader())
    names = ("acts", "who", "number", "thing", "unit", "from_day", "to_day", "before")

    assert {browser.get(f"/audit/?{name}={bad}").status_code for name in names} <= {200, 422}
    assert browser.get(f"/audit/{bad}").status_code == 404


def test_every_act_that_the_program_writes_has_a_word():
    assert sorted(_verbs_written() - ACTS.keys()) == []
    assert len(_verbs_written()) > 40
    assert {"assets.close_wanted", "search_desk.declined", "content.merge_tag"} <= _verbs_written()


def test_every_kind_of_thing_that_the_program_writes_has_a_word():
    kinds = {
        keyword.value.value
        for _function, call in _audited()
        for keyword in call.keywords
        if keyword.arg == "object_kind" and isinstance(keyword.value, ast.Constant)
    }

    assert sorted(kinds - THINGS.keys()) == []
    assert len(kinds) > 15


def test_a_change_of_the_glossary_shows_what_it_was_and_what_it_became():
    before, after = {"meaning": "ความหมายเดิม"}, {"meaning": "ความหมายใหม่"}
    entry = written("content.change_term", 7, kind="term", before=before, after=after)
    page = browser_of(reader()).get(f"/audit/{entry.pk}").content.decode()

    assert ">ความหมายเดิม</td>" in page
    assert ">ความหมายใหม่</td>" in page


def test_the_words_of_a_wish_for_knowledge_are_named_and_not_shown():
    entry = written("assets.want", "8k7cr7", kind="wanted", after={"title": "ใครโกงข้อสอบ"})
    page = browser_of(reader()).get("/audit/").content.decode()

    assert f"{THINGS['wanted']} 8k7cr7" in page
    assert f">{VOCABULARY['title']}</span>" in page
    assert "ใครโกงข้อสอบ" not in browser_of(reader()).get(f"/audit/{entry.pk}").content.decode()


def _verbs_written() -> set[str]:
    """Every verb that stands in a call by which an act is audited, also one that is put together of two words."""
    found = set()
    for function, call in _audited():
        for text in call.args:
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and _VERB.fullmatch(text.value):
                found.add(text.value)
            if isinstance(text, ast.JoinedStr):
                found |= set(_put_together(text, function))
    return found


def _audited() -> Iterator[tuple[tuple[ast.Module, ast.FunctionDef], ast.Call]]:
    """The calls of modules that audit, each in its function; those of the ledger of events are no acts."""
    for path in (REPOSITORY / "panya").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "shared.audit" not in text:
            continue
        module = ast.parse(text)
        for function in ast.walk(module):
            for node in ast.walk(function) if isinstance(function, ast.FunctionDef) else ():
                if isinstance(node, ast.Call) and ast.unparse(node.func) not in {"activity.record", "tell", "kind"}:
                    yield (module, function), node


def _put_together(text: ast.JoinedStr, where: tuple[ast.Module, ast.FunctionDef]) -> Iterator[str]:
    """What a verb with one gap becomes with each word that its function is called with."""
    module, function = where
    gaps = [
        part.value.id
        for part in text.values
        if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name)
    ]
    names = [argument.arg for argument in function.args.args]
    for call in ast.walk(module):
        if len(gaps) != 1 or not isinstance(call, ast.Call) or ast.unparse(call.func) != function.name:
            continue
        given = {keyword.arg: keyword.value for keyword in call.keywords} | dict(zip(names, call.args, strict=False))
        word = given.get(gaps[0])
        said = (
            word.value
            if isinstance(word, ast.Constant)
            else word.attr.lower()
            if isinstance(word, ast.Attribute)
            else ""
        )
        verb = "".join(str(part.value) if isinstance(part, ast.Constant) else str(said) for part in text.values)
        if said and _VERB.fullmatch(verb):
            yield verb
