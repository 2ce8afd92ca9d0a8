"""No page mixes eras: Thai pages show years B.E. only, English ones C.E. only."""

import html
import re

import pytest

from tests.guards.visitor import Page

pytestmark = [pytest.mark.django_db(databases=["default", "cache"]), pytest.mark.timeout(600)]

_CE = re.compile(r"(?<![\d.,/#-])(?:19|20)\d\d(?![\d,])")
_BE = re.compile(r"(?<![\d.,/#-])(?:24|25)\d\d(?![\d,])")
_BE_DAY = re.compile(r"\d{1,2}/\d{1,2}/(?:24|25)\d\d")
_CE_DAY = re.compile(r"\d{1,2}/\d{1,2}/(?:19|20)\d\d")


def test_thai_pages_show_no_year_of_the_common_era(walked):
    shown = [page for page in walked.pages.values() if not _is_for_programs(page)]
    assert {(page.url, *found) for page in shown if (found := foreign_years(page, "th"))} == set()


def test_english_pages_show_no_year_of_the_buddhist_era(walked):
    assert {(page.url, *found) for page in walked.english.values() if (found := foreign_years(page, "en"))} == set()


def test_pages_with_dates_were_among_them(walked):
    assert re.search(r"\b25\d\d\b", shown_text(walked.pages["author", "/notes/101"].body))
    assert re.search(r"\b20\d\d\b", " ".join(shown_text(page.body) for page in walked.english.values()))


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("th", "<p>เขียนเมื่อ 22 พ.ค. 2006</p>"),
        ("th", '<input type="text" value="22/5/2006">'),
        ("th", '<input name="on" placeholder="22/5/2006">'),
        ("en", "<td>22 May 2549</td>"),
        ("en", '<input type="text" value="22/5/2549">'),
    ],
)
def test_the_guard_catches_a_year_of_the_other_era(language, body):
    assert foreign_years(Page("author", "/", 200, {}, body), language) != []


@pytest.mark.parametrize(
    "body",
    [
        '<time datetime="2006-05-22">22 พ.ค. 2549</time>',
        '<input type="hidden" name="base" value="2006">',
        "<p>หมายเลข 1002006 และ 2,006 รายการ</p>",
        "<script>2006</script>",
    ],
)
def test_numbers_that_are_no_years_on_the_page_do_not_count(body):
    assert foreign_years(Page("author", "/", 200, {}, body), "th") == []


def _is_for_programs(page: Page) -> bool:
    """Feeds and the sitemap tell times as their standards say; the programs that read them show them."""
    return re.search(r"xml|feed\+json", page.headers.get("Content-Type", "")) is not None


def foreign_years(page: Page, language: str) -> list[str]:
    """Years of the era that does not belong on a page of this language."""
    text = shown_text(page.body)
    patterns = (_CE, _CE_DAY) if language == "th" else (_BE, _BE_DAY)
    return [found for pattern in patterns for found in pattern.findall(text)]


def shown_text(body: str) -> str:
    """What a reader sees: text, and what stands in visible fields; without the tokens of the world."""
    body = re.sub(r"<(script|style|template)\b.*?</\1>", " ", body, flags=re.S)
    fields = [
        value
        for tag in re.findall(r"<(?:input|textarea)\b[^>]*>", body)
        if 'type="hidden"' not in tag
        for value in re.findall(r'\b(?:value|placeholder)="([^"]*)"', tag)
    ]
    text = html.unescape(" ".join([re.sub(r"<[^>]+>", " ", body), *fields]))
    return re.sub(r"[0-9a-f]{12}|[23456789bcdfghjkmnpqrstvwxz]{16}", " ", text)
