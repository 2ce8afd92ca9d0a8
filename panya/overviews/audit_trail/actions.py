"""Looking is an act too: each look is written down before anything is shown."""

from django.db import transaction

from panya.base.core.errors import require
from panya.overviews.audit_trail.permissions import may_read_audit
from panya.shared.audit import actions as audit
from panya.shared.audit.models import AuditEntry
from panya.shared.people.models import User


@transaction.atomic
def note_look(filters: dict[str, object], *, by: User, address: str) -> None:
    """The list was opened, asked for these."""
    require(may_read_audit(by))
    audit.record("audit_trail.look", by=by, object_kind="audit", object_id="list", after=filters, address=address)


@transaction.atomic
def note_look_at(entry: AuditEntry, *, by: User, address: str) -> None:
    """One entry was opened."""
    require(may_read_audit(by))
    audit.record("audit_trail.look_at", by=by, object_kind="audit", object_id=entry.pk, address=address)


@transaction.atomic
def note_export(filters: dict[str, object], rows: int, *, by: User, address: str) -> None:
    """So many entries, asked for by these filters, were taken along."""
    require(may_read_audit(by))
    after = {**filters, "rows": rows, "format": "csv"}
    audit.record("audit_trail.export", by=by, object_kind="audit", object_id="list", after=after, address=address)
