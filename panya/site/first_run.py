"""What an empty home holds before anything else: the root unit, the built-in person, the first subjects."""

from django.db import transaction

from panya.base.core.limits import make_limit_table
from panya.shared.content.actions.beginning import begin_subjects
from panya.shared.people.actions.people import ensure_built_in_person
from panya.shared.people.actions.units import ensure_root_unit


@transaction.atomic
def prepare() -> None:
    """Make the root unit and the built-in person where they are missing, begin the subjects once; safe to run twice."""
    make_limit_table()
    root = ensure_root_unit()
    begin_subjects(by=ensure_built_in_person(root))
