"""Follow something, and tell followers what is new."""

from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.shared.content.models import Access, Item
from panya.shared.feedback.actions.thanks import LIMIT
from panya.shared.feedback.following import NEWS_FOR, followers_of, followers_of_item
from panya.shared.feedback.models import COLUMNS, Follow, Followed, FollowKind
from panya.shared.feedback.permissions import may_follow
from panya.shared.notifications.actions import tell
from panya.shared.people.models import User

FOLLOWED = "feedback.followed"
MOST_FOLLOWED = 500


def follow(kind: FollowKind, target: Followed, *, by: User) -> None:
    """Hear what is new in this from now on."""
    LIMIT.spend(by.public_id)
    if target == by:
        raise Refused(_("คุณเห็นเรื่องของตัวเองอยู่แล้ว ลองติดตามเพื่อนร่วมงานแทน"))
    with transaction.atomic():
        require(may_follow(by, target))
        if by.follows.count() >= MOST_FOLLOWED:
            raise Refused(
                _("ติดตามได้ไม่เกิน %(limit)d รายการ โปรดเลิกติดตามบางรายการในหน้า “สิ่งที่ติดตาม” ก่อน") % {"limit": MOST_FOLLOWED}
            )
        wanted: dict[str, Any] = {COLUMNS[kind]: target}
        Follow.objects.get_or_create(person=by, kind=kind, **wanted)


def stop_following(kind: FollowKind, target: Followed, *, by: User) -> None:
    LIMIT.spend(by.public_id)
    require(by.is_active)
    Follow.objects.filter(person=by, **{COLUMNS[kind]: target}).delete()


def tell_followers(item: Item, *, by: User, is_new: bool) -> None:
    """Tell those who follow what this record stands in, or the record; each once, and only who may read it."""
    if not _is_news(item, is_new=is_new):
        return
    if is_new:
        key, found = f"followed/{item.pk}", followers_of(item)
    else:
        key, found = f"followed/{item.pk}/{item.published_id}", followers_of_item(item)
    # One key: who follows in several ways is told once, with what tells most (it comes first).
    for (what, called, english), follows in groupby(found, lambda follow: (follow.kind, *_called(item, follow))):
        words = {"what": what, "called": called} | ({"called_en": english} if english != called else {})
        tell(FOLLOWED, [follow.person for follow in follows], subject=item.pk, by=by, key=key, words=words)


def _is_news(item: Item, *, is_new: bool) -> bool:
    """Old records that an import brings keep their place in time: nobody is told of them."""
    at = item.published_at if is_new else item.edited_at
    return at is not None and at > timezone.now() - NEWS_FOR


def _called(item: Item, follow: Follow) -> tuple[str, str]:
    """What is followed, in Thai and English; no telling holds text of a record, nor where a RESTRICTED one is."""
    if follow.kind == FollowKind.ITEM or item.access == Access.RESTRICTED:
        return "", ""
    with translation.override("th"):
        thai = follow.name
    with translation.override("en"):
        return thai, follow.name
