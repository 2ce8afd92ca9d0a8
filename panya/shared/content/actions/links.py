"""The rows of links between records, kept with the published texts."""

from collections.abc import Mapping

from django.db.models import Q

from panya.shared.content.models import Item, Link
from panya.shared.content.record_links import numbers_in


def keep_links(texts: Mapping[int, str]) -> None:
    """Make the rows of these items say what their published texts mention, in the transaction that shows them."""
    wanted = {(source, number) for source, html in texts.items() for number in numbers_in(html)}
    known = _targets({number for _source, number in wanted})
    rows = {(source, known[number]) for source, number in wanted if number in known and known[number] != source}
    kept = Link.objects.filter(source__in=list(texts), kind=Link.MENTIONS)
    there = {(link.source_id, link.target_id): link.pk for link in kept}
    gone = [pk for row, pk in there.items() if row not in rows]
    if gone:
        Link.objects.filter(pk__in=gone).delete()
    new = sorted(rows - there.keys())
    if new:
        Link.objects.bulk_create([Link(source_id=source, target_id=target) for source, target in new], batch_size=500)


def _targets(numbers: set[int]) -> dict[int, int]:
    """Which item each number means: the one of this number, else the one whose old number it was."""
    if not numbers:
        return {}
    found = Item.objects.filter(Q(pk__in=numbers) | Q(old_number__in=numbers)).order_by("pk")
    rows = list(found.values_list("pk", "old_number"))
    old = {old_number: pk for pk, old_number in reversed(rows) if old_number in numbers}
    return old | {pk: pk for pk, _old in rows if pk in numbers}
