"""Proposals, translations and syntheses before the reviewer, and when a class changes."""

import pytest

from panya.base.core.errors import Refused
from panya.features.assets.actions.access import agree, ask_for_class
from panya.features.assets.actions.promoting import refuse_wider
from panya.features.assets.actions.reviewing import ask_for_review, refuse_unready
from panya.features.assets.actions.suggestions import accept_suggestion, suggest_edit
from panya.features.assets.actions.synthesis import synthesise
from panya.features.assets.actions.translations import write_translation
from panya.features.assets.passages import passages_of
from panya.shared.content.actions import items
from panya.shared.content.models import Access, Item, Review
from panya.shared.content.text import Text
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.people.models import Role
from tests.factories import AppointmentFactory, AssetFactory, NoteFactory, UnitFactory, UserFactory, approved

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def fresh(item):
    return Item.objects.select_related("published", "latest").get(pk=item.pk)


def test_whose_proposal_was_taken_in_does_not_review_the_text():
    item, reader, other = AssetFactory(), UserFactory(), UserFactory()
    text = Text(item.title, "", "<p>ดีกว่า</p>")
    accept_suggestion(suggest_edit(item, text, by=reader, reason="แก้", base=fresh(item).published), by=item.owner)

    with pytest.raises(Refused):
        ask_for_review(fresh(item), [reader], by=item.owner)
    ask_for_review(fresh(item), [other], by=item.owner)
    assert [one.reviewer for one in Review.objects.get(state="open").assignments.all()] == [other]


def test_once_the_proposed_text_is_shown_its_proposer_reviews_the_next_one():
    item, reader = AssetFactory(), UserFactory()
    text = Text(item.title, "", "<p>ดีกว่า</p>")
    accept_suggestion(suggest_edit(item, text, by=reader, reason="แก้", base=fresh(item).published), by=item.owner)
    item = approved(item, by=UserFactory())
    items.save_text(item, Text(item.title, "", "<p>ใหม่อีก</p>"), by=item.owner, base=item.latest)

    ask_for_review(fresh(item), [reader], by=item.owner)
    assert Review.objects.filter(state="open").count() == 1


def test_a_draft_whose_source_became_narrower_is_not_shown_before_it_is_as_narrow():
    one, other, person = AssetFactory(), NoteFactory(access=Access.INTERNAL), UserFactory()
    keys = [passages_of(fresh(source).published)[0].key for source in (one, other)]
    draft = fresh(synthesise("รวม", keys, by=person, type_="analysis"))
    refuse_unready(draft)
    Item.objects.filter(pk=other.pk).update(access=Access.RESTRICTED)

    with pytest.raises(Refused):
        refuse_unready(draft)


def test_a_unit_below_the_one_that_reads_the_source_is_no_wider():
    above = UnitFactory()
    below, beside = UnitFactory(parent=above), UnitFactory()
    source = AssetFactory(access=Access.UNIT, circles=(circle_of_unit(above),))
    made = write_translation(source, Text("English"), by=source.owner)

    refuse_wider(made, Access.UNIT, (circle_of_unit(below),))
    with pytest.raises(Refused):
        refuse_wider(made, Access.UNIT, (circle_of_unit(beside),))


def test_a_shown_translation_is_never_opened_wider_and_goes_narrower_with_its_source():
    source = AssetFactory(access=Access.INTERNAL)
    team = UserFactory(unit=source.unit)
    AppointmentFactory(person=team, role=Role.KM_TEAM, unit=source.unit)
    made = approved(write_translation(source, Text("English"), by=source.owner), by=UserFactory())

    with pytest.raises(Refused):
        ask_for_class(made, Access.PUBLIC, (), by=made.owner, reason="ให้ประชาชนอ่าน")
    circle = circle_of_unit(source.unit)
    agree(ask_for_class(source, Access.UNIT, (circle,), by=source.owner, reason="มีข้อมูลภายใน"), by=team)

    narrowed = fresh(made)
    assert (fresh(source).access, narrowed.access, list(narrowed.circles.all())) == ("UNIT", "UNIT", [circle])
