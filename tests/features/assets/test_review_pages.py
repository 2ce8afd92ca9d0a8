"""The queue, the page of a review, and what the page of an asset says of it."""

from datetime import timedelta

import pytest
from django.test import Client

from panya.base.core.clock import today
from panya.features.assets.models import AssetType
from panya.shared.activity.models import Event
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions.reviewing.deciding import return_text
from panya.shared.content.actions.reviewing.remarks import remark
from panya.shared.content.choices import CheckPoint
from panya.shared.content.models import Access, Remark, Review, ReviewState, Status
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.people.models import Role
from tests.factories import AppointmentFactory, AssetFactory, ReviewFactory, UnitFactory, UserFactory
from tests.factories.reviews import edited, fresh, passed

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def _browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _page(person, url: str) -> str:
    answer = _browser(person).get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_owner_sends_a_text_from_the_page_of_the_asset():
    item, reviewer = AssetFactory(published=False), UserFactory()
    browser = _browser(item.author)
    assert f"/assets/{item.pk}/review/ask" in _page(item.author, f"/assets/{item.pk}")

    fields = {"reviewers": f"person:{reviewer.public_id}", "due_on": "31/12/2599", "shows_at_once": "yes"}
    late = browser.post(f"/assets/{item.pk}/review/ask", fields)
    fields["due_on"] = (today() + timedelta(days=3)).isoformat()
    sent = browser.post(f"/assets/{item.pk}/review/ask", fields)

    assert (late.status_code, sent.status_code) == (422, 303)
    review = Review.objects.get()
    assert [one.reviewer for one in review.assignments.all()] == [reviewer]


def test_without_javascript_reviewers_are_typed_line_by_line():
    item, one, two = AssetFactory(published=False), UserFactory(), UserFactory()
    fields = {"due_on": today().isoformat(), "shows_at_once": "no"}

    wrong = _browser(item.author).post(f"/assets/{item.pk}/review/ask", fields | {"reviewers_typed": "ไม่มีคนนี้"})
    sent = _browser(item.author).post(
        f"/assets/{item.pk}/review/ask", fields | {"reviewers_typed": f"{one.email}\n{two.person_code}\n"}
    )

    assert (wrong.status_code, sent.status_code) == (422, 303)
    review = Review.objects.get()
    assert {assignment.reviewer for assignment in review.assignments.all()} == {one, two}
    assert not review.shows_at_once


def test_a_rule_is_sent_to_two():
    item, one, two = AssetFactory(published=False, type=AssetType.RULE), UserFactory(), UserFactory()
    fields = {"due_on": today().isoformat(), "shows_at_once": "yes", "reviewers": [f"person:{one.public_id}"]}

    assert _browser(item.author).post(f"/assets/{item.pk}/review/ask", fields).status_code == 422
    fields["reviewers"].append(f"person:{two.public_id}")
    assert _browser(item.author).post(f"/assets/{item.pk}/review/ask", fields).status_code == 303

    assert Review.objects.get().needed == 2


@pytest.mark.parametrize(
    "text",
    [
        {"body": "<p>«เขียนตรงนี้: เกิดอะไรขึ้น»</p>"},
        {"lead": "«Write here: what is it for»"},
        {"title": "«เขียนตรงนี้: ชื่อ»"},
    ],
)
def test_a_text_with_prompts_left_is_not_sent(text):
    item = AssetFactory(published=False, **text)
    fields = {"due_on": today().isoformat(), "shows_at_once": "yes", "reviewers": f"person:{UserFactory().public_id}"}

    answer = _browser(item.author).post(f"/assets/{item.pk}/review/ask", fields)

    assert (answer.status_code, Review.objects.count()) == (422, 0)
    assert "« »" in _page(item.author, f"/assets/{item.pk}/review/ask")


def test_the_queue_shows_what_is_late_first_and_only_what_waits_for_this_reader():
    me, other = UserFactory(), UserFactory()
    soon = ReviewFactory(me, item=AssetFactory(published=False, title="ยังมีเวลา"))
    late = ReviewFactory(me, item=AssetFactory(published=False, title="เลยแล้ว"))
    ReviewFactory(other, item=AssetFactory(published=False, title="ของคนอื่น"))
    Review.objects.filter(pk=late.pk).update(due_on=today() - timedelta(days=1))

    page = _page(me, "/reviews/")

    assert page.index("เลยแล้ว") < page.index("ยังมีเวลา")
    assert ("ของคนอื่น" in page, page.count("case--late"), page.count("เลยกำหนด")) == (False, 1, 1)
    assert f"/reviews/{soon.public_id}" in page


def test_the_queue_shows_what_i_asked_what_came_back_and_what_waits_to_be_shown():
    author, reviewer = UserFactory(), UserFactory()
    ReviewFactory(reviewer, item=AssetFactory(author=author, published=False, title="กำลังตรวจอยู่"))
    back = ReviewFactory(reviewer, item=AssetFactory(author=author, published=False, title="กลับมาแล้ว"))
    return_text(back, words="แก้", by=reviewer)
    done = ReviewFactory(
        reviewer, item=AssetFactory(author=author, published=False, title="ผ่านแล้วนะ"), shows_at_once=False
    )
    passed(done, by=reviewer)

    page = _page(author, "/reviews/")

    places = [page.index(title) for title in ("กลับมาแล้ว", "ผ่านแล้วนะ", "กำลังตรวจอยู่")]
    assert places == sorted(places)


def test_a_km_team_sees_what_waits_in_its_units_as_far_as_it_may_read():
    unit = UnitFactory()
    team, author = UserFactory(), UserFactory(unit=unit)
    AppointmentFactory(person=team, role=Role.KM_TEAM, unit=unit)
    ReviewFactory(item=edited(AssetFactory(author=author, title="อ่านได้"), body="<p>ใหม่</p>"))
    ReviewFactory(item=AssetFactory(author=author, published=False, title="ร่างลับตา"))

    page = _page(team, "/reviews/")

    assert ("อ่านได้" in page, "ร่างลับตา" in page) == (True, False)


def test_the_reviewer_sees_the_text_what_changed_and_approves_it():
    item, reviewer = AssetFactory(), UserFactory()
    review = ReviewFactory(reviewer, item=edited(item, body="<p>ขั้นตอนใหม่ล่าสุด</p>"))

    page = _page(reviewer, f"/reviews/{review.public_id}")
    assert "ขั้นตอนใหม่ล่าสุด" in page
    assert "<ins>" in page
    assert page.count('name="ticked"') == 8
    fields = {"sha256": review.sha256, "ticked": CheckPoint.values[:7]}
    seven = _browser(reviewer).post(f"/reviews/{review.public_id}/approve", fields)
    browser = _browser(reviewer)
    eight = browser.post(f"/reviews/{review.public_id}/approve", fields | {"ticked": CheckPoint.values})

    assert (seven.status_code, eight.status_code) == (422, 303)
    assert fresh(item).published == review.revision
    # And is led to what readers see now.
    assert f'<a href="/assets/{item.pk}">{item.title}</a>' in browser.get("/reviews/").content.decode()
    assert set(Event.objects.values_list("verb", "person")) >= {
        ("content.approve", reviewer.pk),
        ("assets.edit", item.author.pk),
    }


def test_who_approved_a_closed_text_and_may_read_it_no_more_is_led_nowhere():
    owner, reviewer = UserFactory(unit=UnitFactory()), UserFactory(unit=UnitFactory())
    item = AssetFactory(author=owner, access=Access.UNIT, circles=(circle_of_unit(owner.unit),), published=False)
    review = ReviewFactory(reviewer, item=item)
    browser = _browser(reviewer)

    fields = {"sha256": review.sha256, "ticked": CheckPoint.values}
    assert browser.post(f"/reviews/{review.public_id}/approve", fields).status_code == 303

    assert fresh(item).status == Status.PUBLISHED
    assert item.title not in browser.get("/reviews/").content.decode()


def test_an_approval_of_what_changed_meanwhile_is_refused_and_both_are_shown():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)
    edited(review.item, body="<p>แก้ทีหลังสุด</p>")

    fields = {"sha256": review.sha256, "ticked": CheckPoint.values}
    answer = _browser(reviewer).post(f"/reviews/{review.public_id}/approve", fields)

    page = answer.content.decode()
    newer = Review.objects.get(state=ReviewState.OPEN)
    assert answer.status_code == 409
    assert "แก้ทีหลังสุด" in page
    assert "ผู้ประกอบการ" in page
    assert f"/reviews/{newer.public_id}" in page
    assert fresh(review.item).published is None


def test_who_may_read_the_asset_but_was_not_asked_does_not_meet_the_text_that_nobody_approved():
    review = ReviewFactory(UserFactory(), item=edited(AssetFactory()))
    reader = _browser(UserFactory())

    assert reader.get(f"/assets/{review.item_id}").status_code == 200
    assert reader.get(f"/reviews/{review.public_id}").status_code == 404
    assert reader.post(f"/reviews/{review.public_id}/approve").status_code == 404


def test_the_author_sees_the_review_but_decides_nothing():
    review = ReviewFactory(UserFactory())
    author = review.item.author

    assert 'name="ticked"' not in _page(author, f"/reviews/{review.public_id}")
    fields = {"sha256": review.sha256, "ticked": CheckPoint.values, "words": "ดี"}
    for act in ("approve", "return"):
        assert _browser(author).post(f"/reviews/{review.public_id}/{act}", fields).status_code == 403

    assert Review.objects.get().is_open


def test_remarks_are_marked_in_the_text_and_stand_on_the_authors_page_until_settled():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)
    author = review.item.author

    made = _browser(reviewer).post(f"/reviews/{review.public_id}/remark", {"quote": "ของจะถึงมือลูกค้า", "said": "ถึงเมื่อไร"})
    found = Remark.objects.get()

    assert made.status_code == 303
    assert f'id="passage-{found.public_id}">ของจะถึงมือลูกค้า</mark>' in _page(reviewer, f"/reviews/{review.public_id}")
    return_text(review, words="", by=reviewer)
    assert "ถึงเมื่อไร" in _page(author, f"/assets/{review.item_id}")
    assert _browser(author).post(f"/reviews/remarks/{found.public_id}/settle").status_code == 303
    assert "ถึงเมื่อไร" not in _page(author, f"/assets/{review.item_id}")


def test_a_remark_without_words_or_about_other_words_is_shown_again():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    for fields in ({"said": ""}, {"said": "ผิด", "quote": "ไม่มีคำนี้"}):
        answer = _browser(reviewer).post(f"/reviews/{review.public_id}/remark", fields)
        assert answer.status_code == 422

    assert Remark.objects.count() == 0


def test_a_returned_text_says_so_to_its_author_with_the_remarks_of_the_round():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)
    remark(review, "ขั้นที่สองผิด", by=reviewer, quote="ตรวจพิกัด")

    _browser(reviewer).post(f"/reviews/{review.public_id}/return", {"words": "ยังไม่พร้อม"})

    page = _page(review.item.author, f"/assets/{review.item_id}")
    assert ("ยังไม่พร้อม" in page, "ขั้นที่สองผิด" in page) == (True, True)
    again = ReviewFactory(reviewer, item=edited(review.item))
    assert "ขั้นที่สองผิด" in _page(reviewer, f"/reviews/{again.public_id}")


def test_who_mends_a_returned_text_sees_each_remark_with_its_passage_while_writing():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)
    remark(review, "ขั้นที่สองผิด", by=reviewer, quote="ตรวจพิกัด")
    settled = remark(review, "เติมเบอร์ติดต่อ", by=reviewer)
    return_text(review, words="ยังไม่พร้อม", by=reviewer)
    _browser(review.item.author).post(f"/reviews/remarks/{settled.public_id}/settle")

    page = _page(review.item.author, f"/assets/{review.item_id}/edit")

    assert '<blockquote class="remark__quote">ตรวจพิกัด</blockquote>' in page
    assert ("ขั้นที่สองผิด" in page, "เติมเบอร์ติดต่อ" in page) == (True, False)
    # Why it came back as a whole stands there too.
    assert f"{reviewer.name}: ยังไม่พร้อม" in page
    # A press would leave the page and what is being typed on it.
    assert "/settle" not in page


def test_readers_see_who_vouched_and_nothing_of_what_waits():
    reviewer, reader = UserFactory(), UserFactory()
    item = AssetFactory(reviewer=reviewer)
    review = ReviewFactory(UserFactory(first_name="ผู้ตรวจใหม่"), item=edited(item))
    remark(review, "ข้อสังเกตภายใน", by=review.assignments.get().reviewer)

    page = _page(reader, f"/assets/{item.pk}")

    assert reviewer.name in page
    assert ("ผู้ตรวจใหม่" in page, "ข้อสังเกตภายใน" in page, "ประวัติการตรวจ" in page) == (False, False, False)


def test_reading_a_restricted_text_for_review_is_audited():
    unit = UnitFactory()
    reviewer = UserFactory()
    item = AssetFactory(
        author=UserFactory(unit=unit), access=Access.RESTRICTED, circles=(circle_of_unit(unit),), published=False
    )
    review = ReviewFactory(reviewer, item=item)

    _page(reviewer, f"/reviews/{review.public_id}")

    assert list(AuditEntry.objects.filter(verb="assets.read").values_list("actor_id", flat=True)) == [reviewer.pk]


def test_the_owner_publishes_what_was_approved_when_it_is_wished():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer, shows_at_once=False)
    passed(review, by=reviewer)
    url = f"/assets/{review.item_id}/review/publish"
    assert url in _page(review.item.author, f"/assets/{review.item_id}")

    assert _browser(review.item.author).post(url).status_code == 303
    assert fresh(review.item).status == Status.PUBLISHED
    assert _browser(review.item.author).post(url).status_code == 422


def test_reviewers_are_changed_and_reviews_withdrawn_on_pages():
    old, new = UserFactory(), UserFactory()
    review = ReviewFactory(old)
    author = _browser(review.item.author)
    url = f"/reviews/{review.public_id}/reassign"
    assert old.name in _page(review.item.author, url)

    assert author.post(url, {"from_": old.public_id}).status_code == 422
    moved = author.post(url, {"from_": old.public_id, "to": f"person:{new.public_id}"})
    taken = author.post(f"/reviews/{review.public_id}/withdraw")

    assert (moved.status_code, taken.status_code) == (303, 303)
    assert review.assignments.get().reviewer == new
    assert Review.objects.get().state == ReviewState.WITHDRAWN


def test_what_a_leaver_owned_is_handed_over_by_the_km_team_without_showing_it_the_title():
    unit = UnitFactory()
    team, owner, new = UserFactory(), UserFactory(unit=unit), UserFactory(unit=unit)
    AppointmentFactory(person=team, role=Role.KM_TEAM, unit=unit)
    draft = AssetFactory(author=owner, published=False, title="ร่างของคนที่ไป")
    shown = AssetFactory(author=owner, title="เผยแพร่ไว้แล้ว")
    type(owner).objects.filter(pk=owner.pk).update(is_active=False)

    page = _page(team, "/reviews/")
    assert ("ร่างของคนที่ไป" in page, "เผยแพร่ไว้แล้ว" in page, str(draft.pk) in page) == (False, True, True)
    for item in (draft, shown):
        assert "ร่างของคนที่ไป" not in _page(team, f"/assets/{item.pk}/hand-over")
        fields = {"to": f"person:{new.public_id}", "reason": "ลาออก"}
        assert _browser(team).post(f"/assets/{item.pk}/hand-over", fields).status_code == 303

    assert {fresh(item).owner for item in (draft, shown)} == {new}
    assert _browser(team).get(f"/assets/{draft.pk}/hand-over").status_code == 404
