import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from panya.base.core.locks import file_lock
from panya.shared.search import writer
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
WORD = "ทุเรียน"


def found(capsys, *arguments, **options):
    call_command("search", *arguments, json=True, **options)
    return [result["number"] for result in json.loads(capsys.readouterr().out)["results"]]


def test_search_answers_as_an_anonymous_visitor_or_as_a_person(capsys):
    public, internal = NoteFactory(title=WORD), NoteFactory(title=WORD, access="INTERNAL")
    person = UserFactory()
    assert found(capsys, WORD) == [public.pk]
    assert set(found(capsys, WORD, as_person=person.email)) == {public.pk, internal.pk}
    assert set(found(capsys, WORD, as_person=person.person_code)) == {public.pk, internal.pk}


def test_the_limit_holds(capsys):
    for _ in range(3):
        NoteFactory(title=WORD)
    assert len(found(capsys, WORD, limit=2)) == 2


def test_search_for_people_shows_number_title_and_address(capsys):
    note = NoteFactory(title=WORD)
    call_command("search", WORD)
    out = capsys.readouterr().out
    assert str(note.pk) in out
    assert note.get_absolute_url() in out
    call_command("search", "ไม่มีคำนี้เลย")
    assert "ไม่พบ" in capsys.readouterr().out


@pytest.mark.parametrize("options", [{"as_person": "nobody@example.go.th"}, {"limit": 0}, {"limit": 1001}])
def test_wrong_usage_ends_with_two_and_says_what_to_do(options):
    with pytest.raises(CommandError) as refusal:
        call_command("search", WORD, **options)
    assert refusal.value.returncode == 2
    assert str(refusal.value)


def test_search_beside_a_busy_writer_answers_with_what_is_indexed(capsys, settings):
    indexed = NoteFactory(title=WORD)
    writer.drain()
    NoteFactory(title=WORD)
    with file_lock(Path(settings.PANYA_HOME) / "index" / "lock"):
        assert found(capsys, WORD) == [indexed.pk]
    assert len(found(capsys, WORD)) == 2


def test_the_command_understands_what_the_page_understands(capsys):
    note = NoteFactory(title="สวัสดีชาวสวนลำไย")
    assert found(capsys, "l;ylfu -มังคุด") == []
    assert found(capsys, "l;ylfu") == found(capsys, "ชาวสวน -มังคุด หน่วย:ไม่มี") == [note.pk]
    call_command("search", "ลำใย", json=True)
    assert json.loads(capsys.readouterr().out)["did_you_mean"] == "ลำไย"
    call_command("search", "ลำใย")
    assert "หรือว่าหมายถึง ลำไย" in capsys.readouterr().out
    call_command("search", "ข้าว หน่วย:ไม่มี", json=True)
    assert "หน่วย:ไม่มี" in capsys.readouterr().err
