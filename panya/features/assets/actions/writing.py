"""Write an asset and change its text; nobody but its writers sees it before a review approved it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from panya.base.core.errors import require
from panya.features.assets.item_kinds import KIND
from panya.features.assets.models import Asset, KnowledgeForm
from panya.features.assets.permissions import may_write_assets
from panya.shared.activity import actions as activity
from panya.shared.content.actions import items
from panya.shared.content.models import Item
from panya.shared.content.text import Text
from panya.shared.people.models import User


@dataclass(frozen=True)
class Facts:
    """What an asset is, beside its text and its place."""

    type: str
    form: str = KnowledgeForm.TACIT
    process_step: str = ""
    valid_from: date | None = None


@transaction.atomic
def write_asset(facts: Facts, text: Text, place: items.Place, *, by: User, owner: User | None = None) -> Item:
    """Save a new asset as its writers' draft."""
    require(may_write_assets(by))
    item = items.create_item(KIND, text, place, owner=owner or by, author=by)
    Asset.objects.create(
        item=item, type=facts.type, form=facts.form, process_step=facts.process_step, valid_from=facts.valid_from
    )
    activity.record("assets.save", item=item, by=by)
    return item
