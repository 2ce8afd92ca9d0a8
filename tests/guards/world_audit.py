"""Entries of the audit about things in every state, with a token in every field that an act may leave there."""

from typing import Any

from panya.shared.audit import actions as audit
from panya.shared.audit.models import AuditEntry
from panya.shared.audit.sealer import seal
from panya.shared.content.models import Access
from tests.guards.world import NOBODY, Thing, World

AUDITORS = frozenset({"auditor"})
# Of these the auditor of the world, who is staff of another unit, reads the words too.
_READ = {101: AUDITORS, 103: AUDITORS, 104: NOBODY, 105: NOBODY, 111: NOBODY, 131: NOBODY, 205: NOBODY, 212: NOBODY}


def audit_everything(world: World) -> None:
    """The role gives no right to read: of a hidden record no entry tells a word."""
    for number, words in _READ.items():
        _about_record(world, number, words)
    _about_accounts(world)
    seal()


def _about_record(world: World, number: int, words: frozenset[str]) -> None:
    about = f"entry about {number}"

    def said(when: str) -> dict[str, Any]:
        return {
            "access": Access.UNIT,
            "tags": [world.secret(f"tag {when} of {about}", words)],
            "source": world.secret(f"source {when} of {about}", words),
            # Under a field that holds a code everywhere else.
            "state": world.secret(f"state {when} of {about}", words),
            **{
                name: world.secret(f"{name} {when} of {about}", NOBODY)
                for name in ("title", "body", "notebook", "unheard_of")
            },
        }

    reason = world.secret(f"reason of {about}", words)
    by = world.person("owner")
    entry = audit.record(
        "content.change_place",
        by=by,
        object_kind="item",
        object_id=number,
        before=said("before"),
        after=said("after"),
        reason=reason,
    )
    _add(world, about, entry)
    inside = {"item": number, "reason": world.secret(f"reason inside an entry about {number}", words)}
    _add(
        world,
        f"comment on {number}",
        audit.record("feedback.hide", by=by, object_kind="comment", object_id=f"c{number}", after=inside),
    )


def _about_accounts(world: World) -> None:
    by, author = world.person("administrator"), world.person("author")
    after = {
        "position": world.secret("position in an entry", AUDITORS),
        "about": world.secret("own words in an entry", NOBODY),
    }
    _add(
        world,
        "person",
        audit.record("people.change_person", by=by, object_kind="person", object_id=author.public_id, after=after),
    )
    named = {"name": world.secret("name of a circle in an entry", NOBODY)}
    _add(
        world, "circle", audit.record("people.rename_circle", by=by, object_kind="circle", object_id="abc", after=named)
    )


def _add(world: World, state: str, entry: AuditEntry) -> None:
    world.add("audit_entry", Thing(state, {"pk": entry.pk}, AUDITORS, subject=entry))
