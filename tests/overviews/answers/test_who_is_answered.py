"""An answer is made of what its asker may read whole, and of nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panya.overviews.answers.queries import ask
from panya.shared.content.actions.items import Place, change_place, retire
from panya.shared.content.models import Access, Item, Validity
from panya.shared.content.quoting import citable_text
from panya.shared.people.models import Circle
from panya.shared.search import writer
from tests.factories import NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
QUESTION = "ค่าธรรมเนียมตรวจลำไยอบแห้งตู้ละเท่าไร"


def fee(baht, **place):
    body = f"<p>ลำไยอบแห้งเป็นสินค้าส่งออก</p><p>ค่าธรรมเนียมตรวจลำไยอบแห้งตู้ละ {baht} บาท</p>"
    return NoteFactory(title=place.pop("title", "ค่าธรรมเนียมตรวจลำไยอบแห้ง"), body=body, **place)


def cited(answer):
    return {citation.item.pk for citation in answer.citations}


@pytest.fixture
def world():
    home = UnitFactory()
    author = UserFactory(unit=home)
    circle = Circle.objects.get_or_create(unit=home)[0]
    readers = {
        "anonymous": AnonymousUser(),
        "author": author,
        "colleague": UserFactory(unit=home),
        "other_unit": UserFactory(unit=UnitFactory()),
        "outsider": UserFactory(unit=UnitFactory(parent=None)),
    }
    return author, circle, readers


@pytest.mark.parametrize(
    ("access", "answered"),
    [
        ("PUBLIC", {"anonymous", "author", "colleague", "other_unit", "outsider"}),
        ("REQUEST", {"author", "colleague", "other_unit"}),
        ("INTERNAL", {"author", "colleague", "other_unit"}),
        ("UNIT", {"author", "colleague"}),
        # Every look at such a text is written down: it is read on its page, never quoted.
        ("RESTRICTED", set()),
    ],
)
def test_exactly_those_who_may_read_a_record_are_answered_from_it(world, asked, access, answered):
    author, circle, readers = world
    circles = (circle,) if access in {"UNIT", "RESTRICTED"} else ()
    note = fee(700, author=author, access=access, circles=circles)

    told = {name for name, reader in readers.items() if cited(asked(QUESTION, reader)) == {note.pk}}

    assert told == answered
    assert all(asked(QUESTION, readers[name]).text == "" for name in readers.keys() - answered)


def test_a_draft_a_retired_and_a_binned_record_answer_nobody(world, asked):
    author, _circle, readers = world
    fee(700, author=author, published=False)
    gone = fee(700, author=author)
    retire(gone, reason="เลิกใช้", by=author)

    assert [name for name, reader in readers.items() if asked(QUESTION, reader).answered] == []


def test_a_right_that_is_taken_away_ends_answers_before_the_index_knows(world):
    author, circle, readers = world
    note = fee(700, author=author)
    writer.drain()
    assert ask(QUESTION, readers["other_unit"]).answered

    change_place(note, Place(unit=author.unit, access=Access.UNIT, circles=(circle,)), by=author)

    assert not ask(QUESTION, readers["other_unit"]).answered
    assert not ask(QUESTION, AnonymousUser()).answered


def test_a_quote_is_verbatim_in_the_cited_revision(world, asked):
    author, *_rest = world
    note = fee(700, author=author, lead="สรุปเรื่องค่าธรรมเนียม")
    citation = asked(QUESTION).citations[0]

    assert citation.revision == note.published
    assert citable_text(note.published)[citation.start : citation.end] == citation.quote
    assert citation.short == "700 บาท"
    assert len(citation.quote) <= 240


def test_what_is_outdated_is_never_cited_silently(world, asked):
    author, *_rest = world
    note = fee(700, author=author)
    Item.objects.filter(pk=note.pk).update(validity=Validity.OUTDATED)
    answer = asked(QUESTION)

    assert answer.outdated
    assert answer.as_json()["citations"][0]["outdated"] is True


def test_of_two_that_disagree_what_is_in_force_stands_first(world, asked):
    author, *_rest = world
    old, new = fee(500, author=author), fee(700, author=author, title="ค่าธรรมเนียมตรวจลำไยอบแห้ง (ใหม่)")
    Item.objects.filter(pk=old.pk).update(validity=Validity.OUTDATED)
    answer = asked(QUESTION)

    assert answer.disagree
    assert [(each.item.pk, each.short, each.outdated) for each in answer.citations] == [
        (new.pk, "700 บาท", False),
        (old.pk, "500 บาท", True),
    ]


def test_a_hidden_record_moves_no_answer(world, asked):
    author, circle, readers = world
    fee(700, author=author)
    before = {name: asked(QUESTION, reader).as_json() for name, reader in readers.items()}
    fee(999, author=author, access=Access.RESTRICTED, circles=(circle,))
    after = {name: asked(QUESTION, reader).as_json() for name, reader in readers.items()}

    for told in (*before.values(), *after.values()):
        told.pop("took_ms")
    assert {name: after[name] for name in ("anonymous", "other_unit", "outsider")} == {
        name: before[name] for name in ("anonymous", "other_unit", "outsider")
    }
    assert all("999" not in str(told) for told in after.values())


def test_only_staff_are_told_whom_to_ask(world, asked):
    author, _circle, readers = world
    fee(700, author=author)
    question = "ลำไยอบแห้งส่งออกประเทศใดมากที่สุดในทวีปยุโรป"
    told = {name: [adviser.person for adviser in asked(question, reader).ask_whom] for name, reader in readers.items()}

    assert not asked(question).answered
    assert {name for name, people in told.items() if people} == {"author", "colleague", "other_unit"}
    assert told["colleague"] == [author]


def test_those_who_wrote_only_what_the_asker_may_not_read_are_not_named(world, asked):
    author, circle, readers = world
    fee(700, author=author, access=Access.UNIT, circles=(circle,))

    assert asked(QUESTION, readers["other_unit"]).ask_whom == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(Access)),
            st.integers(100, 999),
            st.booleans(),
            st.none() | st.sampled_from(list(Access)),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_answers_are_a_part_of_what_is_visible(world, things):
    author, circle, readers = world
    made = []
    for access, baht, published, later in things:
        circles = (circle,) if access in {Access.UNIT, Access.RESTRICTED} else ()
        made.append((fee(baht, author=author, access=access, circles=circles, published=published), later))
    writer.drain()
    # The index does not know of it yet.
    for note, later in made:
        Item.objects.filter(pk=note.pk).update(access=later or note.access)
    for reader in readers.values():
        visible = Item.objects.visible_to(reader).exclude(access=Access.RESTRICTED)
        listed = set(Item.objects.listed_for(reader).values_list("pk", flat=True))
        answer = ask(QUESTION, reader)
        assert cited(answer) <= set(visible.values_list("pk", flat=True))
        assert {result.item.pk for result in answer.nearest} <= listed
        words = " ".join(citable_text(item.published) for item in visible if item.published)
        assert all(citation.quote in words for citation in answer.citations)
