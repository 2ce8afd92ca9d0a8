"""The demo ministry as it stands once it is loaded."""

import re
from collections import Counter

import pytest
from django.db.models import F
from django.utils import timezone

from panya.base.thai.dates import fiscal_year
from panya.features.assets.models import Wanted
from panya.shared.content.models import Aim, Item, ItemFile, Review, Status
from panya.shared.feedback.models import Bookmark, Comment, CommentState, Follow, Report, ReportState, Thank, UseRecord
from panya.shared.people.models import Unit, User
from panya.site.demo.load import load_demo, read
from panya.site.demo.people import DEMO_ACCOUNTS, MORE_ACCOUNTS, PEOPLE
from panya.site.demo.stories import MARK, stories

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def kept_and_followed():
    rows = read("keeping.json")
    return sum(len(row["follows"]) for row in rows), sum(len(row["bookmarks"]) for row in rows)


def counts():
    return [model.objects.count() for model in (Unit, User, Item, Comment)]


def demo_items(kind="note"):
    found = Item.objects.filter(import_format=MARK, kind=kind).select_related("unit", "latest")
    return {item.import_id: item for item in found}


def test_the_demo_is_loaded_once_and_hangs_together():
    assert load_demo() is True
    loaded = counts()
    assert load_demo() is False
    assert counts() == loaded

    items = demo_items()
    assert User.objects.filter(is_demo=True).count() >= PEOPLE - 1
    assert Counter(item.status for item in items.values()) == {
        Status.PUBLISHED: 59,
        Status.RETIRED: 1,
        Status.DRAFT: 3,
    }
    assert items["dep-first-fair"].superseded_by == items["trade-fair-small-booth"]
    # Records stay with the unit of their day.
    assert {slug: items[slug].unit.code for slug in ("doi-last-drawer", "dep-first-fair", "korat-moisture-queue")} == {
        "doi-last-drawer": "DOI",
        "dep-first-fair": "DEP",
        "korat-moisture-queue": "PCO-30",
    }
    assert_links_lead_to_records(items.values())
    assert_comments_are_counted(items.values())
    assert Thank.objects.count() == sum(len(row["thanks"]) for row in stories())
    assert (Follow.objects.count(), Bookmark.objects.count()) == kept_and_followed()
    assert_people_write_by_day_and_in_turn(items.values())
    assert [name for name in (*DEMO_ACCOUNTS, *MORE_ACCOUNTS) if not signs_in(name)] == []
    assert not signs_in("thawat@example.go.th")
    assert_assets_stand_in_every_state(demo_items("asset").values())
    assert_aims_and_wishes_are_there()


def assert_assets_stand_in_every_state(assets):
    # Seventy titles, two of them with an English sibling.
    assert Counter(item.status for item in assets) == {Status.PUBLISHED: 54, Status.RETIRED: 7, Status.DRAFT: 11}
    assert Counter(Review.objects.values_list("state", flat=True)) == {"approved": 61, "open": 4, "returned": 3}
    shown = [item for item in assets if item.status == Status.PUBLISHED]
    assert Counter(item.validity for item in shown) == {"current": 38, "due": 6, "outdated": 10}
    assert [item.pk for item in shown if (item.review_by < timezone.localdate()) != (item.validity == "outdated")] == []
    assert [item.pk for item in shown if item.published.content_hash() != item.reviews.get().sha256] == []
    assert sum(item.superseded_by_id is not None for item in assets) == 5
    assert UseRecord.objects.count() >= 20
    assert not UseRecord.objects.filter(by=F("item__owner")).exists()
    assert set(UseRecord.objects.values_list("state", flat=True)) == {"recorded", "confirmed", "declined"}
    assert ItemFile.objects.filter(item__in=[item.pk for item in assets]).count() == 12


def assert_aims_and_wishes_are_there():
    assert Counter(Aim.objects.values_list("kind", flat=True)) == {"issue": 3, "kpi": 3}
    assert set(Aim.objects.values_list("fiscal_year", flat=True)) == {fiscal_year(timezone.localdate())}
    assert Counter(Wanted.objects.values_list("state", flat=True)) == {"open": 2, "taken": 1}


def assert_links_lead_to_records(items):
    linked = {int(number) for item in items for number in re.findall(r'href="/notes/(\d+)"', item.latest.body_html)}
    assert len(linked) >= 8
    assert linked <= {item.pk for item in items}
    assert [item.pk for item in items if "note:" in item.latest.body_html] == []


def assert_people_write_by_day_and_in_turn(items):
    today = timezone.localdate()
    comments = list(Comment.objects.filter(state=CommentState.VISIBLE).select_related("item", "parent"))
    hours = [timezone.localtime(said.written_at) for said in comments] + [
        timezone.localtime(item.written_at) for item in items
    ]
    assert {at.hour for at in hours if at.date() < today} <= set(range(7, 21))
    assert len({at.minute for at in hours}) > 40
    assert [said.pk for said in comments if said.written_at <= said.item.written_at] == []
    assert [said.pk for said in comments if said.parent and said.written_at < said.parent.written_at] == []


def assert_comments_are_counted(items):
    said = Counter(Comment.objects.filter(state=CommentState.VISIBLE).values_list("item_id", flat=True))
    assert {item.pk: item.comment_count for item in items if item.comment_count} == said
    assert sum(said.values()) >= 150
    assert not Comment.objects.filter(written_at__gt=timezone.now()).exists()
    assert Comment.objects.filter(state=CommentState.WAITING, masked_address="xxx.51.xxx.xxx").count() == 2
    assert [(made.comment.name, made.state) for made in Report.objects.all()] == [("รับจดด่วน", ReportState.OPEN)]
    assert Comment.objects.exclude(parent=None).count() > 40
    mentions = Comment.objects.filter(body_html__contains='<a href="/people/')
    assert mentions.count() == 5
    assert not Comment.objects.filter(body_text__contains="{@").exists()


def signs_in(name):
    person = User.objects.by_sign_in_name(name)
    return person.is_active and person.check_password("panya-2549")
