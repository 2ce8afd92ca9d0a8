"""A passage that a link leads to is shown and marked, in the text that its reader may see."""

import pytest
from django.test import RequestFactory

from panya.shared.content.html import shown_html
from panya.shared.content.quoting import citable_text, quote_of, quote_url, with_mark
from tests.factories import NoteFactory

pytestmark = pytest.mark.django_db


def asked(shown, **parameters):
    return quote_of(RequestFactory().get("/", parameters), shown)


@pytest.fixture
def revision():
    body = "<p>ราคา 40 บาท</p><p>ต่อมา <strong>ราคา 40</strong> บาท &amp; คงที่</p>"
    return NoteFactory(lead="สรุปราคา", body=body).published


def test_the_text_without_lead_and_parts_is_the_body():
    plain = NoteFactory(body="<p>หนึ่ง</p><p>สอง</p>").published
    assert citable_text(plain) == plain.body_text


def test_a_passage_of_the_body_is_marked_where_it_stands(revision):
    text = citable_text(revision)
    start = text.rindex("ราคา 40")
    quote = asked(revision, quote=f"{start}-{start + 11}", revision=str(revision.number))

    assert (quote.text, quote.in_body, quote.occurrence) == ("ราคา 40 บาท", True, 1)
    html = with_mark(shown_html(revision.body_html), quote)
    assert html.startswith("<p>ราคา 40 บาท</p>")
    assert html.count('id="passage-quote"') == 1


def test_a_passage_of_the_lead_is_shown_in_the_box_only(revision):
    quote = asked(revision, quote="0-8")

    assert (quote.text, quote.in_body) == ("สรุปราคา", False)


def test_the_text_of_an_earlier_version_is_not_shown(revision):
    quote = asked(revision, quote="0-8", revision="99")

    assert (quote.text, quote.is_earlier) == ("", True)


@pytest.mark.parametrize("span", ["", "x", "5-2", "0-0", "-1-4", "999999-9999999", "0-" + "9" * 30, "<b>"])
def test_a_span_that_names_nothing_is_no_quote(revision, span):
    assert asked(revision, quote=span) is None


def test_the_address_names_span_and_revision(revision):
    url = quote_url(revision.item, revision, 3, 9)

    assert url == f"{revision.item.get_absolute_url()}?quote=3-9&revision={revision.number}#passage-quote"
