"""The queue of reviews by pages: every row can be reached, each part tells how many there are."""

import re

import pytest
from django.test import Client

from panya.shared.content.actions.reviewing.asking import withdraw_review
from panya.shared.content.models import Review
from panya.shared.people.models import Role
from tests.factories import AppointmentFactory, AssetFactory, ReviewFactory, UnitFactory, UserFactory
from tests.factories.reviews import edited

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def page(person, address: str = "") -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(f"/reviews/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def reviews_on(text: str) -> list[str]:
    """The reviews that a page leads to, in its order."""
    return re.findall(r'class="button button--primary" href="/reviews/([\w-]+)"', text)


@pytest.fixture
def reviewer():
    """One for whom 45 texts wait."""
    reviewer, author = UserFactory(), UserFactory()
    for number in range(45):
        ReviewFactory(reviewer, item=AssetFactory(author=author, published=False, title=f"เรื่องที่ {number}"))
    return reviewer


def test_each_waiting_text_stands_on_exactly_one_page_twenty_at_a_time(reviewer):
    wanted = list(Review.objects.order_by("due_on", "pk").values_list("public_id", flat=True))

    pages = [reviews_on(page(reviewer, f"?part=waiting&page={number}")) for number in (1, 2, 3)]

    assert [len(rows) for rows in pages] == [20, 20, 5]
    assert [row for rows in pages for row in rows] == wanted
    assert reviews_on(page(reviewer)) == wanted[:20]


def test_the_pages_lead_to_each_other_and_past_the_end_stands_the_last(reviewer):
    first, last, beyond = (page(reviewer, f"?part=waiting&page={number}") for number in (1, 3, 9))

    assert ('rel="next"' in first, 'rel="prev"' in first) == (True, False)
    assert ('rel="next"' in last, 'rel="prev"' in last) == (False, True)
    assert reviews_on(beyond) == reviews_on(last)
    assert "หน้า 3 จาก 3" in last


def test_a_part_without_rows_says_so(reviewer):
    nobody = UserFactory()

    assert "ไม่มีเรื่องรอตรวจ" in page(nobody)
    assert "ไม่มีเรื่องรอตรวจ" in page(nobody, "?part=waiting&page=3")
    for part in ("returned", "approved", "in-units", "changes", "orphans"):
        assert "ไม่มีเรื่องในส่วนนี้แล้ว" in page(nobody, f"?part={part}")


def test_a_part_that_nobody_knows_is_the_whole_queue(reviewer):
    assert reviews_on(page(reviewer, "?part=nobody-knows")) == reviews_on(page(reviewer))


def test_other_parts_show_five_rows_their_number_and_the_way_to_all_of_them(reviewer):
    author = Review.objects.first().asked_by
    shown = page(author)

    assert shown.count("<article") == 5
    assert '<h2 id="asked">ที่ฉันส่งให้ตรวจ <span class="count count--calm">45</span></h2>' in shown
    assert 'href="/reviews/?part=asked"' in shown
    assert [page(author, f"?part=asked&page={number}").count("<article") for number in (1, 2, 3)] == [20, 20, 5]


def test_what_was_withdrawn_is_neither_shown_nor_counted(reviewer):
    gone = Review.objects.order_by("due_on", "pk")[0]
    withdraw_review(gone, by=gone.asked_by)

    shown = page(reviewer)

    assert gone.public_id not in reviews_on(shown)
    assert '<span class="count count--calm">44</span>' in shown


def test_a_km_team_counts_only_what_it_may_read_in_its_units():
    unit, elsewhere = UnitFactory(), UnitFactory()
    team = UserFactory()
    AppointmentFactory(person=team, role=Role.KM_TEAM, unit=unit)
    for number in range(6):
        ReviewFactory(
            item=edited(AssetFactory(author=UserFactory(unit=unit), title=f"เห็น {number}"), body="<p>ใหม่</p>")
        )
    ReviewFactory(item=AssetFactory(author=UserFactory(unit=unit), published=False, title="ร่างลับตา"))
    ReviewFactory(item=edited(AssetFactory(author=UserFactory(unit=elsewhere), title="ที่อื่น"), body="<p>ใหม่</p>"))

    shown = page(team, "?part=in-units")

    assert '<span class="count count--calm">6</span>' in shown
    assert (shown.count("<article"), "ร่างลับตา" in shown, "ที่อื่น" in shown) == (6, False, False)
