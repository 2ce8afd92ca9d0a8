"""One module decides what HTML may be stored and shown."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from panya.shared.content.html import clean_html, paragraphs_html, plain_text, shown_html
from tests.base.thai.growth import assert_linear

_HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<p style='background:url(//evil.example)'>x</p>",
    "<p id='csrf' class='button' data-hx-get='/x' hx-get='/x'>x</p>",
    "<iframe src='//evil.example'></iframe>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<form action='//evil.example'><input name=q></form>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<table><td background='//evil.example'>x</td></table>",
]
_ALLOWED_ATTRIBUTES = {"href", "rel", "start", "colspan", "rowspan", "src", "alt", "width", "height"}
_OWN = "/files/23456789bcdfghjk"


def _attributes(html):
    return {name for tag in BeautifulSoup(html, "html.parser").find_all(True) for name in tag.attrs}


@pytest.mark.parametrize("html", _HOSTILE)
def test_what_could_run_or_call_out_is_dropped(html):
    cleaned = clean_html(html)

    assert _attributes(cleaned) <= _ALLOWED_ATTRIBUTES
    assert not BeautifulSoup(cleaned, "html.parser").find(["script", "img", "iframe", "svg", "form", "input", "math"])
    assert "javascript:" not in cleaned
    assert "data:text" not in cleaned


@given(st.text(alphabet="<>/=\"' abcpsriptonerrjv:&;#x0กำ้", max_size=200))
def test_cleaning_twice_is_cleaning_once(html):
    cleaned = clean_html(html)

    assert clean_html(cleaned) == cleaned
    assert _attributes(cleaned) <= _ALLOWED_ATTRIBUTES


@given(st.text(max_size=300))
def test_plain_words_survive_on_their_way_to_html_and_back(text):
    html = paragraphs_html(text)

    assert clean_html(html) == clean_html(clean_html(html))
    assert "".join(plain_text(clean_html(html)).split()) == "".join(plain_text(html).split())


def test_honest_formatting_stays():
    html = "<h2>หัวข้อ</h2><ul><li><strong>สำคัญ</strong></li></ul><table><tbody><tr><td>1</td></tr></tbody></table>"

    assert clean_html(html) == html


def test_what_is_shown_is_cleaned_once_more():
    assert "script" not in shown_html("<p>ดี</p><script>alert(1)</script>")


def test_plain_text_has_a_line_for_each_block():
    assert plain_text("<p>หนึ่ง</p><ul><li>สอง</li><li>สาม &amp; สี่</li></ul>") == "หนึ่ง\nสอง\nสาม & สี่"


def test_entities_do_not_pass_by_the_normaliser():
    cleaned = clean_html("<p>a&#x202e;b&#x200b;ก" + "&#x0e49;" * 60 + "</p>")

    assert "‮" not in cleaned
    assert "​" not in cleaned
    assert cleaned.count("้") <= 3


@pytest.mark.parametrize(
    "unit", ["<ul><li>ก", "<div></ul>", "<ul title='<'>", "<blockquote>", "<table><td>", "<b><p>", "<p>", "<", "<!--"]
)
def test_cleaning_grows_with_the_length_only(unit):
    assert_linear(clean_html, unit, length=100_000)


def test_lists_nested_by_the_thousand_lose_their_nesting_and_keep_their_words():
    assert plain_text(clean_html("<ul><li>ก" * 5000)) == "ก" * 5000
    assert clean_html("<p>ก" * 5000) == "<p>ก</p>" * 5000


def test_what_word_hides_beside_the_text_is_dropped_with_its_words():
    word = (
        "<html><head><style>p.MsoNormal {margin:0}</style><xml><w:View>Normal</w:View></xml></head><body>"
        "<!--[if gte vml 1]><v:shape id='x'/><![endif]--><p class=MsoNormal style='mso-list:l0'>"
        "<![if !supportLists]><span style='mso-list:Ignore'>1.</span><![endif]>ข้อความ<o:p>&nbsp;</o:p></p></html>"
    )
    assert clean_html(word) == "<p>1.ข้อความ&nbsp;</p>"


@pytest.mark.parametrize(
    "src",
    [
        "https://evil.example/x.png",
        "//evil.example/x.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "javascript:alert(1)",
        "/files/../notes/1",
        f"{_OWN}/small",
        f"{_OWN}?x=1",
        "files/23456789bcdfghjk",
        f"http://localhost{_OWN}",
        "/notes/30449",
        "",
    ],
)
def test_a_picture_from_anywhere_but_our_own_files_is_dropped(src):
    assert clean_html(f'<p>ก<img src="{src}" alt="รูป">ข</p>') == "<p>กข</p>"
    assert shown_html(f'<p>ก<img src="{src}" alt="รูป">ข</p>') == "<p>กข</p>"


def test_a_picture_keeps_its_address_words_and_size_and_nothing_else():
    worse = 'height="3e9" class="x" srcset="//evil.example 2x" style="x" onload="x"'
    html = f'<img src="{_OWN}" alt="แถว &quot;รอ&quot;" width="40" {worse}>'

    found = BeautifulSoup(clean_html(html), "html.parser").find("img")

    assert found.attrs == {"src": _OWN, "alt": 'แถว "รอ"', "width": "40"}


def test_a_picture_without_words_is_an_ornament_and_every_shown_one_waits_for_its_turn():
    assert clean_html(f'<img src="{_OWN}">') == f'<img src="{_OWN}" alt="">'
    assert shown_html(f'<img src="{_OWN}" alt="">') == f'<img loading="lazy" decoding="async" src="{_OWN}" alt="">'


def test_a_row_of_a_table_is_one_line_whoever_made_its_cells():
    typed = "<table><tr><td>ช่อง</td><td>ตรวจอะไร</td></tr><tr><td>1</td><td>ใบตราส่ง</td></tr></table>"
    from_the_editor = typed.replace("<td>", "<td><p>").replace("</td>", "</p></td>")
    assert plain_text(from_the_editor) == plain_text(typed) == "ช่อง ตรวจอะไร \n1 ใบตราส่ง"


def test_the_words_for_a_picture_are_part_of_the_plain_text():
    html = clean_html(f'<p>ก่อน</p><img src="{_OWN}" alt="แถว &lt;รอ&gt; ยาว"><p>หลัง</p><img src="{_OWN}" alt="">')

    assert plain_text(html) == "ก่อน\nแถว <รอ> ยาว\nหลัง"


@given(st.text(alphabet="<>/=\"' imgsrcalt:&;#x0กำ้", max_size=120))
def test_no_words_break_out_of_a_picture(words):
    cleaned = clean_html(f'<img src="{_OWN}" alt="{words}">')

    assert clean_html(cleaned) == cleaned
    assert _attributes(shown_html(cleaned)) <= _ALLOWED_ATTRIBUTES | {"loading", "decoding"}
    assert {tag["src"] for tag in BeautifulSoup(cleaned, "html.parser").find_all("img")} <= {_OWN}


def test_an_address_is_one_line_and_its_marks_are_normalised():
    assert 'href="https://x.go.th/กิ"' in clean_html('<a href="https://x.go.th/กิ\nิ">1</a>')
