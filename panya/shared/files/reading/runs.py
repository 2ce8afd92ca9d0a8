"""Runs of text as Word and PowerPoint write them."""

import zipfile
from collections.abc import Collection, Mapping

from panya.shared.files.reading.flow import Flow
from panya.shared.files.reading.markup import read_part
from panya.shared.files.reading.pages import Pages


class Runs:
    """The text in `t` elements; paragraphs end lines; what is there twice for old readers is left out.

    `notes` are texts by the element that refers to them and their id.
    """

    def __init__(self, pages: Pages, notes: Mapping[tuple[str, str], str] | None = None) -> None:
        self.flow = Flow(pages)
        self._notes = notes or {}
        self._in_text = 0
        self._twice = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "t":
            self._in_text += 1
        elif tag == "Fallback":
            self._twice += 1
        elif self._twice:
            return
        elif tag == "p":
            self.flow.begin_paragraph()
        elif tag == "txbxContent":
            self.flow.begin_aside()
        elif tag == "lastRenderedPageBreak" or (tag == "br" and given.get("type") == "page"):
            # Word writes both for one and the same turn of the page.
            self.flow.turn()
        elif tag == "br":
            self.flow.add("\n")
        elif tag == "tab" and not given:
            self.flow.add("\t")
        elif self._notes:
            self.flow.hang(self._notes.get((tag, given.get("id", "")), ""))

    def end(self, tag: str) -> None:
        if tag == "t":
            self._in_text -= 1
        elif tag == "Fallback":
            self._twice -= 1
        elif self._twice:
            return
        elif tag == "p":
            self.flow.end_paragraph()
        elif tag == "txbxContent":
            self.flow.end_aside()
        elif tag == "tc":
            self.flow.add("\t")

    def text(self, said: str) -> None:
        if self._in_text and not self._twice:
            self.flow.add(said)


def texts_of(
    archive: zipfile.ZipFile, part: str, element: str, *, unless: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Id and text of each such element of a part; not of those that stand for one of these kinds of placeholder."""
    pages = Pages()
    runs = Runs(pages)
    named: list[str] = []
    unwanted: set[int] = set()

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == element:
            named.append(given.get("id", ""))
        elif tag == "ph" and given.get("type") in unless:
            unwanted.add(len(named) - 1)
        runs.start("t" if tag == "text" else tag, given)

    def end(tag: str) -> None:
        # Comments of older presentations have their words in elements of this name.
        runs.end("t" if tag == "text" else tag)
        if tag == element:
            runs.flow.settle()
            pages.turn()

    read_part(archive, part, start, end, runs.text)
    texts = [text.strip() for text in pages.all()]
    kept = [(name, text) for place, (name, text) in enumerate(zip(named, texts, strict=False)) if place not in unwanted]
    return [(name, text) for name, text in kept if text]
