"""Tell a person what happened to the own account: write it down in the act's transaction; the worker sends the mail."""

from django.utils import timezone

from panya.shared.people.models import AccountNotice, NoticeKind, User


def tell(
    person: User,
    kind: NoticeKind,
    *,
    to: str | None = None,
    by: User | None = None,
    reason: str = "",
    count: int | None = None,
) -> AccountNotice:
    """Tell the person, by mail to the present address unless another is named."""
    address = person.email if to is None else to
    by_name = "" if by is None or by.is_built_in else by.name
    return AccountNotice.objects.create(
        person=person, kind=kind, to=address or "", by_name=by_name, reason=reason[:500], count=count
    )


def ask_for_reset(person: User | None) -> None:
    """Queue the mail with which a forgotten password is replaced; for a name that nobody has the row costs the same."""
    may = person is not None and person.is_active and bool(person.email)
    AccountNotice.objects.create(
        person=person if may else None, kind=NoticeKind.RESET, to=(person.email or "") if may and person else ""
    )


def take_notices(person: User) -> list[AccountNotice]:
    """What the person must hear of now; each is told once."""
    found = list(AccountNotice.objects.filter(person=person).to_tell()[:5])
    AccountNotice.objects.filter(pk__in=[notice.pk for notice in found]).update(told_at=timezone.now())
    return found
