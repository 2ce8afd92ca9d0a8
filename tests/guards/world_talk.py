"""What people say under the records of the world: in every state, with a token in each text."""

from django.utils import timezone

from panya.shared.content.models import Access, Item
from panya.shared.feedback.models import Comment, CommentState, Report, ReportReason
from tests.factories import CommentFactory
from tests.guards.world import KEEPERS, NOBODY, READERS, Thing, World

_KEEPERS = KEEPERS | {"km_team"}


def everybody_talks(world: World) -> None:
    """Comments that are shown, hidden, taken back and waiting, and reports."""
    public, restricted = Item.objects.get(pk=101), Item.objects.get(pk=105)
    everyone, named = READERS[Access.PUBLIC], READERS[Access.RESTRICTED]
    shown = _comment(world, public, "other_unit", CommentState.VISIBLE, everyone)
    _add(world, "shown", shown, everyone, frozenset({"other_unit"}), _KEEPERS)
    # A moderator gets no right to read from the role.
    secret = _comment(world, restricted, "circle_member", CommentState.VISIBLE, named)
    _add(world, "shown to named readers", secret, named, frozenset({"circle_member"}), KEEPERS)
    hidden = _comment(world, public, "other_unit", CommentState.HIDDEN, frozenset({"other_unit"}))
    hidden.reason = world.secret("reason for hiding a comment", frozenset({"other_unit"}))
    hidden.save()
    _add(world, "hidden", hidden, frozenset({"other_unit"}), NOBODY, NOBODY)
    gone = _comment(world, public, "officer", CommentState.WITHDRAWN, frozenset({"officer"}))
    _add(world, "taken back", gone, frozenset({"officer"}), NOBODY, NOBODY)
    answer = _comment(world, public, "officer", CommentState.VISIBLE, everyone, parent=gone)
    _add(world, "answer", answer, everyone, frozenset({"officer"}), _KEEPERS)
    Item.objects.filter(pk=101).update(comment_count=3)
    Item.objects.filter(pk=105).update(comment_count=2)
    _waiting(world, public, frozenset({"km_team"}))
    # Open to guests when the comment was sent, not any more.
    _waiting(world, restricted, NOBODY)
    _report(world, public, shown, frozenset({"km_team"}))
    _report(world, restricted, None, NOBODY)


def _comment(world: World, item: Item, role: str, state: str, seen_by: frozenset[str], **fields) -> Comment:
    token = world.secret(f"{state} comment of {role} on {item.pk}", seen_by)
    body = {"body_html": f"<p>{token}</p>", "body_text": token}
    now = timezone.now()
    return CommentFactory(item=item, author=world.person(role), state=state, written_at=now, **body, **fields)


def _add(world, state, comment, readers, writers, keepers) -> None:
    values = {"public_id": comment.public_id}
    world.add("comment", Thing(state, values, readers, writers, keepers, subject=comment))


def _waiting(world: World, item: Item, seen_by: frozenset[str]) -> None:
    token = world.secret(f"waiting comment on {item.pk}", seen_by)
    name = world.secret(f"name of a guest on {item.pk}", seen_by)
    body = {"body_html": f"<p>{token}</p>", "body_text": token, "name": name, "masked_address": "xxx.77.xxx.xxx"}
    comment = CommentFactory(item=item, state=CommentState.WAITING, sender="x" * 64, **body)
    world.add("waiting", Thing(f"on {item.pk}", {"public_id": comment.public_id}, seen_by, subject=comment))


def _report(world: World, item: Item, comment: Comment | None, seen_by: frozenset[str]) -> None:
    words = world.secret(f"words of a report on {item.pk}", seen_by)
    made = Report.objects.create(
        item=item, comment=comment, reason=ReportReason.WRONG, words=words, by=world.person("owner")
    )
    world.add("report", Thing(f"on {item.pk}", {"public_id": made.public_id}, seen_by, subject=made))
