"""The words of Excel tables (XLSX): sheets that are shown, a line for each row."""

import zipfile

from panya.shared.files.reading.markup import listed, read_part
from panya.shared.files.reading.pages import Pages

_MOST_STRINGS = 1_000_000
_MOST_COLUMNS = 300


def sheets(archive: zipfile.ZipFile) -> list[str]:
    """The sheets that are not hidden: name, then a line for each row."""
    strings = _shared_strings(archive)
    pages = Pages()
    for name, part in listed(archive, "xl/workbook.xml", "sheet"):
        pages.add(f"{name}\n")
        _sheet(archive, part, strings, pages)
        pages.turn()
    return pages.all()


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    inside = {"t": 0, "rPh": 0}

    def start(tag: str, _given: dict[str, str]) -> None:
        if tag in inside:
            inside[tag] += 1

    def end(tag: str) -> None:
        if tag in inside:
            inside[tag] -= 1
        elif tag == "si" and len(strings) < _MOST_STRINGS:
            strings.append("".join(pieces))
            pieces.clear()

    def text(said: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(said)

    read_part(archive, "xl/sharedStrings.xml", start, end, text)
    return strings


def _column(place: str) -> int:
    """The column of a cell (“C5”: 3), 0 where that is unknown or beyond what a table is."""
    letters = place.rstrip("0123456789")
    if not 0 < len(letters) <= 3 or not letters.isascii() or not letters.isupper():
        return 0
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number if number <= _MOST_COLUMNS else 0


def _sheet(archive: zipfile.ZipFile, part: str, strings: list[str], pages: Pages) -> None:
    kind, pieces, inside, written, column = "", [], 0, 0, 0  # type: str, list[str], int, int, int

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal kind, inside, written, column
        if tag == "row":
            written = column = 0
        elif tag == "c":
            kind = given.get("t", "")
            # A cell may leave out where it stands: then it follows the one before.
            column = _column(given.get("r", "")) or column + 1
            pieces.clear()
        elif tag in {"v", "t"}:
            inside += 1

    def end(tag: str) -> None:
        nonlocal inside, written
        if tag in {"v", "t"}:
            inside -= 1
        elif tag == "c":
            said = "".join(pieces)
            if kind == "s":
                said = strings[int(said)] if said.isdecimal() and int(said) < len(strings) else ""
            if said:
                # Empty cells count, so that columns stay columns.
                pages.add("\t" * (column - max(written, 1)) + said)
                written = column
        elif tag == "row":
            pages.add("\n")

    def text(said: str) -> None:
        if inside:
            pieces.append(said)

    read_part(archive, part, start, end, text)
