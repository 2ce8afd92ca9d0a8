"""Texts that nobody writes take no longer than their length says."""

import time

import pytest

from panya.features.notes.views.editor import EDITOR
from panya.shared.content.forms.text import typed_html
from panya.shared.content.html import clean_html
from panya.shared.content.markdown import html_to_markdown
from panya.shared.content.views.sent import sent

OPEN = 100_000
DEEP = 20_000


@pytest.mark.parametrize(
    "read",
    [
        lambda: typed_html("<p " * OPEN),
        lambda: clean_html("<a " * OPEN),
        lambda: html_to_markdown(clean_html("<a " * OPEN)),
    ],
)
def test_tags_that_are_never_closed_are_not_followed_to_the_end(read):
    began = time.process_time()
    read()
    assert time.process_time() - began < 3


def test_a_starter_is_taken_out_of_nested_tags_at_once(rf):
    body = "<em>" * DEEP + "«เขียนตรงนี้: อะไรดี»" + "</em>" * DEEP
    request = rf.post("/notes/new", {"without_prompts": "1", "title": "ก", "body": body, "format": "rich"})

    began = time.process_time()
    assert "เขียนตรงนี้" not in sent(request, EDITOR).data["body"]
    assert time.process_time() - began < 3


def test_words_around_an_unclosed_tag_are_kept():
    assert "อ่าน" in clean_html("<em>" * 600 + "อ่าน <b และ <i>ต่อ</i>" + "</em>" * 600)
