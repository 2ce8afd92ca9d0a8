"""`[[30449]]` and pasted addresses become links and rows; they tell nothing of what is hidden."""

import time

import pytest
from django.test import override_settings

from panya.shared.content.actions import items
from panya.shared.content.actions.bulk import NewItem, create_items, update_item
from panya.shared.content.html import clean_html, shown_html
from panya.shared.content.models import Access, Item, Link
from panya.shared.content.record_links import link_records, records_linked
from panya.shared.content.text import Text
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db

HERE = "https://km.example.go.th"


def link(number: int, words: str, kind: str = "notes") -> str:
    return f'<a href="/{kind}/{number}" rel="noopener noreferrer nofollow">{words}</a>'


@pytest.mark.parametrize(
    ("written", "linked"),
    [
        ("<p>ดู [[30449]] ก่อน</p>", f"<p>ดู {link(30449, '[[30449]]', 'records')} ก่อน</p>"),
        ("<p>[[ 7 ]]</p>", f"<p>{link(7, '[[ 7 ]]', 'records')}</p>"),
        (f"<p>ดู{HERE}/notes/5 นะ</p>", f"<p>ดู{link(5, f'{HERE}/notes/5')} นะ</p>"),
        ("<p>/assets/5</p>", f"<p>{link(5, '/assets/5', 'assets')}</p>"),
        ("<p>(/notes/5)</p>", f"<p>({link(5, '/notes/5')})</p>"),
        ("<p>[[0]] [[๑๒]] [[12345678901234567890]] [[ก]] [[-3]]</p>", None),
        ("<p>/notes/5/print /notes/5a x/notes/5 https://other.example/notes/5</p>", None),
        ("<pre>[[5]]</pre><p><code>[[5]]</code></p>", None),
        ('<p><a href="/x" rel="noopener noreferrer nofollow">[[5]]</a></p>', None),
        ('<p><img src="/files/22222222222222222222" alt="a &gt; [[5]]"></p>', None),
    ],
)
@override_settings(PANYA_URL=HERE)
def test_what_is_written_about_a_record_becomes_a_link_and_keeps_its_words(written, linked):
    linked = linked or written

    assert link_records(written) == linked
    assert link_records(linked) == linked
    if "<img" not in written:
        assert clean_html(linked) == linked
        assert str(shown_html(linked)) == linked


@override_settings(PANYA_URL=HERE)
def test_links_are_found_by_their_address_whatever_leads_there():
    html = f'<a href="{HERE}/notes/3#comments">a</a><a href="/notes/4?x=1">b</a><a href="/notes/4/">c</a>'
    others = '<a href="https://other.example/notes/5">d</a><a href="/notes/6/edit">e</a><a href="/notes/x">f</a>'

    assert records_linked(html + others) == [3, 4]


def test_the_rows_agree_with_the_text_that_readers_see():
    one, two = NoteFactory(), NoteFactory(access=Access.INTERNAL, published=False)
    source = NoteFactory(body=f"<p>[[{one.pk}]] [[{two.pk}]] [[999999999]]</p>")
    assert targets(source) == {one.pk, two.pk}

    base = Item.objects.get(pk=source.pk).latest
    items.save_text(source, Text("ใหม่", "", f"<p>[[{two.pk}]] [[{source.pk}]]</p>"), by=source.author, base=base)
    assert targets(source) == {one.pk, two.pk}
    items.publish_latest(Item.objects.get(pk=source.pk), by=source.author)
    assert targets(source) == {two.pk}


def test_an_old_number_leads_to_the_record_that_had_it_and_a_record_here_goes_first():
    moved, here = NoteFactory(), NoteFactory()
    Item.objects.filter(pk=moved.pk).update(old_number=42)
    source = NoteFactory(body=f"<p>[[42]] [[{here.pk}]]</p>")

    assert targets(source) == {moved.pk, here.pk}


def test_imported_texts_are_linked_and_kept_as_written_ones_are():
    by, one, two = UserFactory(), NoteFactory(), NoteFactory()
    place = items.Place(unit=by.unit, access=Access.PUBLIC)
    text = Text("มาจากที่อื่น", "", f"<p>[[{one.pk}]]</p>").cleaned()
    new = NewItem("1", "a", text, "", place)
    hidden = NewItem("2", "b", text, "", place)

    (item,) = create_items("note", [new], import_format="test", owner=by, by=by, publish=True)
    (draft,) = create_items("note", [hidden], import_format="test", owner=by, by=by, publish=False)
    assert (targets(item), targets(draft)) == ({one.pk}, set())
    newer = Text("มาจากที่อื่น", "", f"<p>[[{two.pk}]]</p>").cleaned()
    update_item(Item.objects.get(pk=item.pk), NewItem("1", "c", newer, "", place), by=by)
    assert targets(item) == {two.pk}


def test_a_long_text_of_many_parts_is_linked_in_no_time():
    began = time.perf_counter()

    link_records("<p>ก</p>" * 60_000)
    records_linked('<a href="/notes/5">x</a>' * 30_000)

    assert time.perf_counter() - began < 2


def test_other_kinds_of_links_stay():
    one = NoteFactory()
    source = NoteFactory()
    Link.objects.create(source=source, target=one, kind="made_of")
    items.publish_latest(Item.objects.get(pk=source.pk), by=source.author)

    assert list(Link.objects.values_list("kind", flat=True)) == ["made_of"]


def targets(source: Item) -> set[int]:
    return set(Link.objects.filter(source=source).values_list("target", flat=True))
