"""Two records became one: who kept or followed the one that goes keeps and follows the one that stays."""

from panya.shared.content.models import Item
from panya.shared.feedback.models import Bookmark, Follow


def keep_instead(gone: Item, stays: Item) -> None:
    """Bookmarks and follows go over, once for each person, inside the caller's transaction.

    Comments, thanks and use records stay where they were said; the page of the one that stays shows them.
    """
    for kept in (Bookmark.objects, Follow.objects):
        already = list(kept.filter(item=stays).values_list("person", flat=True))
        kept.filter(item=gone).exclude(person__in=already).update(item=stays)
        kept.filter(item=gone).delete()
