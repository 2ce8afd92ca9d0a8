"""Who keeps the search desk, and who answers."""

from panya.overviews.search_desk.models import Ask, AskState
from panya.shared.content.permissions import may_keep_subjects
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader


def keeps_desk(person: Reader) -> bool:
    """Members of KM teams and administrators: those who keep the glossary."""
    return may_keep_subjects(person)


def may_see_ask(person: Reader, ask: Ask) -> bool:
    """Who is asked, while of the staff, and those who keep the desk."""
    if not isinstance(person, User) or not person.is_staff_member:
        return False
    return person.pk == ask.expert_id or keeps_desk(person)


def may_answer(person: Reader, ask: Ask) -> bool:
    """Who is asked."""
    return isinstance(person, User) and person.is_staff_member and person.pk == ask.expert_id


def waits(ask: Ask) -> bool:
    return ask.state == AskState.OPEN
