"""A team's own questions and the score of the search over them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from panya.base.core.errors import NotAllowed, Refused
from panya.overviews.search_desk import measuring
from panya.overviews.search_desk.models import EvaluationRun, JudgedQuestion, RunState
from panya.shared.content.models import Item
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import Role
from panya.shared.search import analysis, writer
from panya.shared.search.models import MissedSearch
from tests.factories import AppointmentFactory, NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def keeper_in(unit):
    person = UserFactory(unit=unit)
    AppointmentFactory(person=person, role=Role.KM_TEAM, unit=unit)
    return person


@pytest.fixture
def keeper():
    return keeper_in(UnitFactory())


def browser(person):
    client = Client(HTTP_USER_AGENT="Mozilla/5.0")
    client.force_login(person)
    return client


def measured(keeper):
    writer.drain()
    measuring.ask_for_run(by=keeper)
    measuring.run_waiting()
    return measuring.runs_of(keeper)[0]


def test_a_run_says_how_high_the_answers_stand_and_with_which_analyser(keeper):
    first, second = NoteFactory(title="ส่งออกทุเรียน"), NoteFactory(title="ราคามังคุด")
    writer.drain()
    found = measuring.add_question("ส่งออกทุเรียน", [first.pk], "", by=keeper)
    lost = measuring.add_question("ลำไยอบแห้ง", [second.pk], "", by=keeper)
    run = measured(keeper)

    assert (run.questions, run.ndcg, run.reciprocal_rank, run.recall) == (2, 0.5, 0.5, 0.5)
    assert run.places == {found.public_id: 1, lost.public_id: 0}
    assert (run.analyser, run.state, run.by) == (analysis.version()[:80], RunState.DONE, keeper)
    # To measure is not to search in vain.
    assert MissedSearch.objects.count() == 0


def test_what_the_reader_may_not_read_is_no_answer_and_its_question_is_left_out(keeper):
    note = NoteFactory(title="ส่งออกทุเรียน")
    question = measuring.add_question("ทุเรียน", [note.pk], "", by=keeper)
    hidden = NoteFactory(title="ทุเรียน", published=False)
    question.answers.set([hidden])
    assert measured(keeper).questions == 0
    assert measuring.asked_rows([question], [], keeper)[0].answers == []


def test_the_place_of_what_a_colleague_may_not_read_is_not_told(keeper):
    circles = (circle_of_person(keeper),)
    seen, hidden = NoteFactory(title="ส่งออกทุเรียน"), NoteFactory(title="สัมปทาน", access="RESTRICTED", circles=circles)
    thrown_away = NoteFactory(title="ทุเรียนเก่า")
    writer.drain()
    question = measuring.add_question("ทุเรียน", [seen.pk, thrown_away.pk], "", by=keeper)
    secret = measuring.add_question("สัมปทาน", [seen.pk, hidden.pk], "", by=keeper)
    Item.objects.filter(pk=thrown_away.pk).update(deleted_at=timezone.now())
    runs = [measured(keeper), measured(keeper)]

    def told(reader):
        rows = measuring.asked_rows([question, secret], runs, reader)
        return {row.question.public_id: (row.place is None, row.before is None) for row in rows}

    assert told(keeper) == dict.fromkeys((question.public_id, secret.public_id), (False, False))
    assert told(keeper_in(keeper.unit)) == {question.public_id: (False, False), secret.public_id: (True, True)}


@pytest.mark.parametrize(
    ("now", "before", "move"),
    [(1, 4, "rose"), (4, 1, "fell"), (2, 2, "same"), (0, 3, "fell"), (3, 0, "rose"), (1, None, "")],
)
def test_a_question_rises_falls_or_stays(now, before, move):
    assert measuring.Asked(JudgedQuestion(), [], now, before).move == move


def test_only_one_run_waits_and_the_button_brings_its_result(keeper):
    client = browser(keeper)
    assert client.post("/search/desk/evaluation/run").status_code == 422 or EvaluationRun.objects.count() == 0
    measuring.add_question("ทุเรียน", [NoteFactory(title="ทุเรียน").pk], "", by=keeper)
    writer.drain()
    for _ in range(2):
        assert client.post("/search/desk/evaluation/run").status_code == 303
    assert EvaluationRun.objects.count() == 1
    assert "กำลังวัดอยู่" in client.get("/search/desk/evaluation").content.decode()
    assert (measuring.run_waiting(), measuring.run_waiting()) == (1, 0)
    assert "1.000" in client.get("/search/desk/evaluation").content.decode()


def test_every_night_each_team_is_measured_once_while_who_measured_keeps_the_desk(keeper):
    measuring.add_question("ทุเรียน", [NoteFactory(title="ทุเรียน").pk], "", by=keeper)
    assert measuring.ask_nightly() == 0
    measured(keeper)
    EvaluationRun.objects.update(asked_at=timezone.now() - timedelta(days=2))
    assert (measuring.ask_nightly(), measuring.ask_nightly()) == (1, 0)
    measuring.run_waiting()
    EvaluationRun.objects.update(asked_at=timezone.now() - timedelta(days=2))
    keeper.appointments.all().delete()
    assert measuring.ask_nightly() == 0


def test_a_question_is_added_from_what_is_found_mended_and_retired(keeper):
    first, second = NoteFactory(title="ส่งออกทุเรียน"), NoteFactory(title="เรื่องอื่น")
    writer.drain()
    client = browser(keeper)
    assert "/search/desk/questions/new?q=" in client.get("/search", {"q": "ทุเรียน"}).content.decode()
    assert f'value="{first.pk}"' in client.get("/search/desk/questions/new?q=ทุเรียน").content.decode()
    sent = {"text": "ทุเรียน", "ticked": [first.pk], "numbers": str(second.pk)}
    assert client.post("/search/desk/questions/new", sent).status_code == 303
    question = JudgedQuestion.objects.get()
    assert set(question.answers.values_list("pk", flat=True)) == {first.pk, second.pk}
    edited = client.post(
        f"/search/desk/questions/{question.public_id}/edit", {"text": "ทุเรียนไทย", "ticked": [first.pk]}
    )
    assert edited.status_code == 303
    question.refresh_from_db()
    assert (question.text, list(question.answers.all())) == ("ทุเรียนไทย", [first])
    client.post(f"/search/desk/questions/{question.public_id}/retire")
    assert list(measuring.questions_of(keeper)) == []


def test_wrong_questions_are_refused(keeper, monkeypatch):
    hidden = NoteFactory(published=False)
    for text, numbers in (("ก", []), ("", [1]), ("ก", [hidden.pk])):
        with pytest.raises(Refused):
            measuring.add_question(text, numbers, "", by=keeper)
    assert browser(keeper).post("/search/desk/questions/new", {"text": "ก", "numbers": "x"}).status_code == 422


def test_a_team_sees_and_changes_only_its_own_questions(keeper):
    question = measuring.add_question("ทุเรียน", [NoteFactory().pk], "", by=keeper)
    other = keeper_in(UnitFactory())
    assert list(measuring.questions_of(other)) == []
    assert browser(other).get(f"/search/desk/questions/{question.public_id}/edit").status_code == 404
    assert browser(UserFactory()).get(f"/search/desk/questions/{question.public_id}/edit").status_code == 403
    with pytest.raises(NotAllowed):
        measuring.retire_question(question, by=other)
    assert browser(UserFactory()).get("/search/desk/evaluation").status_code == 403
