"""Everything that can happen to assets, in any order; what readers may see is written here once more, by hand.

The oracle knows classes, units and approvals as plain sets: it asks the product for no right.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from panya.base.core.clock import today
from panya.base.core.errors import Refused
from panya.features.assets.actions import reviewing
from panya.features.assets.actions.writing import Facts, write_asset
from panya.features.assets.structure import Parts
from panya.shared.content.actions.bin import delete_item, restore_item
from panya.shared.content.actions.items import Place, bring_back, change_place, retire, save_text
from panya.shared.content.actions.reviewing.asking import publish_approved, withdraw_review
from panya.shared.content.actions.reviewing.deciding import return_text
from panya.shared.content.actions.reviewing.handing import hand_over
from panya.shared.content.choices import CheckPoint
from panya.shared.content.models import Access, Item, Review, Status
from panya.shared.content.text import Text
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.people.actions.people import deactivate_person, move_person, reactivate_person
from panya.shared.people.models import Role, Unit, User
from tests.factories import AppointmentFactory, UnitFactory, UserFactory, root_unit

SEEN = {Status.PUBLISHED, Status.RETIRED}
STAFF_CLASSES = {Access.PUBLIC, Access.REQUEST, Access.INTERNAL}
CLASSES = [Access.PUBLIC, Access.REQUEST, Access.INTERNAL, Access.UNIT]
WHO = st.integers(0, 6)
WHICH = st.integers(0, 20)
WHERE = st.integers(0, 2)


@dataclass
class Known:
    """What the oracle knows of one asset."""

    number: int
    author: User
    owner: User
    co_editors: set[int]
    access: str
    # Codes of the units it is open to, where its class is UNIT.
    units: set[str]
    needed: int
    texts: list[str]
    # What a review approved, and what readers see of it.
    approved: set[str] = field(default_factory=set)
    shown: str = ""
    status: str = Status.DRAFT
    is_deleted: bool = False
    # The text under review and who approved it so far.
    under_review: str = ""
    votes: set[int] = field(default_factory=set)
    shows_at_once: bool = True

    @property
    def writers(self) -> set[int]:
        return {self.author.pk, self.owner.pk, *self.co_editors}


class AssetLife(RuleBasedStateMachine):
    """Officers, reviewers and KM teams do to a few assets whatever they like, allowed or not."""

    def __init__(self) -> None:
        super().__init__()
        self._undone = transaction.atomic()
        self._undone.__enter__()
        self.known: list[Known] = []
        self.made = 0
        # Set by an act that was refused and taken back: the database is as it was when it was looked at last.
        self.is_as_before = False

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._undone.__exit__(None, None, None)

    @initialize()
    def people(self) -> None:
        alpha = UnitFactory(code="ALPHA")
        self.units: list[Unit] = [root_unit(), alpha, UnitFactory(code="ALPHA1", parent=alpha)]
        beta, outside = UnitFactory(code="BETA"), UnitFactory(code="OUT", parent=None)
        self.work: dict[int, Unit] = {}
        author, colleague, below = (UserFactory(unit=unit) for unit in (alpha, alpha, self.units[2]))
        stranger, second, team = (UserFactory(unit=beta) for _ in range(3))
        AppointmentFactory(person=team, role=Role.KM_TEAM, unit=alpha)
        self.mentor = UserFactory(unit=outside)
        self.staff: list[User] = [author, colleague, below, stranger, second, team, UserFactory()]
        self.beta = beta
        for person in self.staff:
            self.work[person.pk] = person.unit
        self.administrator = UserFactory()
        AppointmentFactory(person=self.administrator, role=Role.ADMINISTRATOR)

    # What people do.

    @rule(who=WHO, access=st.sampled_from(CLASSES), where=WHERE, two=st.booleans(), helped=st.booleans())
    def create(self, who: int, access: str, where: int, two: bool, helped: bool) -> None:
        if len(self.known) >= 4:
            self.is_as_before = True
            return
        author, helper, unit = self._person(who), self._person(who + 1), self.units[where]
        place = Place(
            unit=self.units[1],
            access=access,
            circles=(circle_of_unit(unit),) if access == Access.UNIT else (),
            co_editors=(helper,) if helped else (),
        )
        facts, token = Facts("rule" if two else "manual"), self._token()
        item = self._do(lambda: write_asset(facts, _text(token), place, by=author))
        if item is not None:
            units = {unit.code} if access == Access.UNIT else set()
            co_editors = {helper.pk} if helped else set()
            self.known.append(Known(item.pk, author, author, co_editors, access, units, 2 if two else 1, [token]))

    @precondition(lambda self: self.known)
    @rule(which=WHICH, who=WHO)
    def edit(self, which: int, who: int) -> None:
        known, token = self._asset(which), self._token()
        item = self._item(known)
        if self._do(lambda: save_text(item, _text(token), by=self._person(who), base=item.latest)) is None:
            return
        assert self._person(who).pk in known.writers
        known.texts.append(token)
        self._asked_again(known)

    @precondition(lambda self: self.known)
    @rule(which=WHICH, who=WHO, first=WHO, second=WHO, at_once=st.booleans())
    def submit(self, which: int, who: int, first: int, second: int, at_once: bool) -> None:
        known = self._asset(which)
        reviewers = list({self._person(one).pk: self._person(one) for one in (first, second)}.values())
        asked = self._do(
            lambda: reviewing.ask_for_review(self._item(known), reviewers, by=self._person(who), shows_at_once=at_once)
        )
        if asked is not None:
            assert not {person.pk for person in reviewers} & known.writers
            known.under_review, known.votes, known.shows_at_once = known.texts[-1], set(), at_once

    @precondition(lambda self: self.known)
    @rule(which=WHICH, who=WHO, of_before=st.booleans())
    def approve(self, which: int, who: int, of_before: bool) -> None:
        known, by = self._asset(which), self._person(who)
        review = self._review(known)
        if review is None:
            self.is_as_before = True
            return
        before = Review.objects.filter(item=known.number).order_by("pk").first()
        sha256 = before.sha256 if of_before else review.sha256
        done = self._do(
            lambda: reviewing.approve(review, sha256=sha256, ticked=list(CheckPoint.values), words="", by=by)
        )
        if done is None:
            return
        assert by.pk not in known.writers
        assert known.under_review == known.texts[-1]
        known.votes.add(by.pk)
        if len(known.votes) >= known.needed:
            known.approved.add(known.under_review)
            if known.shows_at_once:
                known.shown, known.status = known.under_review, Status.PUBLISHED
            known.under_review = ""

    @precondition(lambda self: self.known)
    @rule(which=WHICH, who=WHO)
    def send_back(self, which: int, who: int) -> None:
        known, review = self._asset(which), self._review(self._asset(which))
        if review and self._do(lambda: return_text(review, words="ขอแก้", by=self._person(who))):
            known.under_review = ""

    @precondition(lambda self: self.known)
    @rule(which=WHICH, who=WHO)
    def withdraw(self, which: int, who: int) -> None:
        known, review = self._asset(which), self._review(self._asset(which))
        if review and self._do(lambda: withdraw_review(review, by=self._person(who))):
            known.under_review = ""

    @precondition(lambda self: self.known)
    @rule(which=WHICH, who=WHO)
    def publish(self, which: int, who: int) -> None:
        known = self._asset(which)
        if self._do(lambda: publish_approved(self._item(known), by=self._person(who))):
            newest = [text for text in known.texts if text in known.approved][-1]
            known.shown, known.status = newest, Status.PUBLISHED

    @precondition(lambda self: self.known)
    @rule(which=WHICH, who=WHO)
    def retire(self, which: int, who: int) -> None:
        known = self._asset(which)
        if self._do(lambda: retire(self._item(known), by=self._person(who), reason="เก่าแล้ว")):
            known.status, known.under_review = Status.RETIRED, ""

    @precondition(lambda self: self.known)
    @rule(which=WHICH, who=WHO)
    def bring_back(self, which: int, who: int) -> None:
        known = self._asset(which)
        if self._do(lambda: bring_back(self._item(known), by=self._person(who))):
            known.status = Status.PUBLISHED

    @precondition(lambda self: self.known)
    @rule(which=WHICH, who=WHO, access=st.sampled_from(CLASSES), where=WHERE)
    def change_class(self, which: int, who: int, access: str, where: int) -> None:
        known, unit = self._asset(which), self.units[where]
        circles = (circle_of_unit(unit),) if access == Access.UNIT else ()
        item, by = self._item(known), self._person(who)
        place = Place(unit=item.unit, access=access, circles=circles, co_editors=tuple(item.co_editors.all()))
        if self._do(lambda: change_place(item, place, by=by)):
            # Once it was shown another class needs somebody who approves it.
            assert not known.shown or (known.access == access and known.units == {one.unit.code for one in circles})
            known.access, known.units = access, {unit.code} if circles else set()

    @precondition(lambda self: self.known)
    @rule(which=WHICH, who=WHO)
    def delete(self, which: int, who: int) -> None:
        known = self._asset(which)
        if self._do(lambda: delete_item(self._item(known), by=self._person(who), reason="ซ้ำ")):
            known.is_deleted = True
            known.under_review = known.under_review if self._review(known) else ""

    @precondition(lambda self: self.known)
    @rule(which=WHICH, who=WHO)
    def restore(self, which: int, who: int) -> None:
        known = self._asset(which)
        if self._do(lambda: restore_item(self._item(known), by=self._person(who))):
            known.is_deleted = False

    @precondition(lambda self: self.known)
    @rule(which=WHICH, who=WHO, to=WHO)
    def hand_over(self, which: int, who: int, to: int) -> None:
        known, heir = self._asset(which), self._person(to)
        if self._do(lambda: hand_over(self._item(known), heir, by=self._person(who), reason="ย้ายงาน")):
            known.owner = heir
            if self._review(known) is None:
                known.under_review = ""
            known.votes.discard(heir.pk)

    @rule(who=WHO, where=WHERE)
    def move_unit(self, who: int, where: int) -> None:
        person, unit = self._person(who), self.units[where]
        if self._do(lambda: move_person(person, unit, from_day=today(), by=self.administrator)):
            self.work[person.pk] = unit

    @rule(who=WHO)
    def leave(self, who: int) -> None:
        self._do(lambda: deactivate_person(self._person(who), by=self.administrator) or True)

    @rule(who=WHO)
    def return_to_work(self, who: int) -> None:
        self._do(lambda: reactivate_person(self._person(who), by=self.administrator) or True)

    # What readers see.

    @invariant()
    def readers_see_what_is_approved_and_theirs(self) -> None:
        if self.is_as_before or not self.known:
            self.is_as_before = False
            return
        rows = {
            item.pk: item
            for item in Item.objects.select_related("published").filter(pk__in=[k.number for k in self.known])
        }
        for known in self.known:
            shown = rows[known.number].published
            assert (shown.title if shown else "") == known.shown
            assert not known.shown or known.shown in known.approved
            assert rows[known.number].status == known.status
        for reader in [AnonymousUser(), self.mentor, *(self._person(who) for who in range(len(self.staff)))]:
            readable = set(Item.objects.visible_to(reader).values_list("pk", flat=True))
            assert readable == {known.number for known in self.known if self._may_read(reader, known)}
            listed = set(Item.objects.listed_for(reader).values_list("pk", flat=True))
            assert listed == {known.number for known in self.known if self._is_listed(reader, known)}

    def _may_read(self, reader: Any, known: Known) -> bool:
        if known.is_deleted:
            return False
        if known.access == Access.PUBLIC and known.status in SEEN:
            return True
        if not isinstance(reader, User) or not reader.is_active:
            return False
        if reader.pk in known.writers:
            return True
        if reader.pk not in self.work:
            return False
        if known.under_review and reader.pk in self._assigned(known):
            return True
        if known.status not in SEEN:
            return False
        if known.access == Access.UNIT:
            return bool(known.units & self._units_of(reader))
        return known.access in STAFF_CLASSES

    def _is_listed(self, reader: Any, known: Known) -> bool:
        if known.is_deleted or known.status != Status.PUBLISHED:
            return False
        return known.access == Access.REQUEST or self._may_read(reader, known)

    def _assigned(self, known: Known) -> set[int]:
        review = self._review(known)
        return set(review.assignments.values_list("reviewer", flat=True)) if review else set()

    def _units_of(self, person: User) -> set[str]:
        unit: Unit | None = self.work[person.pk]
        above = set()
        while unit is not None:
            above.add(unit.code)
            unit = unit.parent
        return above

    def _asked_again(self, known: Known) -> None:
        """A text that changes under review is asked again; where too few are left to ask, it is not."""
        review = self._review(known)
        known.votes = set()
        known.under_review = known.texts[-1] if review else ""

    def _do(self, act: Callable[[], Any]) -> Any:
        """The act's result; None where it was refused, and then nothing of it may be left."""
        with suppress(Refused), transaction.atomic():
            return act()
        self.is_as_before = True
        return None

    def _token(self) -> str:
        self.made += 1
        return f"ฉบับที่ {self.made}"

    def _person(self, who: int) -> User:
        """Read anew: what is known of a person is asked once a request."""
        return User.objects.get(pk=self.staff[who % len(self.staff)].pk)

    def _asset(self, which: int) -> Known:
        return self.known[which % len(self.known)]

    def _item(self, known: Known) -> Item:
        return Item.objects.select_related("latest", "published", "unit", "owner", "author").get(pk=known.number)

    def _review(self, known: Known) -> Review | None:
        return Review.objects.filter(item=known.number, state="open").select_related("item").first()


def _text(token: str) -> Text:
    return Text(token, "", f"<p>เนื้อหาของ{token}</p>", Parts(situation=f"ใช้กับ{token}").as_json())
