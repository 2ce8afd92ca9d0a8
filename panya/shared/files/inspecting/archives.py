"""ZIP archives and the office documents that are such: looked through whole, nothing of them is ever unpacked."""

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from panya.shared.files.inspecting.verdict import Unfit, Verdict

MOST_ENTRIES = 5_000
MOST_UNPACKED = 256 * 1024 * 1024
MOST_RATIO = 100
# Below this size much empty space is common in honest documents.
_RATIO_COUNTS_FROM = 1024 * 1024
_MOST_DIRECTORY = 2 * 1024 * 1024
_LARGEST_INNER = 32 * 1024 * 1024
_DEEPEST = 2
_CHUNK = 256 * 1024
_END_OF_DIRECTORY = b"PK\x05\x06"
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ")
_PROGRAMS = (b"MZ", b"\x7fELF")
_MACROS = ("vbaproject", "vbadata", "activex/", "macrosheets/", "intlmacrosheets/", "basic/", "scripts/")
_CONTENT_TYPES = "[Content_Types].xml"
_OFFICE = {
    b"wordprocessingml.document.main": ("wordprocessingml.document", "docx"),
    b"spreadsheetml.sheet.main": ("spreadsheetml.sheet", "xlsx"),
    b"presentationml.presentation.main": ("presentationml.presentation", "pptx"),
}
_OPEN_DOCUMENTS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg"}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


@dataclass
class _Budget:
    """What may still be unpacked, of the archive and all that lies inside it."""

    unpacked: int = MOST_UNPACKED
    entries: int = MOST_ENTRIES


def take(path: Path) -> Verdict:
    """The type of an archive that holds nothing bad."""
    with path.open("rb") as file:
        return _look_into(file, path.stat().st_size, _Budget(), 1)


def _look_into(file: IO[bytes], size: int, budget: _Budget, depth: int) -> Verdict:
    _refuse_long_directory(file, size)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            verdict = _kind_of(archive)
            _refuse_by_directory(entries, size, budget)
            for entry in entries:
                _refuse_by_name(entry, is_office=verdict.extension != "zip")
                if not entry.is_dir():
                    _look_through(archive, entry, verdict, budget, depth)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, ValueError, KeyError) as error:
        raise Unfit("damaged") from error
    except (NotImplementedError, RuntimeError) as error:
        # Ways of packing that Python does not know; passwords.
        raise Unfit("locked") from error
    return verdict


def _refuse_long_directory(file: IO[bytes], size: int) -> None:
    """Before Python reads the directory of an archive: 60,000 entries are no gift to anybody."""
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(_END_OF_DIRECTORY)
    if at < 0 or len(tail) < at + 22:
        raise Unfit("damaged")
    count, length = struct.unpack("<10xHL", tail[at : at + 16])
    if count > MOST_ENTRIES or length > _MOST_DIRECTORY:
        raise Unfit("many_entries")
    file.seek(0)


def _kind_of(archive: zipfile.ZipFile) -> Verdict:
    names = set(archive.namelist())
    if _CONTENT_TYPES in names:
        with archive.open(_CONTENT_TYPES) as file:
            said = file.read(_CHUNK)
        if b"macroEnabled" in said:
            raise Unfit("macro")
        for sign, (kind, extension) in _OFFICE.items():
            if sign in said:
                return Verdict(f"application/vnd.openxmlformats-officedocument.{kind}", extension)
    if "mimetype" in names:
        with archive.open("mimetype") as file:
            said_type = file.read(200).decode("ascii", "replace").strip()
        kind = said_type.removeprefix(_OPEN_DOCUMENT)
        if said_type.startswith(_OPEN_DOCUMENT) and kind in _OPEN_DOCUMENTS:
            return Verdict(said_type, _OPEN_DOCUMENTS[kind])
    return Verdict("application/zip", "zip")


def _refuse_by_directory(entries: list[zipfile.ZipInfo], size: int, budget: _Budget) -> None:
    """What the directory alone gives away: too many, too large, too tightly packed, parts that overlap."""
    budget.entries -= len(entries)
    budget.unpacked -= sum(entry.file_size for entry in entries)
    if budget.entries < 0:
        raise Unfit("many_entries")
    if budget.unpacked < 0:
        raise Unfit("bomb")
    for entry in entries:
        if entry.file_size > _RATIO_COUNTS_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise Unfit("bomb")
    if sum(entry.compress_size for entry in entries) > size:
        raise Unfit("bomb")
    if len({entry.filename for entry in entries}) < len(entries):
        raise Unfit("damaged")


def _refuse_by_name(entry: zipfile.ZipInfo, *, is_office: bool) -> None:
    name = (entry.orig_filename or entry.filename).replace("\\", "/")
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/") or "\x00" in name:
        raise Unfit("bad_path")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Unfit("bad_path")
    if entry.flag_bits & 0x1:
        raise Unfit("locked")
    low = name.lower()
    if is_office and any(low.startswith(sign) or f"/{sign}" in f"/{low}" for sign in _MACROS):
        raise Unfit("macro")


def _look_through(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, verdict: Verdict, budget: _Budget, depth: int
) -> None:
    """Read one entry to its end, as large as it says and no larger."""
    is_xml = verdict.extension != "zip" and entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    with archive.open(entry) as file:
        head = file.read(_CHUNK)
        if head.startswith(_PROGRAMS):
            raise Unfit("program_inside")
        if head.startswith(_ARCHIVES):
            _look_inside(head + file.read(_LARGEST_INNER), entry, budget, depth)
            return
        before = b""
        while head:
            if is_xml:
                # Office documents declare no types of their own; without NULs this also sees UTF-16.
                seen = before + head.replace(b"\x00", b"")
                if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                    raise Unfit("bomb")
                before = seen[-16:]
            head = file.read(_CHUNK)


def _look_inside(content: bytes, entry: zipfile.ZipInfo, budget: _Budget, depth: int) -> None:
    """An office document may lie in an archive or in another document; archives in archives are not taken."""
    if depth >= _DEEPEST or not content.startswith(b"PK") or len(content) < entry.file_size:
        raise Unfit("nested")
    if _look_into(io.BytesIO(content), len(content), budget, depth + 1).extension == "zip":
        raise Unfit("nested")
