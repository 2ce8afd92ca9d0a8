"""An asset with a citizen's number goes to review only with a reason; one with a secret mark is not even saved."""

import pytest
from django.test import Client

from panya.base.core.clock import today
from panya.base.core.errors import Refused
from panya.features.assets.actions import reviewing
from panya.features.assets.actions.wanting import want
from panya.shared.audit.models import AuditEntry
from panya.shared.content.models import Access, Item, Review
from panya.shared.feedback.actions.comments import write_comment
from panya.shared.feedback.actions.uses import Use, record_use
from tests.factories import AssetFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def test_a_secret_mark_in_a_step_keeps_an_asset_from_being_saved():
    with pytest.raises(Refused, match="ลับมาก"):
        AssetFactory(body="<p>(ลับมาก)</p>", published=False)

    assert list(Item.objects.all()) == []


def test_a_secret_mark_is_not_kept_beside_an_asset_either():
    asset, person = AssetFactory(access=Access.PUBLIC), UserFactory()

    for kept in (
        lambda: want("ลับมาก", "", by=person),
        lambda: want("ทำเรื่องเวียน", "เรื่องเดิม\nลับที่สุด", by=person),
        lambda: write_comment(asset, "ลับมาก", by=person),
        lambda: record_use(asset, Use(today(), what="ชั้นความลับ: ลับมาก"), by=person),
    ):
        with pytest.raises(Refused, match="เครื่องหมายชั้นความลับ"):
            kept()
    # Words with these letters are no mark.
    assert want("เคล็ดลับการตอบหนังสือกลับ", "", by=person)
    assert write_comment(asset, "เคล็ดลับดีมาก", by=person)


def test_a_citizen_number_goes_to_review_with_a_reason_only():
    author, reviewer = UserFactory(), UserFactory()
    item = AssetFactory(author=author, body="<p>เลข 1-1017-00230-70-8 ของผู้มาติดต่อ</p>", published=False)

    with pytest.raises(Refused, match="เลขประจำตัวประชาชน"):
        reviewing.ask_for_review(item, [reviewer], by=author)
    reviewing.ask_for_review(item, [reviewer], by=author, secrecy_reason="เลขสมมุติในแบบฝึกหัด")

    assert Review.objects.get().item == item
    assert AuditEntry.objects.get(verb="content.override_secrecy_warning").after == {"citizen": 1}


def test_the_page_that_asks_for_review_shows_the_passage_and_the_place_page_opens():
    author = UserFactory()
    item = AssetFactory(author=author, body="<p>เลข 1-1017-00230-70-8 ของผู้มาติดต่อ</p>", published=False)
    client = Client()
    client.force_login(author)

    page = client.get(f"/assets/{item.pk}/place")
    assert page.status_code == 200
    from django.urls import reverse

    asked = client.get(reverse("review_ask", args=[item.pk])).content.decode()
    assert 'name="secrecy_reason"' in asked
