"""The search desk: questions in every state, and words that were given up."""

from datetime import timedelta

from panya.base.core.clock import today
from panya.overviews.search_desk.models import Ask, AskState
from panya.shared.search.models import LeftSearch
from tests.guards.world import NOBODY, Thing, World

KEEPERS = frozenset({"km_team", "same_unit", "administrator"})


def keep_desk(world: World) -> None:
    """Who is asked and who keeps the desk see a question; the record that answers shows itself to its readers."""
    seen_by = KEEPERS | {"other_unit"}
    for state in AskState:
        ask = Ask.objects.create(
            words=world.secret(f"words of a question that is {state}", seen_by),
            key=f"question {state}",
            note=world.secret(f"note of a question that is {state}", seen_by),
            reply=world.secret(f"reply to a question that is {state}", seen_by),
            expert=world.person("other_unit"),
            by=world.person("km_team"),
            state=state,
            answer_id=105 if state == AskState.ANSWERED else None,
            knower=world.person("author") if state == AskState.ANSWERED else None,
        )
        asked = frozenset({"other_unit"})
        world.add("search_ask", Thing(f"{state} question", {"public_id": ask.public_id}, seen_by, asked, subject=ask))
    for times, shown_to in ((3, KEEPERS), (2, NOBODY)):
        words = world.secret(f"words that {times} gave up", shown_to)
        for seeker in range(times):
            LeftSearch.objects.create(
                key=words, words=words, day=today() - timedelta(days=2), seeker=str(seeker), by_staff=True
            )
