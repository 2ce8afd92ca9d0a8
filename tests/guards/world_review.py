"""Reviews in every state, remarks, an asset whose owner has left; with tokens in all that is said in them."""

from datetime import date

from django.utils import timezone

from panya.features.assets.models import AccessChange, Asset
from panya.shared.content.actions import items
from panya.shared.content.models import Access, Assignment, Item, Remark, Review, ReviewState
from panya.shared.content.text import Text
from tests.factories import UserFactory
from tests.guards.world import KEEPERS, NOBODY, STAFF, WRITERS, Thing, World
from tests.guards.world_assets import REVIEWER, _gem, asset

IN_REVIEW = WRITERS | {REVIEWER}
_ASSIGNED = frozenset({REVIEWER})
# Members of KM teams: `same_unit` only over a unit below that of the assets.
_TEAM = frozenset({"km_team"})


def review_everything(world: World) -> None:
    """What waits as a draft, what waits beside a published text, what was decided."""
    asset(world, 261, Access.INTERNAL)
    newer = _asked(world, 261)
    _review(world, "of a draft", Review.objects.get(item=212), IN_REVIEW, _ASSIGNED, KEEPERS)
    _review(world, "decided", Review.objects.get(item=203), IN_REVIEW, _ASSIGNED, KEEPERS)
    # Last of those with the same rights: the guards look at this one.
    _review(world, "of a newer text", newer, IN_REVIEW, _ASSIGNED, KEEPERS)
    # Who approved it once reads it no more.
    decided = Review.objects.get(item=205)
    _say(world, decided, "decided restricted", WRITERS)
    _review(world, "decided restricted", decided, WRITERS, NOBODY, KEEPERS)
    _reassigned(world, "of a draft", Review.objects.get(item=212), IN_REVIEW, KEEPERS)
    _reassigned(world, "of a newer text", newer, STAFF, KEEPERS | _TEAM)
    _remark(world, newer)
    _handed(world)
    # Who approved the restricted text may not read it any more: the team alone agrees there.
    _change(world, 203, Access.PUBLIC, _TEAM | _ASSIGNED)
    _change(world, 205, Access.INTERNAL, _TEAM)


def _asked(world: World, number: int) -> Review:
    """A newer text that was sent to the reviewer, with words and a passage that is spoken of."""
    item, owner = Item.objects.get(pk=number), world.person("owner")
    # The text between what readers see and what is reviewed stands in the history alone.
    world.tokens = {key: told for key, told in world.tokens.items() if not _is_between(told[0], number)}
    about = f"text of {number} in review"
    body = _gem(world, f"body of {about}", IN_REVIEW)
    text = Text(
        _gem(world, f"title of {about}", IN_REVIEW), _gem(world, f"lead of {about}", IN_REVIEW), f"<p>{body}</p>"
    )
    items.save_text(item, text, by=owner, base=item.latest)
    item = Item.objects.get(pk=number)
    review = Review.objects.create(
        item=item,
        revision=item.latest,
        sha256=item.latest.sha256,
        asked_by=owner,
        asked_at=timezone.now(),
        due_on=date(2030, 1, 1),
        words=_gem(world, f"words for the reviewer of {number}", IN_REVIEW),
    )
    Assignment.objects.create(review=review, reviewer=world.person(REVIEWER), assigned_at=timezone.now())
    return review


def _is_between(place: str, number: int) -> bool:
    return "unapproved text" in place and place.endswith(f"asset {number}")


def _say(world: World, review: Review, about: str, readers: frozenset[str]) -> None:
    said = _gem(world, f"words of the decision {about}", readers)
    review.assignments.update(words=said, decision=ReviewState.APPROVED)


def _review(world, state, review, readers, deciders, askers) -> None:
    values = {"public_id": review.public_id}
    world.add("review", Thing(state, values, readers, askers, deciders, subject=review))


def _reassigned(world, state, review, readers, allowed) -> None:
    values = {"public_id": review.public_id}
    world.add("reassigned", Thing(state, values, readers, keepers=allowed, subject=review))


def _remark(world: World, review: Review) -> None:
    made = Remark.objects.create(
        review=review,
        by=world.person(REVIEWER),
        part="body",
        quote=review.revision.body_text,
        words=_gem(world, "words of a remark", IN_REVIEW),
        at=timezone.now(),
    )
    values = {"public_id": made.public_id}
    world.add("remark", Thing("of a reviewer", values, IN_REVIEW, WRITERS, _ASSIGNED, subject=made))


def _handed(world: World) -> None:
    """Whom an asset may be handed over by; one whose owner has left is a draft that the team cannot read."""
    owner = frozenset({"owner"})
    for state, number, readers in (("published", 203, STAFF), ("draft", 211, WRITERS)):
        world.add(
            "handed", Thing(state, {"number": number}, readers, keepers=owner, subject=Item.objects.get(pk=number))
        )
    readers = WRITERS - owner
    about = "draft without an owner"
    text = Text(*(_gem(world, f"{part} of {about}", readers) for part in ("title", "lead")), "<p>ร่าง</p>")
    place = items.Place(unit=world.units["alpha"], co_editors=(world.person("co_editor"),))
    former = UserFactory(first_name="คนที่ไปแล้ว", unit=False)
    item = items.create_item("asset", text, place, owner=former, author=world.person("author"), number=262)
    Asset.objects.create(item=item, type="manual")
    values = {"number": 262}
    author = frozenset({"author"})
    world.add("asset", Thing(about, values, readers, readers, author, retirers=NOBODY, subject=item))
    world.add("handed", Thing(about, values, readers | _TEAM, keepers=author | _TEAM, subject=item))


def _change(world: World, number: int, after: str, approvers: frozenset[str]) -> None:
    """A request for another class, with its reason."""
    item = Item.objects.get(pk=number)
    readers = WRITERS | approvers
    made = AccessChange.objects.create(
        item=item,
        before=item.access,
        after=after,
        reason=_gem(world, f"reason to change the class of {number}", readers),
        asked_by=world.person("owner"),
        asked_at=timezone.now(),
    )
    values = {"public_id": made.public_id}
    world.add("access_change", Thing(f"of {number}", values, readers, KEEPERS, approvers, subject=made))
