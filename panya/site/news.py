"""What is new for one officer, and why it is shown."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from panya.shared.content.models import Item
from panya.shared.feedback.queries import followed_news
from panya.shared.people.models import User
from panya.shared.people.permissions import standing_of
from panya.shared.people.prepared import PreparedForReaders

# Among so many of the newest is chosen; what is older is no news.
_LOOKED_AT = 40
_SHOWN = 8
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
WITHOUT_A_VISIT = timedelta(days=7)
# The page that is opened most: written as SQL once.
_NEWEST_LISTED: PreparedForReaders[Item] = PreparedForReaders(
    lambda standing: Item.objects.listed_to(standing).for_lists().newest_first()[:_LOOKED_AT], asks=0
)


@dataclass(frozen=True)
class News:
    """One item, why this reader meets it here, and whether it came since the last visit."""

    item: Item
    why: str
    icon: str
    is_new: bool


@dataclass(frozen=True)
class Front:
    """The news of a front page and how many came since the reader was here."""

    news: list[News]
    missed: int
    since: datetime | None


def front_for(person: User, since: datetime | None) -> Front:
    """The newest of others: first what is followed, then what is near, then the whole house; in order of time."""
    units = set(standing_of(person).unit_ids)
    limit = since or timezone.now() - WITHOUT_A_VISIT
    newest = [item for item in _NEWEST_LISTED(standing_of(person)) if item.author_id != person.pk]
    followed = {one.item.pk: one for one in followed_news(person, _SHOWN)}
    near = [item for item in newest if item.unit_id in units]
    told = [News(one.item, capfirst(one.why), "follow", one.at > limit) for one in followed.values()]
    others = [item for item in [*near, *newest] if item.pk not in followed]
    chosen = {item.pk for item in others[: _SHOWN - len(told)]}
    told += [_news(item, units, limit) for item in newest if item.pk in chosen]
    times = {one.item.pk: _shown_at(one.item) for one in told} | {pk: one.at for pk, one in followed.items()}
    told.sort(key=lambda one: times[one.item.pk], reverse=True)
    return Front(told, sum(_is_after(item, limit) for item in newest), since)


def _news(item: Item, units: set[int], limit: datetime) -> News:
    if item.unit_id in units:
        return News(item, _("ในหน่วยงานของคุณ"), "unit", _is_after(item, limit))
    return News(item, _("จากหน่วยงานอื่นในกระทรวง"), "globe", _is_after(item, limit))


def _shown_at(item: Item) -> datetime:
    return item.published_at or _LONG_AGO


def _is_after(item: Item, limit: datetime) -> bool:
    return item.published_at is not None and item.published_at > limit
