"""Several records become one draft that carries their passages with their sources (ประมวลผลความรู้)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from panya.base.core.errors import Conflict, Refused, require
from panya.base.thai.dates import format_date
from panya.features.assets.actions.promoting import is_within, link_made_from
from panya.features.assets.actions.translations import THAI
from panya.features.assets.actions.writing import Facts, write_asset
from panya.features.assets.differing import Difference, differences
from panya.features.assets.passages import Excerpt, passages_of, place_of
from panya.features.assets.permissions import may_write_assets
from panya.features.assets.queries.synthesis import sources_among
from panya.shared.activity import actions as activity
from panya.shared.audit import actions as audit
from panya.shared.content.actions.items import Place
from panya.shared.content.choices import BY_CIRCLE, BY_WIDTH, Access
from panya.shared.content.models import Item, Licence, Revision, Topic
from panya.shared.content.text import Text
from panya.shared.people.models import Circle, User

MOST_SOURCES = 10
MOST_PASSAGES = 100
MOST_TOPICS = 10
# From the widest to the narrowest.


@dataclass(frozen=True)
class Quote:
    """A passage with the record and the text from which it was taken."""

    item: Item
    revision: Revision
    passage: Excerpt


@transaction.atomic
def synthesise(title: str, keys: Iterable[str], *, by: User, type_: str) -> Item:
    """A draft asset of the chosen passages, each with its source, and a table of where the sources disagree.

    It is open to nobody who may not read every source; where no such readers are left it is refused.
    """
    require(may_write_assets(by) and by.unit is not None)
    quotes = _quotes(list(dict.fromkeys(keys)), by)
    sources = list({quote.item.pk: quote.item for quote in quotes}.values())
    access, circles = narrowest(sources)
    licences = {source.licence for source in sources}
    place = Place(
        unit=by.unit or sources[0].unit,
        access=access,
        circles=circles,
        licence=licences.pop() if len(licences) == 1 else Licence.ALL_RIGHTS_RESERVED,
        topics=tuple(Topic.objects.filter(items__in=sources).distinct()[:MOST_TOPICS]),
    )
    # What is stored is in the language of the records, whatever language its maker reads the site in.
    with override(THAI):
        found = differences((quote.item.pk, quote.passage.text) for quote in quotes)
        text = Text(title, _("ประมวลจาก %(count)d เรื่อง") % {"count": len(sources)}, _body(quotes, found))
    asset = write_asset(Facts(type_), text, place, by=by)
    for quote in {quote.item.pk: quote for quote in quotes}.values():
        link_made_from(asset, quote.item, as_of=quote.revision)
    numbers = [source.pk for source in sources]
    audit.record("assets.synthesise", by=by, object_kind="item", object_id=str(asset.pk), after={"sources": numbers})
    for source in sources:
        activity.record("assets.synthesise", item=source, by=by, to=source.author)
    return asset


def narrowest(sources: Iterable[Item]) -> tuple[str, tuple[Circle, ...]]:
    """The class of the narrowest source, and the circles whose members may read all of them."""
    sources = list(sources)
    access = max((source.access for source in sources), key=lambda one: BY_WIDTH.index(Access(one)))
    if access not in BY_CIRCLE:
        return access, ()
    by_source = [list(source.circles.select_related("unit")) for source in sources if source.access in BY_CIRCLE]
    offered = {circle.pk: circle for circles in by_source for circle in circles}
    common = [one for one in offered.values() if all(is_within(one, circles) for circles in by_source)]
    if not common:
        raise Refused(
            _(
                "เรื่องที่เลือกเปิดให้คนละวงอ่าน ไม่มีใครอ่านได้ครบทุกเรื่อง จึงรวมเป็นเรื่องเดียวไม่ได้ "
                "โปรดเอาเรื่องที่จำกัดวงออก หรือขอให้เจ้าของเปิดให้วงเดียวกันอ่านก่อน"
            )
        )
    return access, tuple(sorted(common, key=lambda circle: circle.pk))


def _quotes(keys: list[str], by: User) -> list[Quote]:
    """The passages that are named, as they are shown now to this person."""
    places = [place for place in map(place_of, keys) if place is not None]
    if not places:
        raise Refused(_("โปรดเลือกข้อความอย่างน้อยหนึ่งย่อหน้าจากแต่ละเรื่อง"))
    if len(places) > MOST_PASSAGES:
        raise Refused(_("เลือกได้ครั้งละไม่เกิน %(limit)d ย่อหน้า") % {"limit": MOST_PASSAGES})
    numbers = list(dict.fromkeys(number for number, _revision, _place in places))
    if not 2 <= len(numbers) <= MOST_SOURCES:
        raise Refused(_("โปรดเลือกข้อความจากอย่างน้อย 2 เรื่อง และไม่เกิน %(limit)d เรื่อง") % {"limit": MOST_SOURCES})
    sources = {source.pk: source for source in sources_among(numbers, by)}
    passages = {pk: passages_of(source.published) for pk, source in sources.items() if source.published}
    return [_quote(sources, passages, place) for place in sorted(places, key=lambda one: numbers.index(one[0]))]


def _quote(sources: dict[int, Item], passages: dict[int, list[Excerpt]], place: tuple[int, int, int]) -> Quote:
    number, text, at = place
    source = sources.get(number)
    if source is None or source.published is None:
        raise Refused(_("มีเรื่องที่เลือกไว้ซึ่งคุณอ่านไม่ได้แล้วหรือเลิกใช้แล้ว โปรดเลือกใหม่"))
    if source.published.number != text or at >= len(passages[number]):
        raise Conflict(_("“%(title)s” มีฉบับใหม่แล้ว โปรดอ่านและเลือกข้อความใหม่") % {"title": source.title})
    return Quote(source, source.published, passages[number][at])


def _body(quotes: list[Quote], found: list[Difference]) -> SafeString:
    said = format_html_join(
        "",
        "<blockquote><p>{}</p></blockquote><p>{}</p>",
        ((quote.passage.text, _source(quote)) for quote in quotes),
    )
    heading = format_html("<h2>{}</h2>", _("ข้อความจากแหล่งความรู้"))
    return heading + said + (_table(quotes, found) if found else SafeString())


def _source(quote: Quote) -> SafeString:
    told = _("หมายเลข %(number)d ฉบับที่ %(text)d วันที่ %(day)s") % {
        "number": quote.item.pk,
        "text": quote.revision.number,
        "day": _day(quote),
    }
    return format_html('{} <a href="{}">{}</a> {}', _("ที่มา:"), quote.item.get_absolute_url(), quote.item.title, told)


def _table(quotes: list[Quote], found: list[Difference]) -> SafeString:
    """Subject, source, sentence, day: the reader sees at once which is older."""
    by_number = {quote.item.pk: quote for quote in quotes}
    rows = format_html_join(
        "",
        '<tr><td>{}</td><td>{}</td><td><a href="{}">{}</a></td><td>{}</td></tr>',
        (
            (
                difference.subject if place == 0 else "",
                sentence.text,
                by_number[sentence.source].item.get_absolute_url(),
                sentence.source,
                _day(by_number[sentence.source]),
            )
            for difference in found
            for place, sentence in enumerate(difference.sentences)
        ),
    )
    return format_html(
        "<h2>{}</h2><p>{}</p><table><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead>"
        "<tbody>{}</tbody></table>",
        _("จุดที่แหล่งความรู้ไม่ตรงกัน"),
        _("ตัวเลขหรือวันที่ในเรื่องเดียวกันต่างกัน โปรดตรวจว่าแหล่งใดใช้ได้ในปัจจุบันก่อนส่งตรวจ"),
        _("เรื่อง"),
        _("แหล่งความรู้เขียนว่า"),
        _("หมายเลข"),
        _("วันที่ของข้อความ"),
        rows,
    )


def _day(quote: Quote) -> str:
    """When readers last saw the text change."""
    shown = quote.item.edited_at or quote.item.published_at or quote.revision.created_at
    return format_date(shown, "medium")
