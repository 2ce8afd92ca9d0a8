"""What is noted of searches has its measure: nobody fills the desk or the disk alone."""

import json

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from panya.shared.search import left, missed, spool, writer
from panya.shared.search.models import LeftSearch, MissedSearch
from panya.shared.search.spool import Spool
from tests.factories import NoteFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.PANYA_HOME = tmp_path
    spool.own_file.cache_clear()


def noted(words, seeker):
    day = missed.today().isoformat()
    return {"words": words, "day": day, "seeker": seeker, "staff": True, "opened": False}


@pytest.mark.parametrize(("taking", "model"), [(missed, MissedSearch), (left, LeftSearch)])
def test_of_one_seeker_a_days_measure_counts_and_others_are_not_cut(taking, model):
    for _round in range(2):
        for number in range(3 * missed.MOST_A_DAY):
            taking.SPOOL.write(noted(f"คำที่ {_round} {number}", "loud"))
        taking.SPOOL.write(noted("ลำไยอบแห้ง", "quiet"))
        taking.fold()
    assert model.objects.filter(seeker="quiet").count() == 1
    assert model.objects.filter(seeker="loud").count() == missed.MOST_A_DAY


def test_a_spool_file_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(spool, "_LARGEST", 10_000)
    noting = Spool("searches")
    for _time in range(2_000):
        noting.write({"words": "ก" * 200})
    (file,) = noting.folder.glob("*.jsonl")
    assert file.stat().st_size < 12_000
    assert all(json.loads(line) for line in file.read_text().splitlines())


def test_what_is_noted_is_one_line_whatever_it_says():
    request = RequestFactory().get("/search", headers={"User-Agent": "Firefox"})
    request.user = None
    left.note_opened('ก\u2028\u2029\x85\x0b{"words": "ข"}\n{"seeker": "../x"}' * 5, request)
    (file,) = left.SPOOL.folder.glob("*.jsonl")
    assert file.read_bytes().count(b"\n") == 1
    left.fold()
    assert LeftSearch.objects.count() == 1


def test_nobody_elses_page_notes_that_something_was_opened():
    NoteFactory(title="ทุเรียน")
    writer.drain()
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("search_opened"), {"q": "ทุเรียน"}).status_code == 403


def test_whoever_notes_too_often_is_told_to_wait(client):
    statuses = [client.post(reverse("search_opened"), {"q": "ทุเรียน"}).status_code for _time in range(121)]
    assert statuses == [204] * 120 + [429]
