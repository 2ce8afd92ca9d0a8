"""Two assets become one: who may, what stays where, what is refused."""

import pytest
from bs4 import BeautifulSoup

from panya.base.core.errors import NotAllowed, Refused
from panya.features.assets.actions.merging import merge
from panya.features.assets.queries.lineage import lineage_of
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions import items
from panya.shared.content.models import Access, Item, Link, Status
from panya.shared.content.succession import newest_for
from panya.shared.content.text import Text
from panya.shared.feedback.models import Bookmark, Comment, Follow, FollowKind, UseRecord
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.circles import circle_of_person, circle_of_unit
from panya.shared.people.models import Role
from tests.factories import AppointmentFactory, AssetFactory, CommentFactory, NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def fresh(item):
    return Item.objects.get(pk=item.pk)


def test_its_author_merges_two_own_assets_and_old_readers_are_led_on():
    owner = UserFactory()
    goes, stays = AssetFactory(author=owner), AssetFactory(author=owner)

    merge(goes, stays, by=owner, reason="ซ้ำกัน")

    goes = fresh(goes)
    assert (goes.status, goes.superseded_by, goes.retired_reason) == (Status.RETIRED, stays, "ซ้ำกัน")
    assert fresh(stays).status == Status.PUBLISHED
    assert newest_for(goes, UserFactory()) == stays
    assert [(link.source, link.target, link.kind) for link in Link.objects.all()] == [(goes, stays, "merged_into")]
    assert AuditEntry.objects.filter(verb="assets.merge").count() == 1


def test_only_who_may_retire_both_merges():
    unit = UnitFactory()
    goes = AssetFactory(author=UserFactory(unit=unit))
    stays = AssetFactory(author=UserFactory(unit=unit))
    team = UserFactory(unit=unit)
    AppointmentFactory(person=team, role=Role.KM_TEAM, unit=unit)
    other_team = UserFactory()
    AppointmentFactory(person=other_team, role=Role.KM_TEAM, unit=UnitFactory())

    for person in (goes.owner, stays.owner, UserFactory(unit=unit), other_team):
        with pytest.raises(NotAllowed):
            merge(goes, stays, by=person, reason="ซ้ำ")
    merge(goes, stays, by=team, reason="ซ้ำ")

    assert fresh(goes).superseded_by == stays
    told = set(Notification.objects.filter(kind="assets.merged").values_list("person", flat=True))
    assert told == {goes.owner_id, stays.owner_id}


def test_a_km_team_that_may_not_read_one_of_them_does_not_merge():
    unit = UnitFactory()
    author = UserFactory(unit=unit)
    circle = circle_of_person(author)
    goes, stays = [AssetFactory(author=author, access=Access.RESTRICTED, circles=(circle,)) for _ in range(2)]
    team = UserFactory(unit=unit)
    AppointmentFactory(person=team, role=Role.KM_TEAM, unit=unit)

    with pytest.raises(NotAllowed):
        merge(goes, stays, by=team, reason="ซ้ำ")
    assert fresh(goes).status == Status.PUBLISHED


def test_comments_and_uses_stay_where_they_are_and_show_on_the_one_that_stays(client):
    owner, reader = UserFactory(), UserFactory()
    goes, stays = AssetFactory(author=owner, title="เรื่องเก่า"), AssetFactory(author=owner)
    comment = CommentFactory(item=goes, author=reader, body_text="ใช้แล้วดีมาก", body_html="<p>ใช้แล้วดีมาก</p>")
    use = UseRecord.objects.create(
        item=goes, by=reader, unit=reader.unit, owner_unit=owner.unit, used_on="2026-01-05", manner="as_is",
        result="worked", what="ใช้กับงานรับคำขอ", recorded_at=goes.published_at,
    )  # fmt: skip

    merge(goes, stays, by=owner, reason="ซ้ำ")

    assert (Comment.objects.get().item, UseRecord.objects.get().item) == (goes, goes)
    (merged,) = lineage_of(fresh(stays), reader).merged
    assert (merged.item, merged.comments, merged.uses) == (goes, [comment], [use])
    client.force_login(reader)
    page = client.get(f"/assets/{stays.pk}").content.decode()
    assert "ใช้แล้วดีมาก" in page
    assert "ใช้กับงานรับคำขอ" in page


def test_what_was_merged_into_the_merged_one_shows_too():
    owner = UserFactory()
    first, second, third = [AssetFactory(author=owner) for _ in range(3)]
    merge(first, second, by=owner, reason="ซ้ำ")
    merge(second, third, by=owner, reason="ซ้ำ")

    assert {one.item for one in lineage_of(fresh(third), owner).merged} == {first, second}
    assert newest_for(fresh(first), owner) == third


def test_followers_and_bookmarks_go_over_once_for_each_person():
    owner, both, one = UserFactory(), UserFactory(), UserFactory()
    goes, stays = AssetFactory(author=owner), AssetFactory(author=owner)
    for person, item in ((both, goes), (both, stays), (one, goes)):
        Follow.objects.create(person=person, kind=FollowKind.ITEM, item=item)
        Bookmark.objects.create(person=person, item=item)

    merge(goes, stays, by=owner, reason="ซ้ำ")

    for kept in (Follow, Bookmark):
        rows = sorted(kept.objects.values_list("person", "item"))
        assert rows == sorted([(both.pk, stays.pk), (one.pk, stays.pk)])


def test_what_cannot_be_merged_is_refused_and_nothing_changes():
    owner = UserFactory()
    stays = AssetFactory(author=owner)
    other_class = AssetFactory(author=owner, access=Access.PUBLIC)
    retired = AssetFactory(author=owner)
    items.retire(retired, by=owner, reason="เก่า")
    reviewed = AssetFactory(author=owner)
    newer = items.save_text(reviewed, Text("ใหม่", "", "<p>ใหม่</p>"), by=owner, base=reviewed.latest)
    reviewed.reviews.create(
        revision=newer, sha256=newer.sha256, asked_by=owner, asked_at=newer.created_at, due_on="2030-01-01"
    )

    for goes, into in ((stays, stays), (other_class, stays), (retired, stays), (stays, retired), (reviewed, stays)):
        with pytest.raises(Refused):
            merge(goes, into, by=owner, reason="ซ้ำ")
    with pytest.raises(Refused):
        merge(NoteFactory(author=owner, access=Access.INTERNAL), stays, by=owner, reason="ซ้ำ")
    with pytest.raises(NotAllowed):
        merge(AssetFactory(author=owner, published=False), stays, by=owner, reason="ซ้ำ")
    assert Link.objects.count() == 0
    assert fresh(stays).status == Status.PUBLISHED


def test_two_of_one_class_open_to_other_circles_are_not_merged():
    owner = UserFactory()
    one = AssetFactory(author=owner, access=Access.UNIT, circles=(circle_of_unit(owner.unit),))
    other = AssetFactory(author=owner, access=Access.UNIT, circles=(circle_of_unit(UnitFactory()),))

    with pytest.raises(Refused):
        merge(one, other, by=owner, reason="ซ้ำ")


def test_the_page_leads_to_the_class_of_two_that_are_open_to_different_readers(client):
    owner = UserFactory()
    one, alike = AssetFactory(author=owner), AssetFactory(author=owner)
    closed = AssetFactory(author=owner, access=Access.UNIT, circles=(circle_of_unit(owner.unit),))
    client.force_login(owner)

    def ways(other):
        page = client.get(f"/assets/{one.pk}/merge?other={other.pk}").content.decode()
        return [item for item in (one, other) if f'href="/assets/{item.pk}/access"' in page]

    assert ways(alike) == []
    assert ways(closed) == [one, closed]


def test_brought_back_and_merged_elsewhere_only_the_last_counts():
    owner = UserFactory()
    goes, first, last = [AssetFactory(author=owner) for _ in range(3)]
    merge(goes, first, by=owner, reason="ซ้ำ")
    items.bring_back(fresh(goes), by=owner)

    assert lineage_of(fresh(first), owner).merged == []
    merge(goes, last, by=owner, reason="ซ้ำ")
    assert lineage_of(fresh(first), owner).merged == []
    assert [one.item for one in lineage_of(fresh(last), owner).merged] == [goes]


def test_the_page_shows_both_and_merges(client):
    owner = UserFactory()
    one, other = AssetFactory(author=owner, title="เรื่องหนึ่ง"), AssetFactory(author=owner, title="เรื่องสอง")
    client.force_login(owner)
    address = f"/assets/{one.pk}/merge"

    assert "เรื่องสอง" in client.get(f"{address}?other={other.pk}").content.decode()
    assert client.post(address, {"other": "99", "stays": "this", "reason": "ซ้ำ"}).status_code == 422
    assert client.post(address, {"other": one.pk, "stays": "this", "reason": "ซ้ำ"}).status_code == 422
    sent = client.post(address, {"other": other.pk, "stays": "other", "reason": "ซ้ำ"})

    assert (sent.status_code, sent["Location"]) == (303, f"/assets/{other.pk}")
    assert fresh(one).superseded_by == other
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403


def test_the_two_are_looked_at_by_address_and_named_before_they_merge(client):
    owner = UserFactory()
    one, other = AssetFactory(author=owner), AssetFactory(author=owner)
    client.force_login(owner)
    address = f"/assets/{one.pk}/merge"

    first = BeautifulSoup(client.get(address).content, "html.parser").main
    assert [form["method"] for form in first.select("form")] == ["get"]
    assert first.select_one("form [name=csrfmiddlewaretoken]") is None
    missed = BeautifulSoup(client.get(f"{address}?other=99").content, "html.parser").main
    assert "ไม่พบองค์ความรู้หมายเลขนี้" in missed.select_one(".alert").get_text()
    both = BeautifulSoup(client.get(f"{address}?other={other.pk}").content, "html.parser").main
    assert [label.get_text(strip=True) for label in both.select("[name=stays] + label")] == [
        f"เก็บ {one.pk} เลิกใช้ {other.pk}",
        f"เก็บ {other.pk} เลิกใช้ {one.pk}",
    ]


def test_a_wrong_number_is_said_at_its_field(client):
    owner = UserFactory()
    one = AssetFactory(author=owner)
    client.force_login(owner)
    sent = client.post(f"/assets/{one.pk}/merge", {"other": one.pk, "stays": "this", "reason": "ซ้ำ"})
    page = BeautifulSoup(sent.content, "html.parser").main
    assert page.select_one("[name=other][aria-invalid=true]")
    assert page.select_one(".error-summary a")["href"] == "#id_other"
