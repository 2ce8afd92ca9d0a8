"""The search desk: questions in every state, and words that were given up."""

from datetime import timedelta

from django.utils import timezone

from panya.base.core.clock import today
from panya.overviews.search_desk.models import Ask, AskState, EvaluationRun, JudgedQuestion, RunState
from panya.shared.search.models import LeftSearch, RecentSearch, SavedSearch
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
    # Those of the keepers who work in that unit.
    team = frozenset({"km_team", "administrator"})
    question = JudgedQuestion.objects.create(
        unit=world.units["beta"],
        text=world.secret("text of a judged question", team),
        note=world.secret("note on a judged question", team),
        by=world.person("km_team"),
    )
    question.answers.set([101, 105])
    EvaluationRun.objects.create(
        unit=world.units["beta"], by=world.person("km_team"), asked_at=timezone.now(), state=RunState.DONE
    )
    world.add("judged_question", Thing("of beta", {"public_id": question.public_id}, team, team, subject=question))
    own = frozenset({"officer"})
    saved = SavedSearch.objects.create(
        person=world.person("officer"),
        name=world.secret("name of a saved search", own),
        words=world.secret("words of a saved search", own),
        looked_at=timezone.now(),
    )
    world.add("saved_search", Thing("of officer", {"public_id": saved.public_id}, own, own, subject=saved))
    words = world.secret("words of a recent search", own)
    RecentSearch.objects.create(person=world.person("officer"), key="recent", words=words, at=timezone.now())
    for times, shown_to in ((3, KEEPERS), (2, NOBODY)):
        words = world.secret(f"words that {times} gave up", shown_to)
        for seeker in range(times):
            LeftSearch.objects.create(
                key=words, words=words, day=today() - timedelta(days=2), seeker=str(seeker), by_staff=True
            )
