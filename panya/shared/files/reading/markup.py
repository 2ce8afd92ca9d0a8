"""Reads XML piece by piece: no tree, no entities, nothing from outside, however deep it goes."""

import posixpath
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from panya.shared.files.reading.pages import Unreadable

_MOST = 64 * 1024 * 1024
_CHUNK = 256 * 1024

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def read_part(archive: zipfile.ZipFile, name: str, start: Start, end: End, text: Callable[[str], None]) -> bool:
    """Tell of every element and text in a part of the archive, by local names; False where there is no such part."""
    if name not in archive.NameToInfo:
        return False
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda tag, given: start(_local(tag), {_local(key): given[key] for key in given})
    parser.EndElementHandler = lambda tag: end(_local(tag))
    parser.CharacterDataHandler = text
    left = _MOST
    try:
        with archive.open(name) as file:
            while chunk := file.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Unreadable("too_heavy")
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, LookupError) as fault:
        raise Unreadable("damaged") from fault
    return True


def targets(archive: zipfile.ZipFile, name: str, kind: str = "") -> dict[str, str]:
    """What the relations (of a kind) of a part point to inside the archive, by their id; no others."""
    found: dict[str, str] = {}
    folder, _slash, own = name.rpartition("/")

    def start(tag: str, given: dict[str, str]) -> None:
        wanted = not kind or given.get("Type", "").rpartition("/")[2] == kind
        if tag == "Relationship" and wanted and given.get("TargetMode") != "External":
            target = given.get("Target", "")
            inside = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            found[given.get("Id", "")] = posixpath.normpath(inside)

    read_part(archive, f"{folder}/_rels/{own}.rels", start, _nothing, _nothing)
    return found


def listed(archive: zipfile.ZipFile, part: str, element: str) -> list[tuple[str, str]]:
    """Name and part of what a document lists and shows, in its order."""
    known = targets(archive, part)
    found: list[tuple[str, str]] = []

    def start(tag: str, given: dict[str, str]) -> None:
        # A sheet is hidden so; to find people by what they do not see would surprise everybody.
        if tag == element and given.get("state", "visible") == "visible":
            # Two attributes are called id: the relation's begins with letters and is one of those known.
            found.extend((given.get("name", ""), known[value]) for value in given.values() if value in known)

    read_part(archive, part, start, _nothing, _nothing)
    return found


def _nothing(_text: str) -> None:
    pass


def _refuse(*_declared: object) -> None:
    """Office documents declare no types; whoever does means harm."""
    raise Unreadable("damaged")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
