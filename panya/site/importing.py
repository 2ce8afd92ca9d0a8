"""The formats that `panya import` takes in, each with its importer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.thai.normalise import normalise_line
from panya.features.notes.importers import gotoknow, jsonl
from panya.features.notes.importers.record import SourceRecord
from panya.features.notes.importers.report import Refusal, Report
from panya.features.notes.importers.store import ImportOptions, store
from panya.shared.content.models import Access
from panya.shared.people.importing import ImportReport, import_people
from panya.shared.people.importing_units import import_units


class Progress(Protocol):
    """Shows how far an import is."""

    def start(self, total: int) -> None: ...

    def add(self, count: int) -> None: ...


@dataclass(frozen=True)
class Format:
    """One format: who reads what it brings where nobody says otherwise, and what takes it in."""

    access: str
    take_in: Callable[[Path, ImportOptions, Progress], Report]


def _take_gotoknow(path: Path, options: ImportOptions, progress: Progress) -> Report:
    """A saved page, or a folder of them."""
    files = sorted(file for file in path.iterdir() if _is_page(file)) if path.is_dir() else [path]
    if not files:
        return Report(refused=[Refusal(0, _("ไม่มีไฟล์ในโฟลเดอร์นี้ โปรดตรวจที่อยู่ของโฟลเดอร์"))])
    progress.start(len(files))
    return store(gotoknow.FORMAT, _pages(files, named=path.is_dir()), options, progress.add)


def _is_page(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".")


def _pages(files: list[Path], *, named: bool) -> Iterator[SourceRecord | Refusal]:
    for file in files:
        name = normalise_line(file.name) if named else ""
        try:
            with file.open("rb") as page:
                yield replace(gotoknow.parse(page.read(gotoknow.SIZE_LIMIT + 1)), file=name)
        except Refused as refusal:
            yield Refusal(0, str(refusal), name)
        except OSError as error:
            yield Refusal(0, unreadable(error), name)


def _take_jsonl(path: Path, options: ImportOptions, progress: Progress) -> Report:
    """A file of one JSON object a line."""
    try:
        survey = jsonl.survey(path)
        if not survey.lines:
            return Report(refused=[Refusal(0, _("ไฟล์ว่างเปล่า ไม่มีระเบียนให้นำเข้า"))])
        progress.start(survey.lines)
        return store(jsonl.FORMAT, jsonl.read(path, survey.prefixes), options, progress.add)
    except OSError as error:
        return Report(refused=[Refusal(0, unreadable(error))])


def _take_people(path: Path, options: ImportOptions, progress: Progress) -> Report:
    """A CSV file of people; those without a unit of their own go to the unit of the command."""
    return _table(
        path,
        progress,
        lambda content: import_people(content, by=options.owner, default_unit=options.unit, dry_run=options.dry_run),
    )


def _take_units(path: Path, options: ImportOptions, progress: Progress) -> Report:
    """A CSV file of units."""
    return _table(path, progress, lambda content: import_units(content, by=options.owner, dry_run=options.dry_run))


def _table(path: Path, progress: Progress, take_in: Callable[[bytes], ImportReport]) -> Report:
    try:
        found = take_in(path.read_bytes())
    except OSError as error:
        return Report(refused=[Refusal(0, unreadable(error))])
    except Refused as refusal:
        return Report(refused=[Refusal(0, str(refusal))])
    progress.start(len(found.outcomes))
    progress.add(len(found.outcomes))
    return Report(
        found.created, found.unchanged, found.updated, [Refusal(line, reason) for line, reason in found.refused]
    )


def unreadable(error: OSError) -> str:
    """Why a file could not be read, in words for people."""
    if isinstance(error, FileNotFoundError):
        return _("ไม่พบไฟล์นี้ โปรดตรวจที่อยู่ของไฟล์")
    if isinstance(error, IsADirectoryError):
        return _("ที่อยู่นี้เป็นโฟลเดอร์ โปรดระบุไฟล์")
    return _("อ่านไฟล์ไม่ได้ (%(error)s) โปรดตรวจสิทธิ์การอ่าน") % {"error": error.strerror or error}


FORMATS: dict[str, Format] = {
    gotoknow.FORMAT: Format(Access.PUBLIC, _take_gotoknow),
    jsonl.FORMAT: Format(Access.INTERNAL, _take_jsonl),
    "people": Format(Access.INTERNAL, _take_people),
    "units": Format(Access.INTERNAL, _take_units),
}
