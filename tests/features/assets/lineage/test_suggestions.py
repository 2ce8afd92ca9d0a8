"""A reader's better text: who proposes, who decides, what becomes of it."""

import pytest

from panya.base.core.errors import Conflict, NotAllowed, Refused
from panya.features.assets.actions.suggestions import (
    accept_suggestion,
    decline_suggestion,
    proposed_text,
    rewrite_suggestion,
    suggest_edit,
    withdraw_suggestion,
)
from panya.features.assets.forms.lineage import SuggestionForm, text_of
from panya.features.assets.models import ChangeState, Contributor, EditSuggestion
from panya.features.assets.queries.suggestions import find_suggestion, suggestions_for
from panya.features.assets.structure import Parts, parts_of
from panya.shared.activity.models import Event
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions import items
from panya.shared.content.models import Access, Item
from panya.shared.content.text import Text
from panya.shared.notifications.models import Notification
from tests.factories import AssetFactory, UnitFactory, UserFactory, approved
from tests.factories.assets import PARTS

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def fresh(item):
    return Item.objects.select_related("published", "latest").get(pk=item.pk)


def better(body="<p>ข้อความที่ดีกว่าเดิม</p>", parts=PARTS, title="ออกหนังสือรับรองให้ผ่านในรอบเดียว"):
    return Text(title, "ถามสามข้อก่อนเปิดระบบ", body, parts.as_json())


def propose(item, by=None, text=None, reason="อัตราเปลี่ยนแล้ว"):
    by = by or UserFactory()
    return suggest_edit(item, text or better(), by=by, reason=reason, base=fresh(item).published)


def told(kind=None):
    rows = Notification.objects.all() if kind is None else Notification.objects.filter(kind=kind)
    return {(row.kind, row.person_id) for row in rows}


def test_staff_who_read_a_published_asset_propose_and_its_writers_and_outsiders_do_not():
    item = AssetFactory()
    draft = AssetFactory(published=False)
    outside = UserFactory(unit=UnitFactory(parent=None, kind="external"))
    retired = AssetFactory()
    items.retire(retired, by=retired.owner, reason="เก่า")

    suggestion = propose(item)

    assert (suggestion.state, suggestion.base) == (ChangeState.OPEN, fresh(item).published)
    for refused, person in ((item, item.owner), (item, outside), (retired, UserFactory())):
        with pytest.raises(NotAllowed):
            propose(refused, by=person)
    with pytest.raises(NotAllowed):
        suggest_edit(draft, better(), by=UserFactory(), reason="x", base=draft.latest)


def test_the_owner_is_told_and_readers_see_nothing_new():
    item = AssetFactory()
    before = fresh(item)

    suggestion = propose(item)

    assert told() == {("assets.suggested", item.owner_id)}
    after = fresh(item)
    assert (after.latest_id, after.published_id) == (before.latest_id, before.published_id)
    assert list(Event.objects.filter(verb="assets.suggest_edit").values_list("person", flat=True)) == [suggestion.by_id]


def test_a_proposal_needs_a_reason_and_a_difference_and_waits_alone():
    item, person = AssetFactory(), UserFactory()
    same = text_of(fresh(item).published)

    with pytest.raises(Refused):
        propose(item, by=person, reason="  ")
    with pytest.raises(Refused):
        propose(item, by=person, reason="ก" * 501)
    with pytest.raises(Refused):
        propose(item, by=person, text=same)
    propose(item, by=person)
    with pytest.raises(Refused):
        propose(item, by=person)
    propose(item)

    assert EditSuggestion.objects.filter(item=item).count() == 2


def test_a_proposal_over_a_text_that_is_not_shown_any_more_is_a_conflict():
    item = AssetFactory()
    old = fresh(item).published
    items.save_text(item, better("<p>ใหม่</p>"), by=item.owner, base=old)
    approved(item, by=UserFactory())

    with pytest.raises(Conflict):
        suggest_edit(item, better(), by=UserFactory(), reason="แก้", base=old)


def test_only_its_maker_and_those_who_decide_find_a_proposal():
    author, owner = UserFactory(), UserFactory()
    item = AssetFactory(author=author)
    Item.objects.filter(pk=item.pk).update(owner=owner)
    suggestion = propose(fresh(item))

    finders = {
        person.pk
        for person in (author, owner, suggestion.by, UserFactory())
        if find_suggestion(suggestion.public_id, person) is not None
    }
    assert finders == {author.pk, owner.pk, suggestion.by.pk}


def test_who_no_longer_reads_the_asset_does_not_find_the_own_proposal():
    item = AssetFactory()
    suggestion = propose(item)
    Item.objects.filter(pk=item.pk).update(access=Access.RESTRICTED)

    assert find_suggestion(suggestion.public_id, suggestion.by) is None
    assert list(suggestions_for(suggestion.by)) == []


def test_accepted_it_is_a_new_text_that_nobody_approved_and_names_who_proposed_it():
    item = AssetFactory()
    suggestion = propose(item)
    shown = fresh(item).published

    revision = accept_suggestion(suggestion, by=item.owner)

    after = fresh(item)
    assert (after.published, after.latest) == (shown, revision)
    assert (revision.by, revision.body_html) == (item.owner, "<p>ข้อความที่ดีกว่าเดิม</p>")
    assert suggestion.by.name in revision.reason
    assert [(one.person, one.role) for one in Contributor.objects.filter(asset=item.pk)] == [
        (suggestion.by, "compiler")
    ]
    row = EditSuggestion.objects.get(pk=suggestion.pk)
    assert (row.state, row.revision, row.decided_by) == (ChangeState.ACCEPTED, revision, item.owner)
    assert told("assets.suggestion_accepted") == {("assets.suggestion_accepted", suggestion.by_id)}
    assert AuditEntry.objects.filter(verb="assets.accept_suggestion").count() == 1


def test_only_the_author_and_the_owner_decide():
    co_editor = UserFactory()
    item = AssetFactory(co_editors=(co_editor,))
    suggestion = propose(item)

    for person in (suggestion.by, co_editor, UserFactory()):
        with pytest.raises(NotAllowed):
            accept_suggestion(suggestion, by=person)
        with pytest.raises(NotAllowed):
            decline_suggestion(suggestion, by=person, words="ไม่")
    assert fresh(item).latest == fresh(item).published


def test_declined_with_words_it_leaves_the_text_and_tells_why():
    item = AssetFactory()
    suggestion = propose(item)

    with pytest.raises(Refused):
        decline_suggestion(suggestion, by=item.owner, words=" ")
    decline_suggestion(suggestion, by=item.owner, words="ระเบียบยังไม่ประกาศ")

    row = EditSuggestion.objects.get(pk=suggestion.pk)
    assert (row.state, row.decision_words) == (ChangeState.DECLINED, "ระเบียบยังไม่ประกาศ")
    assert fresh(item).latest == fresh(item).published
    assert told("assets.suggestion_declined") == {("assets.suggestion_declined", suggestion.by_id)}


def test_a_decided_proposal_is_not_decided_again():
    item = AssetFactory()
    suggestion = propose(item)
    decline_suggestion(suggestion, by=item.owner, words="ไม่")

    with pytest.raises(Refused):
        accept_suggestion(suggestion, by=item.owner)
    with pytest.raises(Refused):
        withdraw_suggestion(suggestion, by=suggestion.by)
    assert fresh(item).latest == fresh(item).published


def test_its_maker_withdraws_it_and_nobody_is_asked_any_more():
    item = AssetFactory()
    suggestion = propose(item)

    with pytest.raises(NotAllowed):
        withdraw_suggestion(suggestion, by=item.owner)
    withdraw_suggestion(suggestion, by=suggestion.by)

    assert told() == set()
    assert list(suggestions_for(item.owner)) == []
    assert list(suggestions_for(suggestion.by)) == [suggestion]


def test_over_a_newer_text_it_is_not_accepted_until_both_are_one():
    item = AssetFactory()
    suggestion = propose(item)
    newer = items.save_text(item, better("<p>เจ้าของแก้เอง</p>"), by=item.owner, base=fresh(item).published)

    with pytest.raises(Conflict):
        accept_suggestion(suggestion, by=item.owner)
    with pytest.raises(Conflict):
        accept_suggestion(suggestion, by=item.owner, combined=better("<p>รวม</p>"), base=suggestion.base)
    revision = accept_suggestion(suggestion, by=item.owner, combined=better("<p>รวม</p>"), base=newer)

    assert (fresh(item).latest, revision.body_html) == (revision, "<p>รวม</p>")
    assert suggestion.by.name in revision.reason


def test_its_maker_puts_it_over_the_text_that_is_shown_now():
    item = AssetFactory()
    suggestion = propose(item)
    old = suggestion.base
    items.save_text(item, better("<p>ฉบับใหม่</p>"), by=item.owner, base=old)
    item = approved(item, by=UserFactory())

    with pytest.raises(Conflict):
        rewrite_suggestion(suggestion, better("<p>ทั้งสอง</p>"), by=suggestion.by, reason="รวม", base=old)
    rewrite_suggestion(suggestion, better("<p>ทั้งสอง</p>"), by=suggestion.by, reason="รวม", base=item.published)
    revision = accept_suggestion(suggestion, by=item.owner)

    assert revision.body_html == "<p>ทั้งสอง</p>"


def test_while_a_reviewer_looks_or_once_it_is_retired_nothing_is_taken_in():
    item = AssetFactory()
    suggestion = propose(item)
    newer = items.save_text(item, better("<p>รอตรวจ</p>"), by=item.owner, base=fresh(item).published)
    review = item.reviews.create(
        revision=newer, sha256=newer.sha256, asked_by=item.owner, asked_at=newer.created_at, due_on="2030-01-01"
    )

    with pytest.raises(Refused):
        accept_suggestion(suggestion, by=item.owner, combined=better(), base=newer)
    review.delete()
    items.retire(fresh(item), by=item.owner, reason="เก่า")
    with pytest.raises(Refused):
        accept_suggestion(suggestion, by=item.owner, combined=better(), base=newer)


def test_attached_files_stay_and_a_body_that_nobody_touched_is_the_same_to_the_letter():
    item = AssetFactory(body="<p>หนึ่ง<br>สอง</p><table><tbody><tr><td>ก</td></tr></tbody></table>")
    start = text_of(fresh(item).published)
    form = SuggestionForm(start=start)
    typed = {name: form[name].value() for name in form.fields if name != "reason"}
    sent = SuggestionForm(typed | {"reason": "แก้ชื่อ", "title": "ชื่อใหม่"}, start=start)

    assert sent.is_valid()
    suggestion = propose(item, text=sent.text())

    assert proposed_text(suggestion).body_html == start.body_html
    assert parts_of(proposed_text(suggestion).structured) == PARTS


def test_too_long_a_part_is_refused_with_what_to_shorten():
    with pytest.raises(Refused):
        propose(AssetFactory(), text=better(parts=Parts(steps=("ก" * 2001,))))


def test_a_text_with_a_secret_mark_is_not_kept_as_a_proposal():
    with pytest.raises(Refused):
        propose(AssetFactory(), text=better("<p>ลับมาก</p>"))
    assert EditSuggestion.objects.count() == 0


def test_the_pages_lead_through_proposing_and_accepting(client):
    item, reader = AssetFactory(), UserFactory()
    client.force_login(reader)
    page = client.get(f"/assets/{item.pk}/suggest")
    typed = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    sent = client.post(
        f"/assets/{item.pk}/suggest", typed | {"base": "1", "steps": "ถามปลายทาง\nตรวจถิ่นกำเนิด", "reason": "สั้นลง"}
    )
    suggestion = EditSuggestion.objects.get()

    assert (sent.status_code, sent["Location"]) == (303, f"/assets/suggestions/{suggestion.public_id}")
    assert "<del>" in client.get(sent["Location"]).content.decode()
    client.force_login(item.owner)
    assert f"/assets/suggestions/{suggestion.public_id}" in client.get(f"/assets/{item.pk}").content.decode()
    assert client.post(f"{sent['Location']}/accept").status_code == 303
    assert parts_of(fresh(item).latest.structured).steps == ("ถามปลายทาง", "ตรวจถิ่นกำเนิด")


def test_the_pages_show_both_texts_where_another_came_between(client):
    item = AssetFactory()
    suggestion = propose(item)
    items.save_text(item, better("<p>เจ้าของแก้เอง</p>"), by=item.owner, base=fresh(item).published)
    client.force_login(item.owner)
    address = f"/assets/suggestions/{suggestion.public_id}"

    refused = client.post(f"{address}/accept")

    assert refused.status_code == 422
    assert "เจ้าของ" in refused.content.decode()
    # Its maker is not told of a text that nobody approved.
    client.force_login(suggestion.by)
    assert "เจ้าของแก้เอง" not in client.get(address).content.decode()
    combined = client.get(f"{address}/combine")
    assert combined.status_code == 403


def test_a_reader_learns_of_no_unapproved_text_by_naming_its_number(client):
    item, reader = AssetFactory(), UserFactory()
    items.save_text(item, better("<p>ยังไม่ผ่าน</p>"), by=item.owner, base=fresh(item).published)
    client.force_login(reader)
    typed = {"title": "ใหม่", "reason": "แก้"}

    there = client.post(f"/assets/{item.pk}/suggest", typed | {"base": "2"})
    never = client.post(f"/assets/{item.pk}/suggest", typed | {"base": "7"})

    assert (there.status_code, never.status_code) == (422, 422)
