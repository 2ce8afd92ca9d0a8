"""The words of Word documents (DOCX): only text that is shown, where it is shown."""

import zipfile

from panya.shared.files.reading.flow import COMMENT
from panya.shared.files.reading.markup import read_part, targets
from panya.shared.files.reading.pages import Pages
from panya.shared.files.reading.runs import Runs, texts_of

# What refers to a note, the part of the archive and the element in which it stands, and what is said before it.
_NOTES = {
    "footnoteReference": ("footnotes", "footnote", ""),
    "endnoteReference": ("endnotes", "endnote", ""),
    "commentReference": ("comments", "comment", COMMENT),
}
_EDGES = {"headerReference", "footerReference"}
_MOST_EDGES, _LONGEST_EDGE = 100, 2_000


def word(archive: zipfile.ZipFile) -> list[str]:
    """Pages as the program that wrote the document laid them out.

    Notes, comments and text boxes stand after their paragraph; a header or footer once, on its first page.
    """
    pages = Pages()
    runs = Runs(pages, _notes(archive))
    sections = _Sections(pages)

    def start(tag: str, given: dict[str, str]) -> None:
        runs.start(tag, given)
        sections.start(tag, given)

    def end(tag: str) -> None:
        runs.end(tag)
        sections.end(tag)

    read_part(archive, "word/document.xml", start, end, runs.text)
    runs.flow.settle()
    return sections.with_edges(archive, pages.all())


def _notes(archive: zipfile.ZipFile) -> dict[tuple[str, str], str]:
    return {
        (reference, name): f"{mark}{text}"
        for reference, (part, element, mark) in _NOTES.items()
        for name, text in texts_of(archive, f"word/{part}.xml", element)
    }


class _Sections:
    """Which headers and footers a document has, and on which page each is shown first."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        # The page on which the section began; None until it has text.
        self._begun_on: int | None = None
        # By relation: whether it is a footer, and the page.
        self._edges: dict[str, tuple[bool, int]] = {}

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "t" and self._begun_on is None:
            self._begun_on = self._pages.turned
        elif tag in _EDGES and len(self._edges) < _MOST_EDGES:
            page = self._pages.turned if self._begun_on is None else self._begun_on
            self._edges.setdefault(given.get("id", ""), (tag == "footerReference", page))

    def end(self, tag: str) -> None:
        # What a section is like is said at its end.
        if tag == "sectPr":
            self._begun_on = None

    def with_edges(self, archive: zipfile.ZipFile, pages: list[str]) -> list[str]:
        """The pages with each header at the top of its first page and each footer at its end."""
        parts = targets(archive, "word/document.xml")
        told = {""}
        pages = pages or [""]
        for relation, (is_footer, turned) in self._edges.items():
            text = _edge(archive, parts.get(relation, ""))
            if text not in told:
                told.add(text)
                page = min(turned, len(pages) - 1)
                pages[page] = f"{pages[page]}\n{text}" if is_footer else f"{text}\n{pages[page]}"
        return pages


def _edge(archive: zipfile.ZipFile, part: str) -> str:
    """The words of a header or footer; a bare number of the page is none."""
    pages = Pages()
    runs = Runs(pages)
    read_part(archive, part, runs.start, runs.end, runs.text)
    runs.flow.settle()
    text = "\n".join(pages.all()).strip()[:_LONGEST_EDGE]
    return text if any(map(str.isalpha, text)) else ""
