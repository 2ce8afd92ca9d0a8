"""The search desk: what is shown to whom, and what a KM team makes of it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from panya.base.core.clock import today
from panya.base.core.errors import Conflict, NotAllowed, Refused
from panya.features.assets.models import Wanted
from panya.overviews.search_desk import actions
from panya.overviews.search_desk.actions import Reply
from panya.overviews.search_desk.models import Ask, AskState
from panya.overviews.search_desk.queries import experts_for, left_rows, missed_rows
from panya.shared.audit.models import AuditEntry
from panya.shared.content.models import Term
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.actions.profile import change_own_profile
from panya.shared.people.models import Role
from panya.shared.search import left, missed, writer
from panya.shared.search.models import LeftSearch, MissedSearch
from tests.factories import AppointmentFactory, NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0"}


@pytest.fixture(autouse=True)
def _nothing_to_index(db):
    writer.drain()


@pytest.fixture
def keeper():
    person = UserFactory()
    AppointmentFactory(person=person, role=Role.KM_TEAM, unit=person.unit)
    return person


def browser(person=None, address="127.0.0.1"):
    client = Client(REMOTE_ADDR=address, **BROWSER)
    if person:
        client.force_login(person)
    return client


def given_up(words, *, times=3, days_ago=1, opened=False, staff=True):
    for seeker in range(times):
        LeftSearch.objects.create(
            key=words, words=words, day=today() - timedelta(days_ago), seeker=str(seeker), opened=opened, by_staff=staff
        )


def test_what_one_of_the_staff_sought_in_vain_is_on_the_desk_after_the_next_fold(keeper):
    browser(UserFactory()).get("/search", {"q": "ลปรร. คืออะไร 0812345678"})
    missed.fold()
    page = BeautifulSoup(browser(keeper).get("/search/desk").content, "html.parser")

    assert [row.get_text() for row in page.select("tbody th a")] == ["ลปรร. คืออะไร"]
    assert "น้อยกว่า 3" in page.select_one("tbody").get_text()


def test_what_only_a_circle_finds_is_no_word_of_the_desk():
    """Else it would tell its keepers that there is something they may not read."""
    people = [UserFactory() for _ in range(3)]
    words = {"RESTRICTED": "สัมปทาน", "INTERNAL": "ทุเรียน"}
    for access, word in words.items():
        circles = tuple(circle_of_person(person) for person in people) if access == "RESTRICTED" else ()
        NoteFactory(title=f"เรื่อง{word}", access=access, circles=circles)
    writer.drain()
    for person in people:
        for word in words.values():
            assert "พบ 1 เรื่อง" in browser(person).get("/search", {"q": word}).content.decode()
    left.fold()
    LeftSearch.objects.update(day=today() - timedelta(days=1))

    assert [row.words for row in left_rows(30)] == ["ทุเรียน"]


def test_only_those_who_keep_the_subjects_see_the_desk():
    person = UserFactory()
    for url in ("/search/desk", "/search/desk/synonym", "/search/desk/ask"):
        assert browser(person).get(url).status_code == 403
    with pytest.raises(NotAllowed):
        actions.make_synonym("ก", "ข", by=person)
    with pytest.raises(NotAllowed):
        actions.ask("ก", person, "", by=person)


def test_the_filter_of_days_counts_only_those_days():
    for days_ago in (1, 10, 60):
        day = today() - timedelta(days_ago)
        MissedSearch.objects.create(key=str(days_ago), words=str(days_ago), day=day, seeker="x", by_staff=True)

    assert [{row.words for row in missed_rows(days)} for days in (7, 30, 90)] == [{"1"}, {"1", "10"}, {"1", "10", "60"}]


def test_results_of_which_nothing_was_opened_are_given_up_once_the_day_is_over(monkeypatch):
    NoteFactory(title="ทุเรียนหมอนทอง")
    writer.drain()
    for number, opens in enumerate((False, False, False, True)):
        client = browser(UserFactory() if number == 0 else None, f"10.0.0.{number}")
        client.get("/search", {"q": "ทุเรียน"})
        client.get("/search", {"q": "ทุเรียน"})
        if opens:
            assert client.post("/search/opened", {"q": "ทุเรียน"}).status_code == 204
    left.fold()
    left.fold()
    assert left_rows(30) == []

    LeftSearch.objects.update(day=today() - timedelta(2))
    assert [(row.words, row.times) for row in left_rows(30)] == [("ทุเรียน", 3)]
    left.forget()
    assert LeftSearch.objects.filter(opened=True).count() == 0
    assert LeftSearch.objects.count() == 3


def test_that_a_record_was_opened_counts_whichever_line_comes_first():
    client = browser(UserFactory())
    client.post("/search/opened", {"q": "มังคุด"})
    left.fold()
    NoteFactory(title="มังคุด")
    writer.drain()
    client.get("/search", {"q": "มังคุด"})
    left.fold()
    assert list(LeftSearch.objects.values_list("words", "opened")) == [("มังคุด", True)]


def test_what_few_gave_up_or_guests_alone_is_shown_to_nobody():
    given_up("น้อย", times=2)
    given_up("ประชาชน", staff=False)
    given_up("เปิดแล้ว", opened=True)
    given_up("วันนี้", days_ago=0)
    given_up("ครบ")
    assert [row.words for row in left_rows(90)] == ["ครบ"]


def test_searches_in_vain_with_filters_and_robots_are_no_given_up_searches():
    NoteFactory(title="ลำไย")
    writer.drain()
    client = browser(UserFactory())
    client.get("/search", {"q": "ไม่มีคำนี้เลย"})
    client.get("/search", {"q": "ลำไย", "kind": "note"})
    client.get("/search", {"q": "ลำไย", "page": "2"})
    Client(HTTP_USER_AGENT="").get("/search", {"q": "ลำไย"})
    left.fold()
    assert LeftSearch.objects.count() == 0


def test_a_synonym_made_on_the_desk_finds_the_record_with_the_next_search(keeper):
    note = NoteFactory(title="วิธีแลกเปลี่ยนเรียนรู้ในวงเล็ก", body="<p>เล่าแล้วถามกัน</p>")
    writer.drain()
    reader = UserFactory()

    def found():
        page = BeautifulSoup(browser(reader).get("/search", {"q": "คุยกันฉันเพื่อน"}).content, "html.parser")
        return [link["href"] for link in page.select(f'main a[href="/notes/{note.number}"]')]

    assert not found()
    browser(keeper).post("/search/desk/synonym", {"word": "คุยกันฉันเพื่อน", "same_as": "แลกเปลี่ยนเรียนรู้"})
    assert found()


def test_a_synonym_goes_into_the_entry_that_has_one_of_the_words_whichever_it_is(keeper):
    term = Term.objects.create(name="แลกเปลี่ยนเรียนรู้", synonyms=["แบ่งปัน"], related=["เล่าเรื่อง"], meaning="คุยกัน")
    first = actions.make_synonym("ลปรร.", "แลกเปลี่ยนเรียนรู้", by=keeper)
    again = actions.make_synonym("แลกเปลี่ยนเรียนรู้", "ลปรร.", by=keeper)
    other = actions.make_synonym("แบ่งปัน", "แชร์ความรู้", by=keeper)

    assert first == again == other == term
    term.refresh_from_db()
    assert (term.synonyms, term.related, term.meaning) == (["แบ่งปัน", "ลปรร.", "แชร์ความรู้"], ["เล่าเรื่อง"], "คุยกัน")
    assert (
        list(AuditEntry.objects.filter(verb="content.change_term").values_list("actor", flat=True)) == [keeper.pk] * 2
    )


def test_words_that_the_glossary_does_not_know_become_a_new_entry(keeper):
    page = browser(keeper).post("/search/desk/synonym", {"word": "ลปรร.", "same_as": "แลกเปลี่ยนเรียนรู้"})
    term = Term.objects.get()
    assert (page.status_code, page["Location"]) == (303, term.get_absolute_url())
    assert (term.name, term.synonyms) == ("แลกเปลี่ยนเรียนรู้", ["ลปรร."])


def test_a_word_of_two_entries_and_a_word_with_itself_are_refused(keeper):
    for short in ("พ.ค.", "พค."):
        Term.objects.create(name=f"คำ {short}", abbreviation=short, synonyms=["พค"])
    for word, same_as in (("พค", "พฤษภา"), ("ลปรร", "ล ปรร"), ("", "ก"), ("ก", " ")):
        with pytest.raises(Refused):
            actions.make_synonym(word, same_as, by=keeper)


def test_one_press_puts_the_words_on_the_board_and_the_desk_says_so(keeper):
    MissedSearch.objects.create(key="ทุเรียน", words="ทุเรียน", day=today(), seeker="x", by_staff=True)
    Term.objects.create(name="มังคุด")
    MissedSearch.objects.create(key="มังคุด", words="มังคุด", day=today(), seeker="x", by_staff=True)
    assert browser(keeper).post("/search/desk/want", {"words": "ทุเรียน"}).status_code == 303
    assert [card.title for card in Wanted.objects.all()] == ["ทุเรียน"]
    body = browser(keeper).get("/search/desk").content.decode()
    assert ("อยู่บนกระดานแล้ว" in body, "อยู่ในคลังคำ" in body) == (True, True)
    assert browser(UserFactory()).post("/search/desk/want", {"words": "ก"}).status_code == 403


def test_those_who_know_are_named_by_expertise_then_by_what_they_wrote_then_by_name(keeper):
    expert, writer_, friend = UserFactory(), UserFactory(), UserFactory(first_name="สมศรี", last_name="ดีใจ")
    change_own_profile(expert, about="", expertise=["ทุเรียน"], language="th")
    NoteFactory(author=writer_, title="กระจายทุเรียนก่อนวันตัด")
    UserFactory(is_active=False)
    writer.drain()

    assert [expert.person for expert in experts_for("ราคาทุเรียน", "", keeper)] == [expert, writer_]
    assert [expert.person for expert in experts_for("ราคาทุเรียน", "สมศรี", keeper)] == [friend, expert, writer_]


def test_who_is_asked_is_told_once_and_answers_with_a_record(keeper):
    expert, note = UserFactory(), NoteFactory(title="ทุเรียน")
    ask = actions.ask("ทุเรียน 0812345678", expert, "ช่วยด้วย", by=keeper)
    with pytest.raises(Refused):
        actions.ask("ทุเรียน", expert, "", by=keeper)
    assert (ask.words, ask.state) == ("ทุเรียน", AskState.OPEN)
    assert list(Notification.objects.values_list("person", "kind")) == [(expert.pk, actions.ASKED)]

    client = browser(expert)
    assert client.get(f"/search/desk/asks/{ask.public_id}").status_code == 200
    page = client.post(f"/search/desk/asks/{ask.public_id}/answer", {"number": note.pk})
    ask.refresh_from_db()
    assert (page.status_code, ask.state, ask.answer) == (303, AskState.ANSWERED, note)
    assert set(Notification.objects.values_list("person", "kind")) == {
        (expert.pk, actions.ASKED),
        (keeper.pk, actions.ANSWERED),
    }
    with pytest.raises(Conflict):
        actions.decline(ask, "", by=expert)


def test_who_is_asked_names_somebody_who_knows_or_declines(keeper):
    expert, knower = UserFactory(), UserFactory(first_name="สมหมาย", last_name="รู้ดี")
    first, second = (actions.ask(words, expert, "", by=keeper) for words in ("หนึ่ง", "สอง"))
    client = browser(expert)
    assert client.post(f"/search/desk/asks/{first.public_id}/answer", {"knower": "ไม่มีคนนี้"}).status_code == 422
    assert client.post(f"/search/desk/asks/{first.public_id}/answer", {}).status_code == 422
    assert client.post(f"/search/desk/asks/{first.public_id}/answer", {"knower": "สมหมาย รู้ดี"}).status_code == 303
    assert client.post(f"/search/desk/asks/{second.public_id}/decline", {"why": "ไม่ใช่งานของฉัน"}).status_code == 303
    assert [(ask.state, ask.knower) for ask in Ask.objects.order_by("pk")] == [
        (AskState.ANSWERED, knower),
        (AskState.DECLINED, None),
    ]
    # The same may be asked of others, and once more of who declined.
    assert actions.ask("สอง", knower, "", by=keeper).state == AskState.OPEN
    assert actions.ask("สอง", expert, "", by=keeper).state == AskState.OPEN


def test_an_answer_that_the_asked_person_may_not_read_is_not_found(keeper):
    expert, hidden = UserFactory(), NoteFactory(access="INTERNAL", published=False)
    ask = actions.ask("ทุเรียน", expert, "", by=keeper)
    assert browser(expert).post(f"/search/desk/asks/{ask.public_id}/answer", {"number": hidden.pk}).status_code == 422
    with pytest.raises(Refused):
        actions.answer(ask, Reply(item=hidden), by=expert)


def test_the_team_reads_who_said_what_and_may_ask_somebody_else_where_only_words_came_back(keeper):
    expert = UserFactory()
    ask = actions.ask("ทุเรียน", expert, "ช่วยดูให้หน่อย", by=keeper)
    address = f"/search/desk/asks/{ask.public_id}"
    assert browser(expert).post(f"{address}/answer", {"words": "ลองถามจันทบุรี"}).status_code == 303
    page = BeautifulSoup(browser(keeper).get(address).content, "html.parser").main
    said = [line.get_text() for line in page.select("p:has(> strong)")]
    assert said == [f"{keeper.name}: ช่วยดูให้หน่อย", f"{expert.name}: ลองถามจันทบุรี"]
    assert [link.get_text(strip=True) for link in page.select("a.button")] == ["ถามคนอื่น"]


def test_a_number_that_is_none_is_said_at_its_field(keeper):
    expert = UserFactory()
    ask, client = actions.ask("ทุเรียน", expert, "", by=keeper), browser(expert)
    for typed in ("99999999999999999999", "0", "หนึ่ง", "1"):
        sent = client.post(f"/search/desk/asks/{ask.public_id}/answer", {"number": typed})
        page = BeautifulSoup(sent.content, "html.parser").main
        (link,) = page.select(".error-summary a")
        assert page.select_one(link["href"])["name"] == "number"


def test_a_question_is_hidden_from_everybody_else(keeper):
    ask = actions.ask("ทุเรียน", UserFactory(), "", by=keeper)
    for url in ("", "/answer", "/decline"):
        client = browser(UserFactory())
        method = client.post if url else client.get
        assert method(f"/search/desk/asks/{ask.public_id}{url}").status_code == 404
    assert browser(keeper).post(f"/search/desk/asks/{ask.public_id}/answer").status_code == 403
