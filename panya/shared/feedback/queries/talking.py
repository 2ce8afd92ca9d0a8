"""Reads about what people say under records."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from panya.base.core.many import these
from panya.shared.content.keepers import units_kept
from panya.shared.content.models import Item
from panya.shared.feedback.following import bookmarks_of as bookmarks_of
from panya.shared.feedback.following import followed_news as followed_news
from panya.shared.feedback.following import what_is_followed as what_is_followed
from panya.shared.feedback.models import Comment, CommentState, PrivacyNotice, Report, ReportState
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader
from panya.shared.people.queries import km_teams_over

# So many conversations stand under a record, and so many on the page of all comments.
NEWEST_THREADS, ALL_THREADS = 50, 1_000
_NOTICE = Path(__file__).parent.parent / "privacy_notice"


@dataclass
class Thread:
    """A comment and the answers under it, in their order."""

    comment: Comment
    replies: list[Comment] = field(default_factory=list)


def threads_on(item: Item, *, all_of_them: bool = False) -> list[Thread]:
    """Visible comments with their answers; one that was taken back keeps its place while answers stand under it.

    The page of the record shows the newest of many; a page of their own shows all (as far as a page goes).
    """
    shown = item.comments.filter(state__in=[CommentState.VISIBLE, CommentState.WITHDRAWN, CommentState.HIDDEN])
    threads: dict[int, Thread] = {}
    most = ALL_THREADS if all_of_them else NEWEST_THREADS
    first = list(shown.filter(parent=None).order_by("-pk").values_list("pk", flat=True)[:most])
    together = shown.filter(Q(pk__in=these(first)) | Q(parent__in=these(first)))
    for comment in together.select_related("author").order_by("pk")[: most * 5]:
        if comment.parent_id is None:
            threads[comment.pk] = Thread(comment)
        elif comment.is_visible and comment.parent_id in threads:
            threads[comment.parent_id].replies.append(comment)
    return [thread for thread in threads.values() if thread.comment.is_visible or thread.replies]


def find_comment(public_id: str, reader: Reader) -> Comment | None:
    """A comment that is shown under a record that this reader may read; its author meets it in every state."""
    shown = Q(state=CommentState.VISIBLE)
    if isinstance(reader, User):
        shown |= Q(author=reader) & ~Q(state=CommentState.WAITING)
    found = Comment.objects.filter(shown, public_id=public_id, item__in=Item.objects.visible_to(reader))
    return found.select_related("item__unit", "item__author", "author", "parent__author").first()


def moderators_of(item: Item) -> list[User]:
    """The KM teams over the unit of a record; whether each may read it is asked apart."""
    return list(km_teams_over(item.unit))


def waiting_comments(person: User) -> QuerySet[Comment]:
    """Comments of guests that this person may let in, the longest waiting first."""
    found = Comment.objects.filter(state=CommentState.WAITING, item__in=moderated_items(person))
    return found.select_related("item", "parent").order_by("stored_at", "pk")


def open_reports(person: User) -> QuerySet[Report]:
    """What people reported of records that this person keeps order under, the longest waiting first."""
    found = Report.objects.filter(state=ReportState.OPEN, item__in=moderated_items(person))
    return found.select_related("item", "comment__author", "by")


def find_waiting(public_id: str, person: User) -> Comment | None:
    """One of the comments on the person's desk, decided already or not."""
    found = Comment.objects.filter(public_id=public_id, item__in=moderated_items(person)).exclude(sender="")
    return found.select_related("item").first()


def find_report(public_id: str, person: User) -> Report | None:
    found = Report.objects.filter(public_id=public_id, item__in=moderated_items(person))
    return found.select_related("item", "comment").first()


def moderated_items(person: User) -> QuerySet[Item]:
    """Records in the units over which the person is in the KM team, as far as the person may read them."""
    return Item.objects.visible_to(person).filter(units_kept(person))


def privacy_notice() -> PrivacyNotice | None:
    """The notice that is shown now; None while it is still the one that comes with the program."""
    return PrivacyNotice.objects.first()


def default_privacy_notice(language: str | None = None) -> str:
    """The notice that comes with the program."""
    name = "en.txt" if (language or get_language()) == "en" else "th.txt"
    return (_NOTICE / name).read_text(encoding="utf-8")
