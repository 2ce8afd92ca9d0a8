"""Review of assets: who must look at them, and when they are not ready for it."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.features.assets.models import AssetType
from panya.features.assets.queries.assets import facts_of
from panya.shared.content.actions.reviewing import asking, deciding
from panya.shared.content.models import Item, Review, Revision
from panya.shared.content.prompts import prompts_in
from panya.shared.content.text import structured_text
from panya.shared.people.models import User

# A law or rule that is told wrongly costs more than a second pair of eyes.
FOR_RULES, FOR_OTHERS = 2, 1


def reviewers_needed(item: Item) -> int:
    """Two for laws and rules, one for everything else."""
    return FOR_RULES if facts_of(item).type == AssetType.RULE else FOR_OTHERS


def refuse_unready(item: Item) -> None:
    """The one place that says when an asset may be neither reviewed nor shown; it looks at the latest text."""
    revision = item.latest
    if revision is None:
        raise Refused(_("ยังไม่มีข้อความให้ตรวจ โปรดเขียนแล้วบันทึกก่อน"))
    if count := prompts_in(whole_text(revision)):
        raise Refused(_("ยังมีคำชวนเขียนใน « » อยู่ %(count)d แห่ง โปรดเขียนแทนหรือเอาออก แล้วจึงส่งตรวจ") % {"count": count})


def whole_text(revision: Revision) -> str:
    """Every word of a text, the structured parts too."""
    return "\n".join([revision.title, revision.lead, revision.body_html, structured_text(revision.structured)])


@transaction.atomic
def ask_for_review(
    item: Item,
    reviewers: Iterable[User],
    *,
    by: User,
    words: str = "",
    due_on: date | None = None,
    shows_at_once: bool = True,
) -> Review:
    """Send the latest text of an asset to its reviewers."""
    return asking.ask_for_review(
        item,
        reviewers,
        by=by,
        words=words,
        due_on=due_on,
        shows_at_once=shows_at_once,
        needed=reviewers_needed(item),
        checks=[refuse_unready],
    )


def approve(review: Review, *, sha256: str, ticked: Collection[str], words: str, by: User) -> Review:
    """Vouch for this text; what was put into it since it was sent is looked through once more."""
    return deciding.approve(review, sha256=sha256, ticked=ticked, words=words, by=by, checks=[refuse_unready])
