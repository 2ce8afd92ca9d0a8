"""What a colleague sees of a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from panya.base.ui.paging import Page, page_of
from panya.shared.content.models import Item, Notebook, Status
from panya.shared.content.queries import notebooks_of
from panya.shared.people.models import Competence, Posting, User
from panya.shared.people.permissions import Reader, may_look_people_up
from panya.shared.people.queries import earlier_postings, expertise_of


@dataclass(frozen=True)
class Profile:
    """A person's page as one reader sees it."""

    person: User
    knows_more: bool
    expertise: Sequence[Competence]
    earlier: Sequence[Posting]
    notebooks: Sequence[Notebook]
    page: Page[Item]


def profile_of(person: User, reader: Reader, page: int = 1) -> Profile:
    """Name, work and readable records; expertise, past postings and own words are for colleagues."""
    # A card of REQUEST names no author to those who may not read it: only what is readable whole stands here.
    written = Item.objects.visible_to(reader).filter(author=person, status=Status.PUBLISHED).for_lists().newest_first()
    colleague = may_look_people_up(reader)
    notebooks = notebooks_of(person).filter(pk__in=written.order_by().values("notebook"))
    return Profile(
        person=person,
        knows_more=colleague,
        expertise=list(expertise_of(person)) if colleague else [],
        earlier=list(earlier_postings(person)) if colleague else [],
        notebooks=list(notebooks),
        page=page_of(written, page),
    )
