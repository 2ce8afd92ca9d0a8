"""Records that mention each other: plain links in the text, rows of the published text, shown at both ends."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from panya.shared.content.actions.items import publish_latest, retire, save_text
from panya.shared.content.models import Access, Item, Link
from panya.shared.content.queries import mentioned_in
from panya.shared.content.record_links import numbers_in, with_links
from panya.shared.content.text import Text
from panya.shared.people.models import GUEST
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])

SAFE = 'rel="noopener noreferrer nofollow"'


def _targets(item: Item) -> set[int]:
    return set(Link.objects.filter(source=item, kind=Link.MENTIONS).values_list("target", flat=True))


def _publish(item: Item, body: str) -> Item:
    save_text(item, Text(item.title, "", body), by=item.author, base=item.latest)
    return publish_latest(Item.objects.get(pk=item.pk), by=item.author)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>ดู [[30449]] ด้วย</p>", f'<p>ดู <a href="/notes/30449" {SAFE}>[[30449]]</a> ด้วย</p>'),
        ("<p>ดู/notes/7.</p>", f'<p>ดู<a href="/notes/7" {SAFE}>/notes/7</a>.</p>'),
        ("<p>https://kb.go.th/notes/7</p>", f'<p><a href="/notes/7" {SAFE}>https://kb.go.th/notes/7</a></p>'),
        ("<p>https://other.go.th/notes/7 [[0]] [[x]] /notes/7/edit x/notes/7</p>", None),
        ("<p><code>[[7]]</code></p><pre>/notes/7</pre>", None),
        (f'<p><a href="/notes/7" {SAFE}>[[8]]</a></p>', None),
        ("<p>[[" + "9" * 19 + "]]</p>", None),
    ],
)
def test_a_number_in_two_brackets_and_a_pasted_address_become_links_once(settings, written, shown):
    settings.PANYA_URL = "https://kb.go.th"

    once = Text("เรื่อง", "", written).cleaned().body_html

    assert (once, with_links(once)) == (shown or written, once)


def test_only_links_to_records_of_this_site_are_mentions(settings):
    settings.PANYA_URL = "https://kb.go.th"
    addresses = (
        "/notes/5",
        "https://kb.go.th/notes/6#comments",
        "/notes/5",
        "/notes/7/edit",
        "https://kb.go.th.example/notes/8",
        "/people/9",
    )

    assert numbers_in("".join(f'<a href="{address}">x</a>' for address in addresses)) == [5, 6]


def test_the_rows_follow_the_published_text_and_no_other():
    one, two, source = NoteFactory(), NoteFactory(), NoteFactory()

    item = save_text(source, Text("ก", "", f"<p>[[{one.pk}]] [[999]]</p>"), by=source.author, base=source.latest).item
    assert _targets(source) == set()
    item = publish_latest(Item.objects.get(pk=source.pk), by=source.author)
    assert _targets(source) == {one.pk}
    item = _publish(item, f"<p>[[{one.pk}]] [[{two.pk}]] [[{source.pk}]]</p>")
    assert _targets(source) == {one.pk, two.pk}
    _publish(item, f'<p><a href="/notes/{two.pk}">นี่</a></p>')
    assert _targets(source) == {two.pk}


def test_a_number_from_elsewhere_means_the_record_that_had_it_unless_another_has_it_here():
    moved, here = NoteFactory(), NoteFactory()
    Item.objects.filter(pk=moved.pk).update(old_number=4711)
    Item.objects.filter(pk=here.pk).update(old_number=moved.pk)

    assert _targets(NoteFactory(body=f"<p>[[4711]] [[{moved.pk}]]</p>")) == {moved.pk}


def test_readers_see_exactly_the_published_sources_that_they_may_read():
    author, officer = UserFactory(), UserFactory()
    target = NoteFactory(author=author)
    sources = {
        access: NoteFactory(author=author, access=access, body=f"<p>[[{target.pk}]]</p>")
        for access in (Access.PUBLIC, Access.INTERNAL, Access.REQUEST)
    }
    retire(NoteFactory(author=author, body=f"<p>[[{target.pk}]]</p>"), by=author, reason="เก่า")
    NoteFactory(author=author, published=False, body=f"<p>[[{target.pk}]]</p>")
    gone = NoteFactory(author=author, body=f"<p>[[{target.pk}]]</p>")
    Item.objects.filter(pk=gone.pk).update(deleted_at=gone.published_at)

    def seen(reader) -> set[int]:
        return {item.pk for item in mentioned_in(target.pk, reader)}

    assert seen(GUEST) == {sources[Access.PUBLIC].pk}
    assert seen(officer) == {item.pk for item in sources.values()}
    assert seen(author) == {item.pk for item in sources.values()}


def test_the_page_names_sources_and_asks_once_however_many_there_are():
    target = NoteFactory()
    pages = {}
    for count in (1, 25):
        while Link.objects.filter(target=target).count() < count:
            NoteFactory(title="ต้นเรื่อง", body=f"<p>[[{target.pk}]]</p>")
        Client().get(f"/notes/{target.pk}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = Client().get(f"/notes/{target.pk}").content.decode()
        pages[count] = (len(asked), page.count(">ต้นเรื่อง</a>"))

    assert pages == {1: (pages[1][0], 1), 25: (pages[1][0], 20)}


def test_a_hidden_source_leaves_the_page_as_it_was():
    target = NoteFactory()
    before = Client().get(f"/notes/{target.pk}").content.decode()
    NoteFactory(access=Access.INTERNAL, title="เรื่องภายใน", body=f"<p>[[{target.pk}]]</p>")

    after = Client().get(f"/notes/{target.pk}").content.decode()

    assert ("เรื่องภายใน" in after, "กล่าวถึงใน" in before, "กล่าวถึงใน" in after) == (False, False, False)
