"""Pages of the web: what people see of them, and whatever is left open costs no more than what is well formed."""

import time

import pytest

from panya.shared.files.inspecting.verdict import Unfit
from panya.shared.files.inspecting.web_pages import refuse_what_acts
from panya.shared.files.reading.web_page import words_of_page

# Of what is left open one after the other, a parser that looks for each end till the end takes minutes.
_OPEN = [
    "<a", "<a ", '<a "', "<a '", '<a b="c', "</a", "<!--a>", "<!", "<?", "<![if a>", "<![CDATA[a>", "a<", "&#9", "&amp",
    "<a>", "<script>", "<script></", "<title>", "<div>", "<b a=1>", "-->", "<a/", '<a b="<', "<" + "a" * 200,
]  # fmt: skip


@pytest.mark.parametrize("left_open", _OPEN)
def test_half_a_million_letters_left_open_are_read_at_once(left_open):
    started = time.process_time()
    words_of_page(left_open * (500_000 // len(left_open)))
    # One long name is no better than many short ones.
    words_of_page(f"{left_open}{'a' * 500_000}")
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>ก<b>ข</b>ค</p><P CLASS=x>ง<br/>จ</P>", "\nกขค\n\nง\nจ\n"),
        ("<table><tr><td>ก</td><th>ข</th></tr></table>", "\n\n\tก\tข\n\n"),
        ("ก<!-- <p>ข</p> -->ค<!doctype html><?xml a?>ง", "กคง"),
        ("<title>ก</title>ข<style>ค</style ><SCRIPT>if (a<b) {}</SCRIPT>ง<noscript><p>จ</p></noscript>", "ขง"),
        ("<a title=\"ก>ข\" href='ค>ง'>จ</a>", "จ"),
        ("ราคา 5 < 7 และ 9 > 8 &lt;b&gt; &amp; &#3585; &#x0E02; &nbsp;", "ราคา 5 < 7 และ 9 > 8 <b> & ก ข \xa0"),
        ("ก<p", "ก<p"),
        ("ก<!-- ข", "ก"),
        ("ก<script>ข", "ก"),
        (f"ก&#{'9' * 5000};ข", "กข"),
    ],
)
def test_people_read_what_a_browser_shows(html, words):
    assert words_of_page(html) == words


@pytest.mark.parametrize("left_open", ["<a", "<a b='", "<!--a>"])
def test_a_page_with_very_many_ends_missing_is_refused_at_once(left_open):
    started = time.process_time()
    with pytest.raises(Unfit) as refusal:
        refuse_what_acts(f"<p>ก</p><!-- ข -->{left_open * 100_000}")
    assert (refusal.value.reason, time.process_time() - started < 1) == ("damaged", True)
    refuse_what_acts("<!-- ข --><p>ก</p> 5 < 7 <a")
