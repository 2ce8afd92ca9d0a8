"""Who says what under a record, who meets it, and who keeps order."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.urls import reverse

from panya.base.core.errors import Conflict, NotAllowed, Refused, TooMany
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions.items import publish_latest, save_text
from panya.shared.content.models import Access, Item
from panya.shared.content.text import Text
from panya.shared.feedback.actions.comments import (
    edit_comment,
    hide_comment,
    withdraw_comment,
    write_comment,
    write_guest_comment,
)
from panya.shared.feedback.actions.moderation import approve_comment, report, settle_report
from panya.shared.feedback.actions.privacy import change_privacy_notice
from panya.shared.feedback.models import Comment, CommentState, Report
from panya.shared.feedback.queries import find_comment, open_reports, threads_on, waiting_comments
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import Role
from panya.shared.search import missed, recent
from tests.factories import AppointmentFactory, NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
ADDRESS = "203.144.160.247"


@pytest.fixture
def note():
    return NoteFactory(access=Access.PUBLIC)


@pytest.fixture
def moderator(note):
    return AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=note.unit).person


def said_under(note) -> list[tuple[str, list[str]]]:
    return [(thread.comment.body_text, [reply.body_text for reply in thread.replies]) for thread in threads_on(note)]


def told(person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def guest(note, text="ขอบคุณครับ", **fields) -> Comment:
    return write_guest_comment(note, text, name="คุณป้าตลาดสด", address=ADDRESS, **fields)


def count_of(note) -> int:
    return Item.objects.get(pk=note.pk).comment_count


def test_members_comment_and_answer_in_one_level_and_the_writers_are_told(note):
    reader, third = UserFactory(), UserFactory()
    first = write_comment(note, "ที่จังหวัดเราทำอีกแบบ", by=reader)
    answer = write_comment(note, "ทำแบบไหนคะ", by=note.author, parent=first)
    write_comment(note, "ขอฟังด้วย", by=third, parent=answer)

    assert said_under(note) == [("ที่จังหวัดเราทำอีกแบบ", ["ทำแบบไหนคะ", "ขอฟังด้วย"])]
    assert count_of(note) == 3
    # Of an answer in a conversation its beginner is told, and who wrote the record; nobody of the own act.
    assert told(note.author) == ["feedback.comment", "feedback.comment"]
    assert told(reader) == ["feedback.reply", "feedback.reply"]
    assert told(third) == []


def test_nobody_comments_on_what_that_person_may_not_read_or_what_is_not_published():
    person = UserFactory()
    restricted = NoteFactory(access=Access.RESTRICTED, circles=(circle_of_person(UserFactory()),))
    draft = NoteFactory(author=person, published=False)
    for item in (restricted, draft):
        with pytest.raises(NotAllowed):
            write_comment(item, "เห็นด้วย", by=person)
    with pytest.raises(NotAllowed):
        guest(NoteFactory(access=Access.INTERNAL))
    assert Comment.objects.count() == 0


def test_a_comment_keeps_paragraphs_and_links_and_runs_nothing(note):
    made = write_comment(
        note, "ดู https://www.moc.go.th/x?a=1&b=2\nบรรทัดสอง\n\n<script>alert(1)</script>", by=UserFactory()
    )

    assert made.body_html == (
        '<p>ดู <a href="https://www.moc.go.th/x?a=1&amp;b=2" rel="noopener noreferrer nofollow">'
        "https://www.moc.go.th/x?a=1&amp;b=2</a><br>บรรทัดสอง</p><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )


@pytest.mark.parametrize("text", ["", "  \u200b\n", "ก" * 5_001])
def test_an_empty_or_endless_comment_is_refused(note, text):
    with pytest.raises(Refused):
        write_comment(note, text, by=UserFactory())
    assert count_of(note) == 0


def test_a_guest_waits_masked_until_the_km_team_lets_the_comment_in(note, moderator):
    made = guest(note)

    assert (made.state, made.masked_address, ADDRESS in made.sender) == ("waiting", "xxx.144.xxx.xxx", False)
    assert said_under(note) == []
    assert count_of(note) == 0
    assert told(moderator) == ["feedback.waiting"]
    assert list(waiting_comments(moderator)) == [made]
    approve_comment(made, by=moderator)
    assert said_under(note) == [("ขอบคุณครับ", [])]
    assert count_of(note) == 1
    assert told(note.author) == ["feedback.comment"]
    with pytest.raises(Conflict):
        approve_comment(made, by=moderator)
    assert count_of(note) == 1
    assert list(AuditEntry.objects.filter(verb="feedback.approve").values_list("object_id", flat=True)) == [
        made.public_id
    ]


def test_the_code_of_a_sender_is_the_same_on_one_day_and_another_on_the_next(note):
    with time_machine.travel("2026-05-01T10:00:00+07:00", tick=False):
        first, second = guest(note).sender, guest(note).sender
    with time_machine.travel("2026-05-02T10:00:00+07:00", tick=False):
        third = guest(note).sender
    assert first == second != third


def test_moderators_see_only_what_they_may_read_and_what_their_units_own(note, moderator):
    waiting = guest(note)
    elsewhere = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=UnitFactory()).person
    report(note, reason="wrong", words="", by=UserFactory(), address="")
    # Restricted afterwards: what waits under it is told to nobody who may not read it.
    Item.objects.filter(pk=note.pk).update(access=Access.RESTRICTED)

    for person in (moderator, elsewhere):
        assert (list(waiting_comments(person)), list(open_reports(person))) == ([], [])
    with pytest.raises(NotAllowed):
        approve_comment(waiting, by=moderator)
    assert Comment.objects.get().state == CommentState.WAITING


def test_guests_are_stopped_after_five_in_ten_minutes_and_all_of_them_after_two_minutes_worth(note):
    with time_machine.travel("2026-05-01T10:00:00+07:00", tick=False):
        for _ in range(5):
            guest(note)
        with pytest.raises(TooMany) as refused:
            guest(note)
        assert refused.value.retry_after == 600
        for number in range(115):
            write_guest_comment(note, "ด้วยคน", name="ก", address=f"10.1.1.{number}")
        with pytest.raises(TooMany):
            write_guest_comment(note, "ด้วยคน", name="ก", address="10.1.2.1")
    assert Comment.objects.filter(state=CommentState.WAITING).count() == 120


def test_ones_own_comment_is_mended_for_half_an_hour_and_taken_back_any_time(note):
    writer = UserFactory()
    with time_machine.travel("2026-05-01T10:00:00+07:00", tick=False) as clock:
        made = write_comment(note, "ผิดนิด", by=writer)
        answer = write_comment(note, "จริงด้วย", by=note.author, parent=made)
        with pytest.raises(NotAllowed):
            edit_comment(made, "ยึดมา", by=note.author)
        clock.shift(29 * 60)
        edit_comment(made, "ถูกแล้ว", by=writer)
        clock.shift(2 * 60)
        with pytest.raises(NotAllowed):
            edit_comment(made, "ช้าไป", by=writer)
        withdraw_comment(made, by=writer)
    assert [(thread.comment.is_withdrawn, len(thread.replies)) for thread in threads_on(note)] == [(True, 1)]
    assert count_of(note) == 1
    withdraw_comment(answer, by=note.author)
    assert threads_on(note) == []
    assert count_of(note) == 0
    assert told(note.author) == []


def test_the_writer_of_the_record_hides_a_comment_once_and_its_author_learns_why(note):
    writer = UserFactory()
    made = write_comment(note, "ไม่เกี่ยวกับเรื่อง", by=writer)
    with pytest.raises(NotAllowed):
        hide_comment(made, by=UserFactory(), reason="ไม่ชอบ")
    with pytest.raises(Refused):
        hide_comment(made, by=note.author, reason="  ")

    hide_comment(made, by=note.author, reason="นอกเรื่อง")

    with pytest.raises(Conflict):
        hide_comment(made, by=note.author, reason="อีกครั้ง")
    assert (said_under(note), count_of(note)) == ([], 0)
    assert told(writer) == ["feedback.comment_hidden"]
    assert [find_comment(made.public_id, person) for person in (writer, note.author, UserFactory())] == [
        made,
        None,
        None,
    ]


def test_a_comment_stays_with_its_name_when_the_account_is_closed(note, client):
    writer = UserFactory(first_name="สมปอง")
    write_comment(note, "ยังอยู่", by=writer)
    type(writer).objects.filter(pk=writer.pk).update(is_active=False)

    page = client.get(f"/notes/{note.pk}").content.decode()
    assert "สมปอง" in page
    assert "ยังอยู่" in page


def test_a_report_is_settled_once_with_what_was_done(note, moderator):
    made = report(note, reason="personal", words="มีเบอร์โทรศัพท์", by=UserFactory(), address="")
    assert list(open_reports(moderator)) == [made]

    settle_report(made, by=moderator, outcome="ขอผู้เขียนลบแล้ว")

    with pytest.raises(Conflict):
        settle_report(made, by=moderator, outcome="อีกครั้ง")
    assert list(open_reports(moderator)) == []
    assert Report.objects.get().outcome == "ขอผู้เขียนลบแล้ว"
    with pytest.raises(Refused):
        report(note, reason="because", words="", by=UserFactory(), address="")


def test_the_privacy_notice_says_how_long_searches_are_kept(client, monkeypatch):
    monkeypatch.setattr(missed, "KEPT_FOR", timedelta(days=77))
    monkeypatch.setattr(recent, "KEPT_FOR", timedelta(days=55))
    page = client.get("/privacy").content.decode()
    assert ("ระบบลืมเองเมื่อครบ 55 วัน" in page, "ลืมเองเมื่อครบ 77 วัน" in page) == (True, True)


def test_the_privacy_notice_is_the_newest_one_and_only_administrators_write_it(client):
    assert "xxx.144.xxx.xxx" in client.get("/privacy").content.decode()
    administrator = AppointmentFactory(person=UserFactory(), role=Role.ADMINISTRATOR, unit=None).person
    with pytest.raises(NotAllowed):
        change_privacy_notice("ใหม่", "New", by=UserFactory())
    with pytest.raises(Refused):
        change_privacy_notice("ใหม่", " ", by=administrator)
    change_privacy_notice("ฉบับหนึ่ง", "One", by=administrator)
    change_privacy_notice("ฉบับสอง", "Two", by=administrator)
    page = client.get("/privacy").content.decode()
    assert ("ฉบับสอง" in page, "ฉบับหนึ่ง" in page) == (True, False)


def fields(**typed):
    mark = signing.TimestampSigner(salt="panya.shared.feedback.forms").sign("form")
    return {"name": "ป้า", "text": "ดีมาก", "website": "", "began": mark} | typed


def test_a_guests_form_takes_people_and_refuses_machines_and_keeps_what_was_typed(client, note):
    url = reverse("comment_on", args=[note.pk])
    with time_machine.travel("2026-05-01T10:00:00+07:00", tick=False) as clock:
        filled = fields()
        too_quick = client.post(url, filled)
        assert (too_quick.status_code, "ดีมาก" in too_quick.content.decode()) == (422, True)
        clock.shift(5)
        assert client.post(url, filled | {"website": "http://x"}).status_code == 422
        assert client.post(url, filled | {"began": "forged"}).status_code == 422
        assert Comment.objects.count() == 0
        answer = client.post(url, filled)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/notes/{note.pk}#comments")
    assert Comment.objects.get().state == CommentState.WAITING


def test_a_mention_of_one_who_loses_the_right_is_met_by_nobody(client, note):
    friend = UserFactory(first_name="เพ็ญ", last_name="ใจงาม")
    write_comment(note, "@เพ็ญ ใจงาม ช่วยดูหน่อย", by=UserFactory())
    client.force_login(friend)
    assert note.title in client.get("/notifications/").content.decode()

    Item.objects.filter(pk=note.pk).update(access=Access.RESTRICTED)

    assert note.title not in client.get("/notifications/").content.decode()


def test_an_edited_comment_is_read_at_once(client, note):
    writer = UserFactory()
    made = write_comment(note, "ฉบับแรก", by=writer)
    assert "ฉบับแรก" in client.get(f"/notes/{note.pk}").content.decode()
    edit_comment(made, "ฉบับแก้", by=writer)
    page = client.get(f"/notes/{note.pk}").content.decode()
    assert ("ฉบับแรก" in page, "ฉบับแก้" in page) == (False, True)


def test_a_new_text_of_the_record_leaves_its_comments(note):
    write_comment(note, "อยู่ต่อ", by=UserFactory())
    item = Item.objects.get(pk=note.pk)
    save_text(item, Text("ใหม่", "", "<p>ใหม่</p>"), by=note.author, base=item.latest)
    publish_latest(Item.objects.get(pk=note.pk), by=note.author)
    assert said_under(note) == [("อยู่ต่อ", [])]


@pytest.mark.parametrize("taken_away", ["withdrawn", "hidden"])
def test_what_was_taken_away_does_not_come_back_with_the_next_comment(client, note, taken_away):
    reader = UserFactory()
    gone = write_comment(note, "หมายเลขโทรศัพท์ส่วนตัว", by=reader)
    assert "หมายเลขโทรศัพท์ส่วนตัว" in client.get(note.get_absolute_url()).content.decode()

    if taken_away == "withdrawn":
        withdraw_comment(gone, by=reader)
    else:
        hide_comment(gone, by=note.author, reason="มีข้อมูลส่วนบุคคล")
    write_comment(note, "ความเห็นถัดไป", by=reader)

    page = client.get(note.get_absolute_url()).content.decode()
    assert "หมายเลขโทรศัพท์ส่วนตัว" not in page
    assert "ความเห็นถัดไป" in page


def test_a_mention_that_came_with_an_edit_goes_with_the_comment(note):
    friend, writer = UserFactory(first_name="เพ็ญ", last_name="ใจงาม"), UserFactory()
    made = write_comment(note, "ฉบับแรก", by=writer)
    edit_comment(made, "@เพ็ญ ใจงาม ช่วยดูหน่อย", by=writer)
    for text in ("ฉบับสอง", "@เพ็ญ ใจงาม ช่วยดูอีกที"):
        edit_comment(made, text, by=writer)
    assert told(friend) == ["content.mention"]

    withdraw_comment(made, by=writer)

    assert told(friend) == []


def test_edits_are_counted_like_comments(note):
    writer = UserFactory()
    made = write_comment(note, "ฉบับแรก", by=writer)
    for number in range(19):
        edit_comment(made, f"ฉบับที่ {number}", by=writer)
    with pytest.raises(TooMany):
        edit_comment(made, "อีกฉบับ", by=writer)


def test_the_addresses_of_one_line_are_one_sender(note):
    for last in range(5):
        write_guest_comment(note, "ขอบคุณครับ", name="คุณป้า", address=f"2001:db8:1:2::{last}")

    with pytest.raises(TooMany):
        write_guest_comment(note, "ขอบคุณครับ", name="คุณป้า", address="2001:db8:1:2:ffff::1")
    write_guest_comment(note, "ขอบคุณครับ", name="คุณลุง", address="2001:db8:1:3::1")


def test_guests_together_report_no_more_than_moderators_can_look_through(note):
    for last in range(120):
        report(note, reason="spam", words="", by=AnonymousUser(), address=f"203.0.113.{last}")

    with pytest.raises(TooMany):
        report(note, reason="spam", words="", by=AnonymousUser(), address="198.51.100.1")
    report(note, reason="spam", words="", by=UserFactory(), address="198.51.100.1")


def test_one_who_may_not_look_people_up_finds_no_names_by_mentions(note):
    friend, outside = UserFactory(first_name="เพ็ญ", last_name="ใจงาม"), UserFactory(unit=False)
    made = write_comment(note, "@เพ็ญ ใจงาม", by=outside)
    edit_comment(made, "@เพ็ญ ใจงาม ช่วยดูหน่อย", by=outside)

    assert "/people/" not in Comment.objects.get().body_html
    assert told(friend) == []


def test_what_was_hidden_is_not_answered(note):
    made = write_comment(note, "นอกเรื่อง", by=UserFactory())
    hide_comment(made, by=note.author, reason="นอกเรื่อง")
    with pytest.raises(Refused):
        write_comment(note, "ตอบ", by=made.author, parent=find_comment(made.public_id, made.author))


def test_a_guest_with_our_name_is_called_a_guest(note, moderator):
    made = write_guest_comment(note, "โปรดส่งรหัสผ่าน", name="ระบบปัญญา", address=ADDRESS)
    approve_comment(made, by=moderator)
    assert Notification.objects.get(person=note.author).words["name"] == "ระบบปัญญา (ผู้เยี่ยมชม)"


def test_under_a_record_stand_the_newest_conversations_and_on_their_own_page_all(note, client):
    reader = UserFactory()
    rows = [Comment(item=note, author=reader, body_html=f"<p>ที่ {n}.</p>", body_text=f"ที่ {n}.") for n in range(60)]
    Comment.objects.bulk_create(rows)
    Item.objects.filter(pk=note.pk).update(comment_count=60)

    assert [said for said, _replies in said_under(note)] == [f"ที่ {n}." for n in range(10, 60)]
    page = client.get(f"/notes/{note.pk}").content.decode()
    assert f"/comments/on/{note.pk}/all" in page
    whole = client.get(f"/comments/on/{note.pk}/all").content.decode()
    assert [f"ที่ {n}." in whole for n in (0, 9, 10, 59)] == [True] * 4
