"""What people are told of, registered by the apps that tell it (in `notification_kinds.py`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class NotificationKind:
    """One thing that people are told of.

    `sentence` is what the bell and the mail say, without the title of what it is about: “%(by)s ตอบความเห็นของคุณ”.
    It is made up when it is read, from the words that were told; `by` is always there.
    """

    key: str
    # How the settings page calls it: “มีคนตอบความเห็นของฉัน”.
    label: str | Promise
    sentence: str | Promise
    icon: str = "info"
    # What holds for people who never chose.
    bell: bool = True
    mail: bool = False
    # Where a telling without a subject leads, from its words.
    leads_to: Callable[[Mapping[str, str]], str] | None = None

    def said(self, by: str, words: Mapping[str, str]) -> str:
        """The sentence with its words; a word that was not told stays empty."""
        return str(self.sentence) % _Words(words, by=by)


class _Words(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


_kinds: dict[str, NotificationKind] = {}


def register(kind: NotificationKind) -> None:
    _kinds[kind.key] = kind


def kind(key: str) -> NotificationKind:
    """The registered kind; KeyError names an app that is not installed."""
    return _kinds[key]


def all_kinds() -> list[NotificationKind]:
    """In the order in which the apps registered them."""
    return list(_kinds.values())
