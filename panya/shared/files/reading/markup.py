"""Reads XML piece by piece: no tree, no entities, nothing from outside, however deep it goes."""

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


def targets(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """What the relations of a part point to inside the archive, by their id; what lies outside is left out."""
    found: dict[str, str] = {}
    folder, _slash, own = name.rpartition("/")

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == "Relationship" and given.get("TargetMode") != "External":
            target = given.get("Target", "")
            found[given.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"

    read_part(archive, f"{folder}/_rels/{own}.rels", start, _nothing, _nothing)
    return found


def _nothing(_text: str) -> None:
    pass


def _refuse(*_declared: object) -> None:
    """Office documents declare no types; whoever does means harm."""
    raise Unreadable("damaged")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
