"""Comments as imports bring them: in order, cleaned, addresses masked."""

import pytest

from panya.shared.feedback.actions import CommentText, add_comments
from panya.shared.feedback.models import Comment, CommentState
from panya.shared.feedback.queries import threads_on
from tests.factories import NoteFactory

pytestmark = pytest.mark.django_db


def test_comments_keep_their_order_and_are_counted():
    note = NoteFactory()
    add_comments(note, [CommentText("ก", "<p>หนึ่ง</p>"), CommentText("ข", "<p>สอง</p>")])

    note.refresh_from_db()
    assert note.comment_count == 2
    assert [thread.comment.body_text for thread in threads_on(note)] == ["หนึ่ง", "สอง"]


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("xxx.144.160.247", "xxx.144.160.247"),
        ("203.144.160.247", "xxx.144.xxx.xxx"),
        ("2001:db8::1", "2001:xxxx"),
        ("<b>xxx</b>", ""),
        ("", ""),
    ],
)
def test_a_mask_stays_as_it_came_and_a_whole_address_is_masked(given, stored):
    add_comments(NoteFactory(), [CommentText("แขก", "สวัสดี", masked_address=given)])

    assert Comment.objects.get().masked_address == stored


def test_a_comment_is_cleaned_on_its_way_in():
    add_comments(NoteFactory(), [CommentText("แขก", "<b onclick=x>ดี</b><script>alert(1)</script>")])

    assert Comment.objects.get().body_html == "ดี"


def test_a_hidden_comment_is_not_shown():
    note = NoteFactory()
    add_comments(note, [CommentText("แขก", "ดี")])
    Comment.objects.update(state=CommentState.HIDDEN)

    assert threads_on(note) == []
