"""Review of assets: who must look at them, and when they are not ready for it."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.features.assets.actions.promoting import refuse_wider
from panya.features.assets.models import AssetType, ChangeState, EditSuggestion
from panya.features.assets.queries.assets import facts_of
from panya.shared.content.actions.reviewing import asking, deciding
from panya.shared.content.models import Item, Review, Revision
from panya.shared.content.prompts import prompts_in
from panya.shared.content.secrecy import refuse_marks, refuse_secrets
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
    refuse_marks(revision)
    if count := prompts_in(whole_text(revision)):
        raise Refused(_("ยังมีคำชวนเขียนใน « » อยู่ %(count)d แห่ง โปรดเขียนแทนหรือเอาออก แล้วจึงส่งตรวจ") % {"count": count})
    _refuse_wider_than_source(item)


def refuse_who_proposed(person: User, item: Item) -> None:
    """Whose proposal was taken in since the text that readers see wrote part of what is to be judged."""
    seen = item.published.number if item.published else 0
    taken = EditSuggestion.objects.filter(item=item, by=person, state=ChangeState.ACCEPTED)
    if taken.filter(revision__number__gt=seen).exists():
        raise Refused(_("%(name)s เสนอข้อความส่วนหนึ่งที่จะตรวจ จึงตรวจเองไม่ได้ โปรดเลือกคนอื่นที่รู้เรื่อง") % {"name": person.name})


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
    secrecy_reason: str = "",
) -> Review:
    """Send the latest text of an asset to its reviewers; what speaks of secrets or names citizens wants a reason."""
    if item.latest is not None:
        refuse_secrets(item, item.latest, secrecy_reason, by=by)
    people = list(reviewers)
    return asking.ask_for_review(
        item,
        people,
        by=by,
        words=words,
        due_on=due_on,
        shows_at_once=shows_at_once,
        needed=reviewers_needed(item),
        checks=[refuse_unready, *(partial(refuse_who_proposed, person) for person in people)],
    )


def approve(review: Review, *, sha256: str, ticked: Collection[str], words: str, by: User) -> Review:
    """Vouch for this text; what was put into it since it was sent is looked through once more."""
    return deciding.approve(
        review,
        sha256=sha256,
        ticked=ticked,
        words=words,
        by=by,
        checks=[refuse_unready, partial(refuse_who_proposed, by)],
    )


def publish_approved(item: Item, *, by: User) -> Item:
    """Show the approved text; its source may have become narrower since."""
    return asking.publish_approved(item, by=by, checks=[_refuse_wider_than_source])


def _refuse_wider_than_source(item: Item) -> None:
    # Its source may have become narrower while it was written.
    if item.published_id is None:
        refuse_wider(item, item.access, tuple(item.circles.select_related("unit")))
