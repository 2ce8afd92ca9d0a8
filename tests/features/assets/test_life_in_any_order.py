"""No sequence of acts shows a reader anything that is not approved, or not theirs."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from panya.shared.content.actions.items import show_revision
from tests.features.assets.life_machine import WHICH, AssetLife

pytestmark = [pytest.mark.django_db(databases=["default", "cache"]), pytest.mark.timeout(600)]

ANY = {"deadline": None, "suppress_health_check": list(HealthCheck), "stateful_step_count": 30, "database": None}


def test_no_order_of_acts_shows_a_reader_more_than_what_is_approved_and_theirs():
    run_state_machine_as_test(AssetLife, settings=settings(max_examples=100, **ANY))


@pytest.mark.soak
@pytest.mark.timeout(6 * 3600)
def test_nor_do_five_thousand_orders():
    run_state_machine_as_test(AssetLife, settings=settings(max_examples=5000, **ANY))


class Careless(AssetLife):
    """Somebody finds a way round the review."""

    @precondition(lambda self: self.known)
    @rule(which=WHICH)
    def show_unapproved(self, which: int) -> None:
        item = self._item(self._asset(which))
        show_revision(item, item.latest, by=item.owner)


def test_the_machine_catches_a_text_that_shows_without_a_review():
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Careless, settings=settings(max_examples=20, phases=[Phase.generate], **ANY))
