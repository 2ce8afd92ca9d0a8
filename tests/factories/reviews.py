"""Reviews made through the product's own actions."""

from panya.shared.content.actions.items import save_text
from panya.shared.content.actions.reviewing.asking import ask_for_review
from panya.shared.content.actions.reviewing.deciding import approve
from panya.shared.content.choices import CheckPoint
from panya.shared.content.models import Item, Review
from panya.shared.content.text import Text
from panya.shared.people.models import User
from tests.factories.assets import AssetFactory
from tests.factories.people import UserFactory


def ReviewFactory(*reviewers: User, item: Item | None = None, **how) -> Review:
    """An open review of an asset that nobody has read yet, or of this item's latest text."""
    item = fresh(item or AssetFactory(published=False))
    return ask_for_review(item, reviewers or (UserFactory(),), by=item.author, **how)


def fresh(item: Item) -> Item:
    """The item as it stands in the database now."""
    return Item.objects.select_related("latest", "published", "owner", "author", "unit").get(pk=item.pk)


def edited(item: Item, *, by: User | None = None, body: str = "<p>แก้ใหม่แล้ว</p>") -> Item:
    """The item with a newer text."""
    item = fresh(item)
    save_text(item, Text(item.title, "คำนำใหม่", body), by=by or item.author, base=item.latest)
    return fresh(item)


def passed(review: Review, *, by: User) -> Review:
    """Approve what the review is about, with every point ticked."""
    return approve(review, sha256=review.sha256, ticked=CheckPoint.values, by=by)
