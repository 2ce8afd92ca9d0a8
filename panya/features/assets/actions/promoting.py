"""Make an asset out of what was written freely: its text is copied, and the two know each other from then on."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.features.assets.actions.writing import Facts, write_asset
from panya.features.assets.item_kinds import KIND
from panya.features.assets.permissions import may_write_assets
from panya.shared.activity import actions as activity
from panya.shared.audit import actions as audit
from panya.shared.content.actions.items import Place
from panya.shared.content.choices import BY_CIRCLE, BY_WIDTH, Access
from panya.shared.content.models import Item, Link, Revision
from panya.shared.content.permissions import may_edit
from panya.shared.content.queries import may_read
from panya.shared.content.text import Text
from panya.shared.people.models import Circle, User

# Who may not read the other end may not read this one.
_NO_WIDER = (Link.MADE_FROM, Link.TRANSLATES)
# From the widest to the narrowest.


@transaction.atomic
def promote(source: Item, type_: str, *, by: User) -> Item:
    """A draft asset with the text of a note; its class is that of the note, and its maker takes charge of it."""
    require(may_write_assets(by))
    source = Item.objects.select_for_update(of=("self",)).get(pk=source.pk)
    require(may_read(by, source))
    if source.kind == KIND:
        raise Refused(_("เรื่องนี้เป็นองค์ความรู้อยู่แล้ว"))
    text = text_to_take(source, by)
    if by.unit is None or text is None:
        raise Refused(_("เรื่องนี้ยังไม่มีข้อความให้นำมาใช้"))
    place = Place(
        unit=by.unit,
        access=source.access,
        circles=tuple(source.circles.all()),
        licence=source.licence,
        topics=tuple(source.topics.all()),
        tags=tuple(source.tags.values_list("name", flat=True)),
        source=source.source,
    )
    asset = write_asset(Facts(type_), Text(text.title, text.lead, text.body_html, _kept(text)), place, by=by)
    link_made_from(asset, source, as_of=text)
    audit.record(
        "assets.promote", by=by, object_kind="item", object_id=str(source.pk), after={"asset": asset.pk, "type": type_}
    )
    activity.record("assets.promote", item=source, by=by, to=source.author)
    return asset


def link_made_from(asset: Item, source: Item, *, as_of: Revision) -> None:
    """The lineage: the asset came out of this text."""
    Link.objects.update_or_create(source=asset, target=source, kind=Link.MADE_FROM, defaults={"as_of": as_of})


def text_to_take(source: Item, by: User) -> Revision | None:
    """What readers see; only its writers take a text that was never shown."""
    return source.published or (source.latest if may_edit(by, source) else None)


def refuse_wider(item: Item, access: str, circles: tuple[Circle, ...]) -> None:
    """Before it is first shown, an asset is open to nobody who may not read what it was made from or translates."""
    sources = Item.objects.filter(links_in__source=item, links_in__kind__in=_NO_WIDER, deleted_at=None)
    for source in sources.prefetch_related("circles__unit"):
        if is_wider(source, access, circles):
            raise Refused(
                _(
                    "เรื่องนี้ทำจากหรือแปลจากบันทึกหมายเลข %(number)d ซึ่งอ่านได้แคบกว่า (%(access)s) "
                    "จึงเปิดให้กว้างกว่านั้นไม่ได้ เมื่อเผยแพร่แล้วขอเปลี่ยนชั้นพร้อมเหตุผลได้"
                )
                % {"number": source.pk, "access": source.get_access_display()}
            )


def is_wider(source: Item, access: str, circles: Iterable[Circle]) -> bool:
    """Whether this class, with these circles, is open to anybody who may not read the source by its class."""
    if BY_WIDTH.index(Access(access)) < BY_WIDTH.index(Access(source.access)):
        return True
    if access not in BY_CIRCLE or source.access not in BY_CIRCLE:
        return False
    return not all(is_within(circle, source.circles.all()) for circle in circles)


def is_within(circle: Circle, circles: Iterable[Circle]) -> bool:
    """Whether all members of the one are members of one of the others: the same, or a unit below."""
    return any(
        circle.pk == other.pk or bool(circle.unit and other.unit and circle.unit.path.startswith(other.unit.path))
        for other in circles
    )


def _kept(text: Revision) -> dict[str, object]:
    """Of the structured parts of another kind only the attached files mean the same here."""
    return {"files": text.structured["files"]} if text.structured.get("files") else {}
