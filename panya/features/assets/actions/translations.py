"""The same asset in the other language: it goes stale when its source shows a newer text."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Conflict, Refused, require
from panya.features.assets.actions.promoting import is_wider
from panya.features.assets.actions.writing import Facts, write_asset
from panya.features.assets.models import Asset
from panya.features.assets.permissions import may_translate
from panya.features.assets.queries.lineage import translations_of
from panya.shared.activity import actions as activity
from panya.shared.audit import actions as audit
from panya.shared.content.actions.items import Place, change_class
from panya.shared.content.mentions import may_read_now
from panya.shared.content.models import Item, Link, Revision
from panya.shared.content.permissions import may_edit
from panya.shared.content.text import Text
from panya.shared.notifications import actions as notifications
from panya.shared.people.models import Circle, User

STALE = "assets.translation_stale"
THAI, ENGLISH = "th", "en"


@transaction.atomic
def write_translation(source: Item, text: Text, *, by: User) -> Item:
    """A draft asset in the other language, open to exactly the readers of its source, as of the text shown now."""
    source = Item.objects.select_for_update(of=("self",)).select_related("published").get(pk=source.pk)
    require(may_translate(by, source))
    language = other_language(source.language)
    if Link.objects.filter(source=source, kind=Link.TRANSLATES).exists():
        raise Refused(_("เรื่องนี้เป็นฉบับแปลอยู่แล้ว โปรดแปลจากต้นฉบับ"))
    there = next((one for one in translations_of(source, by) if one.language == language), None)
    if there is not None:
        raise Refused(_("มีฉบับภาษานี้อยู่แล้ว คือหมายเลข %(number)d โปรดเสนอแก้ในเรื่องนั้น") % {"number": there.pk})
    facts = Asset.objects.get(pk=source.pk)
    place = Place(
        unit=by.unit or source.unit,
        access=source.access,
        circles=tuple(source.circles.all()),
        licence=source.licence,
        topics=tuple(source.topics.all()),
        tags=tuple(source.tags.values_list("name", flat=True)),
    )
    asset = write_asset(Facts(facts.type, facts.form), text, place, by=by)
    asset.language = language
    asset.save(update_fields=["language"])
    Link.objects.create(source=asset, target=source, kind=Link.TRANSLATES, as_of=source.published)
    audit.record(
        "assets.translate", by=by, object_kind="item", object_id=str(source.pk), after={"translation": asset.pk}
    )
    activity.record("assets.translate", item=source, by=by, to=source.author)
    return asset


@transaction.atomic
def say_still_right(translation: Item, *, by: User, seen: int) -> None:
    """Its writer compared the translation with the text of the source of this number: it holds as of that text."""
    require(may_edit(by, translation))
    link = (
        Link.objects.select_for_update(of=("self",))
        .select_related("as_of", "target__published")
        .get(source=translation, kind=Link.TRANSLATES)
    )
    shown: Revision | None = link.target.published
    if shown is None or shown.number != seen:
        raise Conflict(_("ต้นฉบับมีฉบับใหม่กว่าที่คุณเพิ่งเทียบ โปรดดูว่าเปลี่ยนอะไรอีก แล้วกดยืนยันอีกครั้ง"))
    before = link.as_of.number if link.as_of else None
    link.as_of = shown
    link.save(update_fields=["as_of"])
    audit.record(
        "assets.translation_compared",
        by=by,
        object_kind="item",
        object_id=str(translation.pk),
        before={"source": link.target_id, "as_of": before},
        after={"source": link.target_id, "as_of": shown.number},
    )
    activity.record("assets.translation_compared", item=translation, by=by)


def refuse_wider_than_source(item: Item, access: str, circles: Iterable[Circle]) -> None:
    """A translation tells what its source tells: it is never open to more readers, whoever approves it."""
    links = Link.objects.filter(source=item, kind=Link.TRANSLATES, target__deleted_at=None).select_related("target")
    chosen = list(circles)
    if any(is_wider(link.target, access, chosen) for link in links):
        raise Refused(_("เรื่องนี้เป็นฉบับแปล เปิดให้กว้างกว่าต้นฉบับไม่ได้ โปรดขอเปลี่ยนชั้นของต้นฉบับก่อน"))


def narrow_translations(source: Item, *, by: User, reason: str) -> None:
    """The source was opened to fewer readers: its translations go with it, in the same transaction."""
    circles = list(source.circles.select_related("unit"))
    for link in Link.objects.filter(target=source, kind=Link.TRANSLATES).select_related("source"):
        if is_wider(source, link.source.access, list(link.source.circles.select_related("unit"))):
            change_class(link.source, source.access, circles, by=by, reason=reason)


def tell_of_newer_source(source: Item, *, by: User) -> None:
    """Who owns a translation of this record hears that it shows a newer text, if that person may read it."""
    links = Link.objects.filter(target=source, kind=Link.TRANSLATES, source__deleted_at=None)
    for link in links.exclude(as_of=source.published_id).select_related("source__owner"):
        key = f"stale/{link.source_id}/{source.published_id}"
        people = may_read_now(source, [link.source.owner])
        notifications.tell(STALE, people, subject=link.source_id, by=by, key=key, words={"at": "lineage"})


def other_language(language: str) -> str:
    return THAI if language == ENGLISH else ENGLISH
