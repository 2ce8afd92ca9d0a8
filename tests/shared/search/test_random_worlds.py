"""Whatever people, records and changes of rights there are, and however old the index is: nothing of what is hidden.

Every field holds words of its own, so that one word says which field of which record was told.
"""

import re
from collections import Counter
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from panya.base.core.clock import today
from panya.shared.content.actions.drafts import open_draft
from panya.shared.content.choices import FOR_ALL_STAFF
from panya.shared.content.models import Access, Item, Status
from panya.shared.files.models import FilePage, FileReading, StoredFile, TextState
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.people.models import Posting, User
from panya.shared.search import writer
from panya.shared.search.filters import Filters
from panya.shared.search.offers import offers
from panya.shared.search.queries import found_exactly, nearest, search
from tests.factories import AssetFactory, NoteFactory, StoredFileFactory, UnitFactory, UserFactory

pytestmark = [pytest.mark.django_db(databases=["default", "cache"]), pytest.mark.timeout(300)]
GUEST = AnonymousUser()
COMMON = "ทุเรียน"
FIELDS = ("title", "lead", "body", "tag", "page", "file")
_LETTERS = "abc"
_WORD = re.compile(rf"({'|'.join(FIELDS)})([{_LETTERS}])(?![a-z])")

things = st.lists(
    st.tuples(st.sampled_from(Access.values), st.booleans(), st.integers(0, 2), st.booleans(), st.booleans()),
    min_size=2,
    max_size=3,
)
# What happens after the index was written: to a record, or to a person.
changes = st.lists(
    st.one_of(
        st.tuples(st.just("class"), st.integers(0, 2), st.sampled_from(Access.values)),
        st.tuples(st.just("circle"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.sampled_from(["retire", "delete", "detach"]), st.integers(0, 2), st.none()),
        st.tuples(st.just("move"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.sampled_from(["leave", "close"]), st.integers(0, 2), st.none()),
    ),
    min_size=1,
    max_size=5,
)


@dataclass(frozen=True)
class World:
    """Three units with one person each, and the records."""

    units: list
    people: list[User]
    items: list[Item]

    @property
    def readers(self):
        return [GUEST, *User.objects.filter(pk__in=[person.pk for person in self.people])]


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
# The index still holds as public what is a card by now, and what was retired.
@example(
    things=[(Access.PUBLIC, True, 0, True, False), (Access.INTERNAL, True, 1, False, True)],
    changes=[("class", 0, Access.REQUEST), ("retire", 1, None)],
    is_drained=False,
)
@given(things=things, changes=changes, is_drained=st.sampled_from([False, False, True]))
def test_search_suggestions_and_facets_are_a_part_of_what_is_visible(db, things, changes, is_drained):
    with transaction.atomic():
        world = _world(things)
        writer.rebuild()
        for change in changes:
            _change(world, *change)
        if is_drained:
            writer.rebuild()
        for reader in world.readers:
            _look_everywhere(world, reader, is_whole=is_drained)
        transaction.set_rollback(True)


def _world(things) -> World:
    units = [UnitFactory() for _ in range(3)]
    people = [UserFactory(unit=unit) for unit in units]
    items = [_record(number, people, *thing) for number, thing in enumerate(things)]
    return World(units, people, items)


def _record(number, people, access, published, which, has_file, is_asset) -> Item:
    author, letter = people[which], _LETTERS[number]
    circles = (circle_of_unit(author.unit),) if access in {Access.UNIT, Access.RESTRICTED} else ()
    make = AssetFactory if is_asset else NoteFactory
    file = _read_file(letter, author) if has_file and not is_asset else None
    body = f'<p>body{letter}</p><img src="/files/{file.public_id}" alt="">' if file else f"<p>body{letter}</p>"
    return make(
        author=author,
        title=f"{COMMON} title{letter}",
        lead=f"lead{letter}",
        body=body,
        access=access,
        circles=circles,
        tags=(f"tag{letter}",),
        published=published,
    )


def _read_file(letter, author) -> StoredFile:
    """A picture with a word in it, as if the worker had read it."""
    draft = open_draft(author, "note")
    content = f"picture {letter}".encode()
    file = StoredFileFactory(
        content, name=f"file{letter}.png", media_type="image/png", width=40, height=30, by=author, draft=draft
    )
    reading = FileReading.objects.create(
        sha256=file.sha256, media_type=file.media_type, state=TextState.READ, pages_count=1, text_hash=file.sha256
    )
    FilePage.objects.create(reading=reading, number=1, text=f"{COMMON} page{letter}")
    return file


def _change(world, what, which, value) -> None:
    if what in {"move", "leave", "close"}:
        _change_person(world, what, world.people[which], value)
        return
    item = world.items[which % len(world.items)]
    rows = Item.objects.filter(pk=item.pk)
    if what == "class":
        rows.update(access=value)
    elif what == "circle":
        item.circles.set([circle_of_unit(world.units[value])])
    elif what == "retire":
        rows.filter(status=Status.PUBLISHED).update(status=Status.RETIRED)
    elif what == "delete":
        rows.update(deleted_at=timezone.now())
    else:
        item.files.all().delete()


def _change_person(world, what, person, value) -> None:
    if what == "close":
        User.objects.filter(pk=person.pk).update(is_active=False)
        return
    Posting.objects.filter(person=person).delete()
    if what == "move":
        Posting.objects.create(person=person, unit=world.units[value], valid_from=today())


def _look_everywhere(world, reader, *, is_whole) -> None:
    """Ask for every word there is, and compare what is told with what this reader may read now."""
    listed = set(Item.objects.listed_for(reader).values_list("pk", flat=True))
    whole = set(Item.objects.visible_to(reader).filter(status=Status.PUBLISHED).values_list("pk", flat=True))
    everything = search(COMMON, reader, limit=1000)
    _compare(world, everything, listed, whole)
    # Outside accounts search what is public; what they wrote once they have in their own lists.
    if is_whole and (reader is GUEST or reader.is_staff_member):
        assert {one.item.pk for one in everything.results} == listed
    for letter, item in zip(_LETTERS, world.items, strict=False):
        for field in ("body", "page"):
            word = f"{field}{letter}"
            answer = search(word, reader, limit=1000)
            _compare(world, answer, listed, whole)
            # Of a card the text and the files are no way to find it.
            found = {one.item.pk for one in answer.results} if not answer.loose else set()
            assert found <= {item.pk} & whole
        assert set(found_exactly(f"body{letter}", reader) or ()) <= {item.pk} & whole
        assert {pk for pk, _score in nearest(f"page{letter}", reader, without=(), limit=20)} <= whole
    for typed in (COMMON, "tag"):
        _offered(world, typed, reader)
    for name in ("validity", "files"):
        narrowed = search(COMMON, reader, limit=1000, filters=Filters(**{name: "1" if name == "files" else "current"}))
        assert {one.item.pk for one in narrowed.results} <= whole


def _compare(world, answer, listed, whole) -> None:
    results = {one.item.pk: one for one in answer.results}
    assert answer.total == len(results)
    assert results.keys() <= listed
    assert {pk for pk, one in results.items() if one.whole} == results.keys() & whole
    for pk, one in results.items():
        told = _WORD.findall(f"{one.title.text} {one.snippet.text} {one.file and (one.file.file.name, one.file.text)}")
        card = {"title", "lead"}
        may_tell = card if pk not in whole or one.item.access == Access.RESTRICTED else {*card, "body", "page", "file"}
        assert {_item(world, letter) for _field, letter in told} <= {one.item}
        assert {field for field, _letter in told} <= may_tell
    meant = _WORD.findall(answer.did_you_mean or "")
    assert {_item(world, letter).pk for _field, letter in meant} <= listed
    facets, read = answer.facets, [one.item for pk, one in results.items() if pk in whole]
    shown = [one.item for one in results.values()]
    assert _counts(facets.kind) == Counter(item.kind for item in shown)
    assert _counts(facets.unit) == Counter(item.unit.code for item in shown)
    assert _counts(facets.validity) == Counter(item.validity for item in read)
    assert _counts(facets.author) == Counter(item.author.name for item in read)
    assert _counts(facets.tag) == Counter(str(tag.pk) for item in read for tag in item.tags.all())
    assert _counts(facets.access) in (Counter(item.access for item in shown), Counter())


def _item(world, letter) -> Item:
    return world.items[_LETTERS.index(letter)]


def _counts(values) -> Counter:
    return Counter({value.key: value.count for value in values})


def _offered(world, typed, reader) -> None:
    """Titles and tags of records for all of the staff (guests: for everybody), and no word of any other."""
    classes = FOR_ALL_STAFF if isinstance(reader, User) and reader.is_staff_member else (Access.PUBLIC,)
    open_to_all = Item.objects.listed_for(reader).filter(access__in=classes)
    tagged = Item.objects.visible_to(reader).filter(access__in=classes)
    said = " ".join(offer.text for group in offers(typed, reader) for offer in group.offers)
    for field, letter in _WORD.findall(said):
        assert _item(world, letter) in (open_to_all if field == "title" else tagged)
