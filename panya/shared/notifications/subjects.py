"""What notifications are about: known by number here, by title and rights to the service above that registers."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from panya.shared.people.models import Standing, User


@dataclass(frozen=True)
class Subject:
    """What a notification is about, as it is called now and where it is read."""

    title: str
    url: str
    # False: not even its title may leave the house by mail.
    title_in_mail: bool = True


# Rows (their key is the number) that whoever stands so may read.
Readable = Callable[[Standing], QuerySet[Model]]
# Of these numbers, those that the person may read now.
Described = Callable[[Collection[int], User], dict[int, Subject]]

_registered: list[tuple[Readable, Described]] = []


def register(readable: Readable, described: Described) -> None:
    """Say which subjects there are; `content` does it."""
    _registered[:] = [(readable, described)]


def readable_to(standing: Standing) -> QuerySet[Model]:
    """The subjects that whoever stands so may read now."""
    return _registered[0][0](standing)


def described_to(person: User, numbers: Collection[int]) -> dict[int, Subject]:
    """Of these numbers, those that the person may read now."""
    return _registered[0][1](numbers, person) if numbers else {}
