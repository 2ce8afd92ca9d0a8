"""The words of Office documents (DOCX, PPTX, XLSX): only text that is shown, with its pages, slides and sheets."""

import zipfile

from panya.shared.files.reading.markup import read_part, targets
from panya.shared.files.reading.pages import Pages

_MOST_STRINGS = 1_000_000
_MOST_COLUMNS = 300


class _Runs:
    """The text in `t` elements; paragraphs end lines; what is there twice for old readers is left out."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self._in_text = 0
        self._twice = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "t":
            self._in_text += 1
        elif tag == "Fallback":
            self._twice += 1
        elif tag == "lastRenderedPageBreak" or (tag == "br" and given.get("type") == "page"):
            # Word writes both for one and the same turn of the page.
            if self.pages.has_words:
                self.pages.turn()
        elif tag == "br":
            self.pages.add("\n")
        elif tag == "tab" and not given:
            self.pages.add("\t")

    def end(self, tag: str) -> None:
        if tag == "t":
            self._in_text -= 1
        elif tag == "Fallback":
            self._twice -= 1
        elif tag == "p":
            self.pages.add("\n")
        elif tag == "tc":
            self.pages.add("\t")

    def text(self, said: str) -> None:
        if self._in_text and not self._twice:
            self.pages.add(said)


def word(archive: zipfile.ZipFile) -> list[str]:
    """Pages as the program that wrote the document laid them out; notes stand on the last one."""
    pages = Pages()
    runs = _Runs(pages)
    for part in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        read_part(archive, part, runs.start, runs.end, runs.text)
    return pages.all()


def slides(archive: zipfile.ZipFile) -> list[str]:
    """The slides in the order in which they are shown."""
    pages = Pages()
    for part in _listed(archive, "ppt/presentation.xml", "sldId"):
        runs = _Runs(pages)
        read_part(archive, part[1], runs.start, runs.end, runs.text)
        pages.turn()
    return pages.all()


def sheets(archive: zipfile.ZipFile) -> list[str]:
    """The sheets: name, then a line for each row."""
    strings = _shared_strings(archive)
    pages = Pages()
    for name, part in _listed(archive, "xl/workbook.xml", "sheet"):
        pages.add(f"{name}\n")
        _sheet(archive, part, strings, pages)
        pages.turn()
    return pages.all()


def _listed(archive: zipfile.ZipFile, part: str, element: str) -> list[tuple[str, str]]:
    """Name and part of what a document lists, in its order."""
    known = targets(archive, part)
    found: list[tuple[str, str]] = []

    def start(tag: str, given: dict[str, str]) -> None:
        # Two attributes are called id: the relation's begins with letters and is one of those known.
        if tag == element:
            found.extend((given.get("name", ""), known[value]) for value in given.values() if value in known)

    read_part(archive, part, start, lambda _tag: None, lambda _text: None)
    return found


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
