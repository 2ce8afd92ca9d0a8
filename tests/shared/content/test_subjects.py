"""Topics, tags, glossary and aims: who keeps them, and that nothing which stands under them is lost."""

import csv
import io

import pytest
from django.test import Client

from panya.base.core.errors import NotAllowed, Refused
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions import aims, tags, terms, topics
from panya.shared.content.actions.subjects import tags_named
from panya.shared.content.models import Access, Aim, Item, Tag, Term, Topic
from panya.shared.content.queries import aims_to_choose, topics_in_order
from panya.shared.content.subject_lists import tags_read_by, topic_choices, topic_tree
from panya.shared.feedback.models import Follow, FollowKind
from panya.shared.people.models import Role, User
from panya.shared.search import writer
from panya.site import first_run
from tests.factories import (
    AppointmentFactory,
    NoteFactory,
    TagFactory,
    TopicFactory,
    UnitFactory,
    UserFactory,
    root_unit,
)

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


# What a browser sends of an empty form.
NOTHING = {"csrfmiddlewaretoken": "x"}


def km_member(**appointment) -> User:
    person = UserFactory()
    AppointmentFactory(person=person, role=Role.KM_TEAM, unit=appointment.get("unit", person.unit))
    return person


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def follow(person: User, **what) -> None:
    kind = FollowKind.TOPIC if "topic" in what else FollowKind.TAG
    Follow.objects.create(person=person, kind=kind, **what)


def test_only_km_teams_and_administrators_keep_subjects():
    officer, administrator = UserFactory(), UserFactory()
    AppointmentFactory(person=administrator, role=Role.ADMINISTRATOR, unit=None)
    topic, tag, term = TopicFactory(), TagFactory(), Term.objects.create(name="คำ")

    for act in (
        lambda by: topics.add_topic(topics.TopicFields("ใหม่"), by=by),
        lambda by: topics.change_topic(topic, topics.TopicFields("ชื่อใหม่"), by=by),
        lambda by: topics.merge_topic(topic, TopicFactory(), by=by),
        lambda by: topics.close_topic(TopicFactory(), by=by),
        lambda by: tags.rename_tag(tag, "อีกคำ", by=by),
        lambda by: tags.merge_tag(tag, TagFactory().name, by=by),
        lambda by: terms.add_term(terms.TermFields("คำใหม่"), by=by),
        lambda by: terms.delete_term(term, by=by),
    ):
        with pytest.raises(NotAllowed):
            act(officer)
        act(administrator)


def test_a_topic_never_comes_to_stand_under_itself():
    member = km_member()
    top = TopicFactory()
    middle = TopicFactory(parent=top)
    low = TopicFactory(parent=middle)

    for parent in (top, middle, low):
        with pytest.raises(Refused, match="ใต้ตัวเอง"):
            topics.change_topic(top, topics.TopicFields("ชื่อ", parent=parent), by=member)
    with pytest.raises(Refused, match="ตัวเอง"):
        topics.merge_topic(top, low, by=member)
    topics.change_topic(low, topics.TopicFields("ชื่อ", parent=top), by=member)

    assert Topic.objects.get(pk=low.pk).parent_id == top.pk


def test_a_merge_of_topics_keeps_items_follows_and_sub_topics_and_leads_on():
    member, reader, both = km_member(), UserFactory(), UserFactory()
    old, new = TopicFactory(slug="old"), TopicFactory(slug="new-one")
    earlier = TopicFactory(slug="earlier", merged_into=old)
    below = TopicFactory(parent=old)
    one, two = NoteFactory(topics=(old,)), NoteFactory(topics=(old, new))
    follow(reader, topic=old)
    follow(both, topic=old)
    follow(both, topic=new)

    topics.merge_topic(old, new, by=member)

    assert set(new.items.all()) == {one, two}
    assert list(old.items.all()) == []
    assert set(new.followers.values_list("person", flat=True)) == {reader.pk, both.pk}
    assert Topic.objects.get(pk=below.pk).parent_id == new.pk
    assert Topic.objects.get(pk=earlier.pk).merged_into_id == new.pk
    assert Client().get("/topics/old").headers["Location"] == "/search?topic=new-one"
    assert Client().get("/topics/earlier").headers["Location"] == "/search?topic=new-one"
    assert [result.item for result in Client().get("/search?topic=old").context["answer"].results] == [two, one]
    assert "old" not in dict(topic_choices())
    entry = AuditEntry.objects.get(verb="content.merge_topic")
    assert (entry.actor_id, entry.object_id, entry.after) == (member.pk, "old", {"into": "new-one", "items": 2})


def test_a_merged_topic_is_neither_merged_again_nor_a_place_to_merge_into():
    member = km_member()
    gone, other = TopicFactory(merged_into=TopicFactory()), TopicFactory()

    for old, new in ((gone, other), (other, gone)):
        with pytest.raises(Refused, match="รวม"):
            topics.merge_topic(old, new, by=member)


def test_a_closed_topic_is_offered_for_nothing_new_and_keeps_what_it_has():
    member = km_member()
    top = TopicFactory(slug="top")
    below = TopicFactory(slug="below", parent=top)
    note = NoteFactory(topics=(below,))

    topics.close_topic(top, by=member)

    assert not topics_in_order().exists()
    assert dict(topic_choices()) == {}
    assert set(dict(topic_choices(note.topics.all()))) == {"below"}
    assert list(below.items.all()) == [note]
    with pytest.raises(Refused, match="เหนือขึ้นไป"):
        topics.open_topic(below, by=member)
    topics.open_topic(top, by=member)
    topics.open_topic(below, by=member)
    assert set(dict(topic_choices())) == {"top", "below"}


def test_the_tree_counts_what_the_reader_may_read_each_record_once():
    top = TopicFactory()
    first, second = TopicFactory(parent=top, name_th="ก"), TopicFactory(parent=top, name_th="ข")
    NoteFactory(topics=(first, second))
    NoteFactory(topics=(first,), access=Access.INTERNAL)
    NoteFactory(topics=(top,), published=False)
    from django.contrib.auth.models import AnonymousUser

    def counts(reader):
        (branch,) = topic_tree(reader)
        return branch.count, [below.count for below in branch.below]

    assert counts(AnonymousUser()) == (1, [1, 1])
    assert counts(UserFactory()) == (2, [2, 1])


def test_a_merge_of_tags_keeps_links_and_follows_and_the_old_word_and_address_lead_on():
    member, reader = km_member(), UserFactory()
    one = NoteFactory(tags=("ส่งออก", "การส่งออก"))
    two = NoteFactory(tags=("ส่งออก",))
    old, new = Tag.objects.get(name="ส่งออก"), Tag.objects.get(name="การส่งออก")
    follow(reader, tag=old)

    tags.merge_tag(old, "การส่งออก", by=member)

    assert set(new.items.all()) == {one, two}
    assert list(new.followers.values_list("person", flat=True)) == [reader.pk]
    assert tags_named(["ส่งออก", "# ส่งออก", "การส่งออก"]) == [new]
    answer = Client().get(f"/search?tag={old.pk}").context["answer"]
    assert [result.item for result in answer.results] == [two, one]
    assert list(tags_read_by(reader)) == [new]


def test_a_renamed_tag_keeps_links_and_the_old_word_leads_to_it_also_back_again():
    member = km_member()
    note = NoteFactory(tags=("รวงข้าว",))
    tag = note.tags.get()

    tags.rename_tag(tag, "ข้าว", by=member)
    assert (note.tags.get().name, tags_named(["รวงข้าว"])) == ("ข้าว", [tag])
    tags.rename_tag(tag, "รวงข้าว", by=member)
    assert (note.tags.get().name, tags_named(["ข้าว"])) == ("รวงข้าว", [tag])
    with pytest.raises(Refused, match="รวมเข้ากับ"):
        tags.rename_tag(tag, TagFactory(name="ปลา").name, by=member)


def test_the_list_of_tags_tells_no_tag_of_a_record_that_one_may_not_read():
    member = km_member()
    NoteFactory(tags=("ลับเฉพาะเรา",), access=Access.UNIT, circles=_circle())
    NoteFactory(tags=("เปิด",), access=Access.PUBLIC)
    NoteFactory(tags=("บัตร",), access=Access.REQUEST)
    hidden = Tag.objects.get(name="ลับเฉพาะเรา")

    guest, keeper = Client().get("/tags/"), signed_in(member).get("/tags/")

    assert [tag.name for tag in guest.context["page"].items] == ["เปิด"]
    assert sorted(tag.name for tag in keeper.context["page"].items) == ["บัตร", "เปิด"]
    assert signed_in(member).get(f"/tags/{hidden.pk}/edit").status_code == 404


def _circle():
    from panya.shared.people.actions.circles import circle_of_unit

    return (circle_of_unit(UnitFactory()),)


def test_a_new_site_begins_with_the_glossary_and_four_topics_and_people_keep_what_they_make_of_them():
    first_run.prepare()
    member = km_member()

    assert Term.objects.count() == 107
    assert [topic.slug for topic in topics_in_order()] == [
        "domestic-trade", "foreign-trade", "trade-negotiation", "insurance",
    ]  # fmt: skip
    coo, gone = Term.objects.get(abbreviation="C/O"), Term.objects.get(name="เกม")
    terms.change_term(coo, terms.TermFields(coo.name, "proof of origin", "C/O"), by=member)
    terms.delete_term(gone, by=member)
    first_run.prepare()

    assert Term.objects.count() == 106
    assert Term.objects.get(pk=coo.pk).name_en == "proof of origin"


def test_a_word_stands_in_the_glossary_once():
    member = km_member()
    terms.add_term(terms.TermFields("กรมพัฒนาธุรกิจการค้า", abbreviation="พค."), by=member)
    terms.add_term(terms.TermFields("พฤษภาคม", abbreviation="พ.ค."), by=member)

    with pytest.raises(Refused, match="มีคำนี้"):
        terms.add_term(terms.TermFields(" กรมพัฒนาธุรกิจการค้า ", abbreviation="พค."), by=member)


def test_the_glossary_is_searched_by_every_spelling_and_by_its_first_letter():
    member = km_member()
    terms.add_term(terms.TermFields("เขตการค้าเสรี", "free trade area", "FTA", ("เอฟทีเอ",)), by=member)
    terms.add_term(terms.TermFields("สิทธิบัตร", "patent"), by=member)

    def shown(query):
        return [term.name for term in Client().get(f"/terms/?{query}").context["page"].items]

    assert shown("") == ["เขตการค้าเสรี", "สิทธิบัตร"]
    assert shown("q=เอฟทีเอ") == shown("q=Free Trade") == shown("letter=ข") == ["เขตการค้าเสรี"]
    assert shown("letter=ส") == ["สิทธิบัตร"]
    assert shown("q=ไม่มี") == []


def test_the_page_of_a_word_shows_the_records_that_use_it_and_the_reader_may_see():
    term = Term.objects.create(name="ถิ่นกำเนิดสินค้า", name_en="origin of goods")
    shown = NoteFactory(title="ตรวจถิ่นกำเนิดสินค้าให้ผ่าน")
    hidden = NoteFactory(title="ถิ่นกำเนิดสินค้าภายใน", access=Access.INTERNAL)
    NoteFactory(title="สินค้าเกษตร")
    writer.drain()

    assert Client().get(f"/terms/{term.pk}").context["records"] == [shown]
    assert set(signed_in(UserFactory()).get(f"/terms/{term.pk}").context["records"]) == {shown, hidden}


def test_the_glossary_is_exported_and_no_cell_becomes_a_formula():
    Term.objects.create(name="=1+1", abbreviation="ก", synonyms=["ข", "ค"])

    answer = Client().get("/terms/export")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert rows[1] == ["'=1+1", "ก", "", "ข; ค", "", ""]


def test_aims_are_kept_by_the_team_of_the_whole_ministry_and_closed_ones_are_not_offered():
    of_all, of_root, of_unit = km_member(unit=None), km_member(unit=root_unit()), km_member(unit=UnitFactory())
    issue = aims.add_aim(aims.AimFields(2569, "issue", "ประเด็นหนึ่ง", "SI-1"), by=of_all)
    kpi = aims.add_aim(aims.AimFields(2569, "kpi", "ร้อยละ", "KPI-1", parent=issue), by=of_root)

    with pytest.raises(NotAllowed):
        aims.add_aim(aims.AimFields(2569, "kpi", "อื่น"), by=of_unit)
    with pytest.raises(Refused, match="รหัสนี้"):
        aims.add_aim(aims.AimFields(2569, "kpi", "อื่น", "KPI-1"), by=of_all)
    with pytest.raises(Refused, match="ปีอื่น"):
        aims.add_aim(aims.AimFields(2570, "kpi", "อื่น", parent=issue), by=of_all)
    with pytest.raises(Refused, match="เฉพาะตัวชี้วัด"):
        aims.add_aim(aims.AimFields(2569, "issue", "อื่น", parent=issue), by=of_all)
    aims.close_aim(issue, by=of_all)

    assert list(aims_to_choose(2569)) == [kpi]
    assert set(Aim.objects.all()) == {issue, kpi}


def test_a_fiscal_year_is_typed_in_either_era_and_kept_as_one():
    client = signed_in(km_member(unit=None))
    for year in ("2569", "2026"):
        client.post("/aims/new", {"fiscal_year": year, "kind": "kpi", "name": year})
    client.post("/aims/new", {"fiscal_year": "99999", "kind": "kpi", "name": "x"})

    assert list(Aim.objects.values_list("fiscal_year", flat=True)) == [2569, 2569]


@pytest.mark.parametrize("address", ["/topics/new", "/terms/new", "/aims/new"])
def test_the_pages_that_add_something_work(address):
    client = signed_in(km_member(unit=None))

    fields = {"name_th": "ใหม่", "name": "ใหม่", "sort_order": "5", "fiscal_year": "2569", "kind": "kpi"}

    assert client.get(address).status_code == 200
    assert client.post(address, NOTHING).status_code == 422
    assert client.post(address, fields).status_code == 303


def test_the_pages_that_mend_and_merge_work():
    client = signed_in(km_member())
    note = NoteFactory(tags=("หนึ่ง", "สอง"), topics=(TopicFactory(slug="a"), TopicFactory(slug="b")))
    one, term = Tag.objects.get(name="หนึ่ง"), Term.objects.create(name="คำ")

    for address, fields, bad in (
        ("/topics/a/edit", {"name_th": "เอ", "sort_order": "1"}, NOTHING),
        ("/topics/a/merge", {"into": "b"}, {"into": "a"}),
        ("/topics/b/close", {}, None),
        (f"/tags/{one.pk}/edit", {"name": "หนึ่งใหม่"}, {"name": ""}),
        (f"/tags/{one.pk}/merge", {"into": "สอง"}, {"into": "ไม่มีคำนี้"}),
        (f"/terms/{term.pk}/edit", {"name": "คำใหม่"}, NOTHING),
        (f"/terms/{term.pk}/delete", {}, None),
    ):
        if bad is not None:
            assert client.post(address, bad).status_code == 422, address
        assert client.post(address, fields).status_code == 303, address

    note = Item.objects.get(pk=note.pk)
    assert [tag.name for tag in note.tags.all()] == ["สอง"]
    assert [topic.slug for topic in note.topics.all()] == ["b"]
