"""Store what a format brought as notes, in batches that each stand by themselves.

A record's key is (format, source id), with the hash of its source. The same hash changes nothing. A changed source
becomes a new revision as long as no person has saved a text on top of the import's; a record that people edited,
took out of use or deleted here is refused. A killed run keeps its finished batches; the next run goes on from there.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.core.locks import transaction_lock
from panya.base.thai.normalise import normalise_line
from panya.features.notes.importers.record import SourceRecord
from panya.features.notes.importers.report import Refusal, Remark, Report
from panya.features.notes.item_kinds import KIND
from panya.shared.activity import actions as activity
from panya.shared.content.actions.bulk import (
    NewItem,
    create_items,
    edited_since_import,
    imported_items,
    update_item,
)
from panya.shared.content.actions.items import Place, publish_latest
from panya.shared.content.actions.notebooks import notebook_named
from panya.shared.content.models import Access, Item, Notebook, Status
from panya.shared.content.secrecy import refuse_marks
from panya.shared.content.text import Text
from panya.shared.feedback.actions import add_comments, add_missing_comments
from panya.shared.people.models import Circle, Unit, User

BATCH = 200
_NOTEBOOK_NAME_LIMIT = 120

Progress = Callable[[int], None]


@dataclass(frozen=True)
class ImportOptions:
    """Where the notes of an import go, and who answers for them."""

    owner: User
    unit: Unit
    access: str = Access.INTERNAL
    circles: tuple[Circle, ...] = ()
    publish: bool = False
    dry_run: bool = False


@dataclass
class _Run:
    """One import from its first record to its report."""

    import_format: str
    options: ImportOptions
    report: Report = field(default_factory=Report)
    seen: dict[str, str] = field(default_factory=dict)
    notebooks: dict[str, Notebook] = field(default_factory=dict)


@dataclass(frozen=True)
class _Prepared:
    """A record with its cleaned text."""

    record: SourceRecord
    text: Text
    summary: str


class _Undo(Exception):
    """Ends a dry run's transaction."""


def store(
    import_format: str, records: Iterable[SourceRecord | Refusal], options: ImportOptions, progress: Progress
) -> Report:
    """Make notes of the records, or bring them up to date; a dry run tells the same and keeps nothing."""
    run = _Run(import_format, options)
    remaining = iter(records)
    while batch := list(islice(remaining, BATCH)):
        _store_batch(run, list(_worth_storing(run, batch)))
        progress(len(batch))
    return run.report


def _worth_storing(run: _Run, batch: list[SourceRecord | Refusal]) -> Iterator[SourceRecord]:
    for record in batch:
        if isinstance(record, Refusal):
            run.report.refused.append(record)
        elif record.id not in run.seen:
            run.seen[record.id] = record.sha256
            yield record
        elif run.seen[record.id] == record.sha256:
            run.report.unchanged += 1
        else:
            said = {"id": record.id[:60]}
            _refuse(run.report, record, _("รหัส “%(id)s” ซ้ำกับระเบียนก่อนหน้าที่เนื้อหาต่างกัน โปรดให้รหัสไม่ซ้ำกัน") % said)


def _store_batch(run: _Run, records: list[SourceRecord]) -> None:
    """Texts are cleaned before the transaction begins, so that other writers wait as little as can be."""
    known = imported_items(run.import_format, (record.id for record in records))
    prepared = []
    for record in records:
        if _is_unchanged(run, known.get(record.id), record):
            run.report.unchanged += 1
        else:
            prepared += _prepared(run, record)
    if prepared:
        _write(run, prepared)


def _is_unchanged(run: _Run, item: Item | None, record: SourceRecord) -> bool:
    if item is None or item.import_sha256 != record.sha256 or item.deleted_at is not None:
        return False
    return not (run.options.publish and item.status == Status.DRAFT and not edited_since_import(item))


def _prepared(run: _Run, record: SourceRecord) -> list[_Prepared]:
    try:
        text = Text(record.title, "", record.body_html).cleaned()
        refuse_marks(text)
        return [_Prepared(record, text, text.summary_for(run.options.access))]
    except Refused as refusal:
        _refuse(run.report, record, str(refusal))
        return []


def _write(run: _Run, prepared: list[_Prepared]) -> None:
    """Write a batch whole or not at all; the counts follow once it is kept."""
    result = Report()
    try:
        with transaction_lock(f"import:{run.import_format}"):
            _apply(run, prepared, result)
            if run.options.dry_run:
                raise _Undo
    except _Undo:
        run.notebooks.clear()
    _add_up(run.report, result)


def _refuse(report: Report, record: SourceRecord, reason: str) -> None:
    report.refused.append(Refusal(record.line, reason, record.file))


def _add_up(total: Report, part: Report) -> None:
    total.created += part.created
    total.unchanged += part.unchanged
    total.updated += part.updated
    total.refused += part.refused
    total.remarks += part.remarks


def _apply(run: _Run, prepared: list[_Prepared], result: Report) -> None:
    # Asked again inside the lock: another import may have brought some of these meanwhile.
    known = imported_items(run.import_format, (one.record.id for one in prepared))
    fresh = [one for one in prepared if one.record.id not in known]
    _create(run, fresh)
    result.created += len(fresh)
    renewed = [one for one in prepared if one.record.id in known and _renew(run, known[one.record.id], one, result)]
    for record in (one.record for one in [*fresh, *renewed]):
        result.remarks += [Remark(record.line, remark, record.file) for remark in record.remarks]


def _create(run: _Run, fresh: list[_Prepared]) -> None:
    options = run.options
    items = create_items(
        KIND,
        [_new_item(run, one) for one in fresh],
        import_format=run.import_format,
        owner=options.owner,
        by=options.owner,
        publish=options.publish,
    )
    for item, one in zip(items, fresh, strict=True):
        if one.record.comments:
            add_comments(item, list(one.record.comments))
    activity.record_many("notes.import", items=items, by=options.owner)


def _renew(run: _Run, item: Item, prepared: _Prepared, result: Report) -> bool:
    """Bring a record up to date where nobody has worked on it here."""
    record = prepared.record
    same = item.import_sha256 == record.sha256
    reason = _reason_to_leave(item, same=same)
    if reason:
        _refuse(result, record, reason)
        return False
    if _is_unchanged(run, item, record):
        result.unchanged += 1
        return False
    if not same:
        item = update_item(item, _new_item(run, prepared), by=run.options.owner)
        add_missing_comments(item, list(record.comments))
    if run.options.publish and item.status == Status.DRAFT:
        publish_latest(item, by=item.owner, at=item.written_at, edited_at=item.edited_at)
    activity.record("notes.import", item=item, by=run.options.owner)
    result.updated += 1
    return True


def _reason_to_leave(item: Item, *, same: bool) -> str:
    number = {"number": item.pk}
    if item.deleted_at is not None:
        return _("บันทึกหมายเลข %(number)s ถูกลบไปแล้วที่นี่ จึงไม่นำกลับมา") % number
    if same:
        return ""
    if item.status == Status.RETIRED:
        return _("บันทึกหมายเลข %(number)s เลิกใช้แล้วที่นี่ จึงไม่ปรับตามต้นทาง") % number
    if edited_since_import(item):
        return _("บันทึกหมายเลข %(number)s มีผู้แก้ไขที่นี่แล้ว จึงไม่เขียนทับ โปรดเทียบกับต้นทางแล้วแก้ด้วยมือ") % number
    return ""


def _new_item(run: _Run, prepared: _Prepared) -> NewItem:
    options, record = run.options, prepared.record
    place = Place(
        unit=options.unit,
        access=options.access,
        circles=options.circles,
        notebook=_notebook(run, record.notebook),
        licence=record.licence,
        tags=record.tags,
        source=record.source,
    )
    return NewItem(
        import_id=record.id,
        import_sha256=record.sha256,
        text=prepared.text,
        summary=prepared.summary,
        place=place,
        author_name=record.author_name,
        number=record.number,
        written_at=record.written_at,
        edited_at=record.edited_at,
    )


def _notebook(run: _Run, name: str) -> Notebook | None:
    name = normalise_line(name[:_NOTEBOOK_NAME_LIMIT])
    if not name:
        return None
    if name not in run.notebooks:
        run.notebooks[name] = notebook_named(run.options.owner, name)
    return run.notebooks[name]
