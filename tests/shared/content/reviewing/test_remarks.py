"""Remarks on passages: who says them, where they are marked, who settles them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panya.base.core.errors import NotAllowed, Refused
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions.reviewing.asking import withdraw_review
from panya.shared.content.actions.reviewing.remarks import remark, settle_remark, take_back_remark
from panya.shared.content.html import plain_text
from panya.shared.content.models import Remark
from panya.shared.content.passages import Passage, marked, squeezed
from tests.factories import AssetFactory, ReviewFactory, UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("quote", "part"),
    [
        ("ออกหนังสือรับรอง", "title"),
        ("ถามสามข้อ", "lead"),
        ("ของจะถึงมือ  ลูกค้า", "body"),
        ("ตรวจพิกัด\nตรวจถิ่นกำเนิด", "steps"),
        ("มาตรา 9", "legal_refs"),
        ("", ""),
    ],
)
def test_a_remark_finds_the_part_in_which_its_words_stand(quote, part):
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    made = remark(review, "ไม่ชัด", by=reviewer, quote=quote)

    assert (made.part, made.words) == (part, "ไม่ชัด")


@pytest.mark.django_db
def test_words_that_stand_nowhere_in_the_text_are_refused_and_so_is_an_empty_remark():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    for words, quote in (("ไม่ชัด", "ไม่มีคำนี้"), ("  ", ""), ("ก" * 2001, ""), ("ไม่ชัด", "ก" * 1001)):
        with pytest.raises(Refused):
            remark(review, words, by=reviewer, quote=quote)

    assert Remark.objects.count() == 0


@pytest.mark.django_db
def test_only_who_was_asked_and_has_not_decided_remarks():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    for person in (review.item.author, UserFactory()):
        with pytest.raises(NotAllowed):
            remark(review, "ไม่ชัด", by=person)
    withdraw_review(review, by=review.item.author)
    with pytest.raises(NotAllowed):
        remark(review, "ไม่ชัด", by=reviewer)


@pytest.mark.django_db
def test_an_own_remark_is_taken_back_while_the_review_goes_on():
    one, two = UserFactory(), UserFactory()
    review = ReviewFactory(one, two)
    made, kept = remark(review, "ผิด", by=one), remark(review, "ไม่ชัด", by=one)

    with pytest.raises(NotAllowed):
        take_back_remark(made, by=two)
    take_back_remark(made, by=one)
    withdraw_review(review, by=review.item.author)
    with pytest.raises(NotAllowed):
        take_back_remark(kept, by=one)

    assert list(Remark.objects.all()) == [kept]


@pytest.mark.django_db
def test_writers_settle_a_remark_once_and_it_stays():
    reviewer, helper = UserFactory(), UserFactory()
    review = ReviewFactory(reviewer, item=AssetFactory(published=False, co_editors=(helper,)))
    made = remark(review, "ไม่ชัด", by=reviewer)

    with pytest.raises(NotAllowed):
        settle_remark(made, by=reviewer)
    settle_remark(made, by=helper)
    settle_remark(made, by=review.item.author)

    made.refresh_from_db()
    assert (made.settled_by, AuditEntry.objects.filter(verb="content.settle_remark").count()) == (helper, 1)


def test_a_passage_is_marked_across_tags_and_white_space():
    html = "<p>ถาม<strong>ปลายทาง</strong> ก่อน</p><p>แล้วตรวจ &amp; ออก</p>"

    assert marked(html, [Passage("a", "ปลายทางก่อน แล้ว")]) == (
        '<p>ถาม<strong><mark data-passage="a" id="passage-a">ปลายทาง</mark></strong>'
        ' <mark data-passage="a">ก่อน</mark></p><p><mark data-passage="a">แล้ว</mark>ตรวจ &amp; ออก</p>'
    )


def test_the_meant_occurrence_is_marked_and_the_first_where_there_are_not_so_many():
    html = "<p>ตรวจ ตรวจ</p>"

    assert marked(html, [Passage("a", "ตรวจ", 1)]) == '<p>ตรวจ <mark data-passage="a" id="passage-a">ตรวจ</mark></p>'
    assert marked(html, [Passage("a", "ตรวจ", 9)]) == '<p><mark data-passage="a" id="passage-a">ตรวจ</mark> ตรวจ</p>'


def test_what_is_not_found_marks_nothing_and_no_id_breaks_out():
    html = "<p>ตรวจ</p>"

    assert marked(html, [Passage("a", "ไม่มี"), Passage('"><script>', "ตรวจ")]) == html


@given(
    st.lists(st.text(st.sampled_from("กา <>&\"'\nข"), max_size=8), max_size=6),
    st.text("กาข ", max_size=4),
    st.integers(0, 3),
)
def test_marking_changes_no_word_and_adds_nothing_but_marks(texts, quote, occurrence):
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in texts]
    html = "".join(f"<p>{text}<em>{text}</em></p>" for text in escaped)

    shown = marked(html, [Passage("a", quote, occurrence), Passage("b", quote[:1])])
    without = shown.replace("</mark>", "")
    for name in ("a", "b"):
        without = without.replace(f'<mark data-passage="{name}" id="passage-{name}">', "")
        without = without.replace(f'<mark data-passage="{name}">', "")

    assert without == html
    assert squeezed(plain_text(shown)) == squeezed(plain_text(html))
