"""Write an asset and change its text; nobody but its writers sees it before a review approved it."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.features.assets.actions.facts import Facts, put_facts
from panya.features.assets.item_kinds import KIND
from panya.features.assets.models import Asset
from panya.features.assets.permissions import may_write_assets
from panya.features.assets.structure import with_checked_parts
from panya.shared.activity import actions as activity
from panya.shared.content.actions import items
from panya.shared.content.actions.drafts import use_up
from panya.shared.content.models import Draft, Item, Revision
from panya.shared.content.text import Text
from panya.shared.people.models import Unit, User
from panya.shared.people.text import one_line

__all__ = ["Facts", "begin_asset", "edit_asset", "restore_revision", "write_asset"]
REASON_LIMIT = 300


@transaction.atomic
def write_asset(facts: Facts, text: Text, place: items.Place, *, by: User, owner: User | None = None) -> Item:
    """Save a new asset as its writers' draft."""
    require(may_write_assets(by))
    item = items.create_item(KIND, with_checked_parts(text), place, owner=owner or by, author=by)
    put_facts(Asset(item=item), item, facts)
    activity.record("assets.save", item=item, by=by)
    return item


@transaction.atomic
def begin_asset(text: Text, *, by: User, draft: Draft | None = None) -> Item:
    """Save what was typed in the editor as a new asset of the writer's unit; `text` carries the chosen type."""
    unit = _unit_of(by)
    structured = dict(text.structured)
    facts = Facts(structured.pop("type", ""))
    place = items.Place(unit=unit, licence=unit.default_licence)
    item = write_asset(facts, replace(text, structured=structured), place, by=by)
    use_up(draft, by=by)
    return item


@transaction.atomic
def edit_asset(
    item: Item, text: Text, *, by: User, base: Revision | None, reason: str = "", publish: bool = False
) -> Item:
    """Save changed text on top of `base`: a new text that nobody approved. Conflict where someone was quicker.

    `publish` is what the shared editor asks of every kind; an asset is shown by its review alone.
    """
    reason = one_line(reason, _("คำอธิบายว่าแก้อะไร"), REASON_LIMIT)
    text = replace(text, structured={name: part for name, part in text.structured.items() if name != "type"})
    item = items.save_text(item, with_checked_parts(text), by=by, base=base, reason=reason).item
    by.drafts.filter(item=item).delete()
    activity.record("assets.save", item=item, by=by)
    return item


@transaction.atomic
def restore_revision(item: Item, old: Revision, *, by: User) -> Revision:
    """Bring an old text back as a new one that nobody approved; what was written since stays in the history."""
    require(old.item_id == item.pk)
    text = Text(old.title, old.lead, old.body_html, old.structured)
    reason = _("นำฉบับที่ %(number)d กลับมา") % {"number": old.number}
    revision = items.save_text(item, text, by=by, base=item.latest, reason=reason)
    activity.record("assets.restore", item=item, by=by)
    return revision


def _unit_of(person: User) -> Unit:
    if not may_write_assets(person) or person.unit is None:
        raise Refused(
            _(
                "องค์ความรู้เป็นของหน่วยงาน บัญชีของคุณยังไม่ได้สังกัดหน่วยงานในกระทรวง จึงยังบันทึกไม่ได้ "
                "โปรดแจ้งผู้ดูแลหน่วยงาน ร่างที่พิมพ์ไว้ยังอยู่ครบ"
            )
        )
    return person.unit
