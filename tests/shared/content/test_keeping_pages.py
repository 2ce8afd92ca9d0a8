"""The queue of what must be looked at, the bin, what was kept long enough and the figures, as people meet them."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from panya.base.core.clock import today
from panya.shared.activity.models import Event
from panya.shared.content.actions.freshness import flip_validity
from panya.shared.content.actions.items import retire
from panya.shared.content.models import Item, Validity
from panya.shared.people.models import Role
from tests.factories import AppointmentFactory, AssetFactory, NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture
def as_(client):
    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in


def asset(days: int, **fields) -> Item:
    """An asset to be reviewed in so many days."""
    item = AssetFactory(**fields)
    Item.objects.filter(pk=item.pk).update(review_by=today() + timedelta(days=days))
    flip_validity()
    return Item.objects.get(pk=item.pk)


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def titles(response) -> list[str]:
    found = BeautifulSoup(response.content, "html.parser").select(".record__title a")
    return [link.get_text() for link in found]


def test_the_queue_shows_what_is_mine_the_longest_overdue_first(as_):
    author = UserFactory()
    for days, title in ((3, "ใกล้ถึง"), (-9, "เลยนาน"), (-2, "เลยแล้ว"), (200, "ยังอีกนาน")):
        asset(days, author=author, title=title)
    asset(-5, title="ของคนอื่น")

    assert titles(as_(author).get("/due/")) == ["เลยนาน", "เลยแล้ว", "ใกล้ถึง"]
    assert titles(as_(author).get("/due/?state=outdated")) == ["เลยนาน", "เลยแล้ว"]
    assert titles(as_(author).get("/due/?state=current")) == ["ยังอีกนาน"]


def test_a_km_team_also_sees_the_queue_of_its_units(as_):
    author = UserFactory(unit=UnitFactory())
    asset(-5, author=author, title="ของหน่วย")
    asset(-5, author=UserFactory(unit=UnitFactory()), title="ของหน่วยอื่น")
    team = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=author.unit).person

    assert titles(as_(team).get("/due/?of=units")) == ["ของหน่วย"]
    assert titles(as_(team).get("/due/")) == []
    assert titles(as_(UserFactory()).get("/due/?of=units")) == []


def test_ticked_rows_are_renewed_and_each_refusal_is_told(as_):
    author = UserFactory()
    mine, theirs = asset(-5, author=author, title="ของฉัน"), asset(-5, title="ของเขา")

    answer = as_(author).post("/due/", {"number": [mine.pk, theirs.pk, "x"], "reason": ""})
    page = words(as_(author).get(answer["Location"]))

    assert answer.status_code == 303
    assert "ต่ออายุแล้ว: ของฉัน" in page
    assert "ของเขา: คุณไม่มีสิทธิ์" in page
    assert [Item.objects.get(pk=item.pk).validity for item in (mine, theirs)] == ["current", "outdated"]


def test_one_record_is_renewed_until_a_day_in_the_buddhist_era(as_):
    item = asset(-5)
    day = today() + timedelta(days=90)

    wrong = as_(item.owner).post(f"/due/{item.pk}", {"reason": "", "until": "1/1/2540"})
    right = as_(item.owner).post(
        f"/due/{item.pk}", {"reason": "ตรวจแล้ว", "until": f"{day.day}/{day.month}/{day.year + 543}"}
    )

    assert (wrong.status_code, right.status_code, right["Location"]) == (422, 303, item.get_absolute_url())
    item.refresh_from_db()
    assert (item.review_by, item.validity) == (day, Validity.CURRENT)


def test_a_record_is_retired_from_the_queue_with_what_replaces_it(as_):
    item, newer, hidden = asset(-5), AssetFactory(title="ฉบับใหม่"), AssetFactory(published=False)

    for number in (hidden.pk, 999):
        refused = as_(item.owner).post(f"/due/{item.pk}/retire", {"reason": "เก่า", "superseded_by": number})
        assert refused.status_code == 422
    done = as_(item.owner).post(f"/due/{item.pk}/retire", {"reason": "เก่า", "superseded_by": newer.pk})
    assert done.status_code == 303
    page = as_(UserFactory()).get(item.get_absolute_url())
    assert "เก่า" in words(page)
    assert f'href="{newer.get_absolute_url()}"' in page.content.decode()
    assert Event.objects.filter(verb="content.retire", item=item).count() == 1


def test_a_note_has_no_page_to_be_renewed_on(as_):
    note = NoteFactory()

    assert as_(note.owner).get(f"/due/{note.pk}").status_code == 404


@pytest.mark.parametrize(("days", "badge"), [(-1, "เลยกำหนดทบทวน"), (10, "ถึงกำหนดทบทวน"), (90, "")])
def test_lists_say_whether_a_text_still_holds_and_of_current_ones_nothing(as_, days, badge):
    item = asset(days)

    page = BeautifulSoup(as_(item.owner).get("/trust/records").content, "html.parser")
    found = page.select(".record__title .badge--late, .record__title .badge--new")
    assert [shown.get_text(strip=True) for shown in found] == ([badge] if badge else [])


def test_before_an_outdated_text_stands_whom_to_ask(as_, client):
    item = asset(-1, access="PUBLIC")

    assert f"ตรวจกับเจ้าของก่อนใช้: {item.owner.name}" in words(as_(UserFactory()).get(item.get_absolute_url()))
    assert f'href="/due/{item.pk}"' not in as_(UserFactory()).get(item.get_absolute_url()).content.decode()
    assert f'href="/due/{item.pk}"' in as_(item.owner).get(item.get_absolute_url()).content.decode()
    client.logout()
    page = words(client.get(item.get_absolute_url()))
    assert "เนื้อหานี้เลยกำหนดทบทวน" in page
    assert item.unit.name in page


def test_a_draft_goes_into_the_bin_and_comes_back(as_):
    item = AssetFactory(published=False, title="ร่างที่เลิกเขียน")
    browser = as_(item.owner)

    assert browser.post(f"/records/{item.pk}/delete", {"reason": ""}).status_code == 303
    assert "ร่างที่เลิกเขียน" in words(browser.get("/bin/"))
    assert browser.get(item.get_absolute_url()).status_code == 404
    assert browser.post(f"/bin/{item.pk}/restore").status_code == 303
    assert browser.get(item.get_absolute_url()).status_code == 200


def test_what_was_published_the_km_team_throws_away_with_a_reason(as_):
    item = AssetFactory()
    team = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=item.unit).person

    assert as_(item.owner).get(f"/records/{item.pk}/delete").status_code == 403
    assert as_(team).post(f"/records/{item.pk}/delete", {"reason": " "}).status_code == 422
    assert as_(team).post(f"/records/{item.pk}/delete", {"reason": "ลงซ้ำ"}).status_code == 303
    assert "ทีม KM ของหน่วยงานเป็นผู้นำกลับมาได้" in words(as_(item.owner).get("/bin/"))
    assert as_(item.owner).post(f"/bin/{item.pk}/restore").status_code == 403
    assert as_(UserFactory()).post(f"/bin/{item.pk}/restore").status_code == 404


@pytest.mark.parametrize("factory", [NoteFactory, AssetFactory])
def test_the_page_of_a_draft_and_of_what_was_retired_leads_to_the_bin(as_, factory):
    author = UserFactory(unit=UnitFactory())
    team = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=author.unit).person
    draft, shown, retired = factory(author=author, published=False), factory(author=author), factory(author=author)
    retire(retired, by=author, reason="มีแบบใหม่แล้ว")

    def leads(item, person):
        page = BeautifulSoup(as_(person).get(item.get_absolute_url()).content, "html.parser")
        return page.select_one(f"a[href='/records/{item.pk}/delete']") is not None

    assert [leads(item, author) for item in (draft, shown, retired)] == [True, False, False]
    assert [leads(item, team) for item in (shown, retired)] == [False, True]


def test_the_list_of_what_was_kept_long_enough_says_that_nothing_is_disposed_of(as_):
    item = AssetFactory(title="เก่ามาก")
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    Item.objects.filter(pk=item.pk).update(status="retired", retired_at=long_ago, published_at=long_ago)
    team = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=item.unit).person

    page = words(as_(team).get("/retention/"))
    assert "เก่ามาก" in page
    assert "ระบบไม่ทำลายเรื่องใดเอง" in page
    assert as_(UserFactory()).get("/retention/").status_code == 403


def test_every_figure_of_trust_opens_its_rows(as_):
    author = UserFactory(unit=UnitFactory())
    asset(-1, author=author, title="เลยกำหนด")
    asset(90, author=author, title="เชื่อได้")
    browser = as_(UserFactory())

    page = BeautifulSoup(browser.get("/trust/").content, "html.parser")
    links = [link for link in page.select("main a") if link["href"].startswith("/trust/records")]
    figures = {link["href"].rpartition("=")[2]: link for link in links if "unit=" in link["href"]}

    assert {of: int(link.get_text()) for of, link in figures.items()} == {
        "published": 2,
        "trusted": 1,
        "fresh": 1,
        "overdue": 1,
        "unapproved": 0,
        "ownerless": 0,
    }
    assert all(len(titles(browser.get(link["href"]))) == int(link.get_text()) for link in figures.values())
    assert titles(browser.get("/trust/records?of=trusted")) == ["เชื่อได้"]
    assert browser.get("/trust/records?of=everything").status_code == 404
