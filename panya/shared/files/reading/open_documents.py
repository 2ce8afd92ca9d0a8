"""The words of OpenDocument files (ODT, ODP, ODS)."""

import zipfile

from panya.shared.files.reading.flow import COMMENT, SPEAKER, Flow
from panya.shared.files.reading.markup import read_part
from panya.shared.files.reading.pages import Pages

# What was struck out, how the document looks, and the numbers of notes and pages.
_UNSHOWN = {"tracked-changes", "automatic-styles", "scripts", "font-face-decls", "note-citation"}
_UNSHOWN |= {"page-thumbnail", "page-number", "page-count"}
# Of a comment: who wrote it, and when.
_ABOUT = {"creator", "date", "date-string"}
_CELLS = {"table-cell", "covered-table-cell"}
_PARAGRAPHS = {"p", "h"}
# What hangs on a paragraph, and what is said before it.
_ASIDES = {"note": "", "text-box": "", "annotation": COMMENT, "notes": SPEAKER}
_SIGNS = {"tab": "\t", "line-break": "\n", "s": " "}
_HEADERS, _FOOTERS = {"header", "header-left", "header-first"}, {"footer", "footer-left", "footer-first"}
_MOST_REPEATED = 50
_LONGEST_EDGE = 2_000


def open_document(archive: zipfile.ZipFile, *, turns_at: str = "") -> list[str]:
    """The text of an open document; each element called `turns_at` is a page of its own."""
    pages = Pages()
    body = _Body(pages, turns_at)
    read_part(archive, "content.xml", body.start, body.end, body.text)
    body.flow.settle()
    return pages.all() if turns_at else _with_edges(archive, pages.all())


class _Body:
    """What stands in the body of a document."""

    def __init__(self, pages: Pages, turns_at: str) -> None:
        self.flow = Flow(pages)
        self._turns_at = turns_at
        self._unshown = self._depth = 0
        self._repeated = 1
        # The open elements of these kinds, and whether each hangs on a paragraph.
        self._asides: list[tuple[str, bool]] = []
        self._style = ""
        self._hidden: set[str] = set()
        self._hides: list[bool] = []

    def start(self, tag: str, given: dict[str, str]) -> None:
        self._note_style(tag, given)
        if tag == "table":
            self._hides.append(given.get("style-name", "") in self._hidden)
            self._unshown += self._hides[-1]
        if self._is_unshown(tag):
            self._unshown += 1
        elif self._unshown:
            return
        elif tag in _ASIDES:
            # The boxes of a slide are its text; what a speaker or reader notes is not.
            hangs = tag != "text-box" or self.flow.in_paragraph
            self._asides.append((tag, hangs))
            if hangs:
                self.flow.begin_aside()
        elif tag in _PARAGRAPHS:
            self.flow.begin_paragraph()
        elif tag == self._turns_at:
            self._depth += 1
            if self._depth == 1 and tag == "table":
                self.flow.add(f"{given.get('name', '')}\n")
        elif tag == "soft-page-break" and not self._turns_at:
            self.flow.turn()
        elif tag in _CELLS:
            said = given.get("number-columns-repeated", "1")
            # Empty cells at the end of a row are said to be thousands.
            self._repeated = min(int(said), _MOST_REPEATED) if said.isdecimal() else 1
        elif tag in _SIGNS:
            self.flow.add(_SIGNS[tag])

    def end(self, tag: str) -> None:
        hidden = self._unshown > 0
        if tag == "table":
            self._unshown -= self._hides.pop()
        if self._is_unshown(tag):
            self._unshown -= 1
        elif hidden:
            return
        elif tag in _ASIDES:
            if self._asides.pop()[1]:
                self.flow.end_aside(_ASIDES[tag])
        elif tag in _PARAGRAPHS:
            self.flow.end_paragraph(" " if self._turns_at == "table" else "\n")
        elif tag in _CELLS and self._turns_at == "table":
            self.flow.add("\t" * self._repeated)
        elif tag == "table-row":
            self.flow.add("\n")
        elif tag == self._turns_at:
            self._depth -= 1
            if not self._depth:
                self.flow.settle()
                self.flow.pages.turn()

    def text(self, said: str) -> None:
        # Between elements stand only line ends of the file itself.
        if not self._unshown and (said.strip() or " " in said):
            self.flow.add(said)

    def _is_unshown(self, tag: str) -> bool:
        # A comment would part the row of its cell.
        if tag == "annotation" and self._turns_at == "table":
            return True
        in_comment = bool(self._asides) and self._asides[-1][0] == "annotation"
        return tag in _UNSHOWN or (in_comment and tag in _ABOUT)

    def _note_style(self, tag: str, given: dict[str, str]) -> None:
        """A sheet is hidden by its style."""
        if tag == "style":
            self._style = given.get("name", "")
        elif tag == "table-properties" and given.get("display") == "false":
            self._hidden.add(self._style)


def _with_edges(archive: zipfile.ZipFile, pages: list[str]) -> list[str]:
    """The pages of a text with each header at the top and each footer at the end of the first one."""
    found: dict[bool, list[str]] = {False: [], True: []}
    inside: list[bool] = []
    held = Pages()
    flow = Flow(held)

    def start(tag: str, _given: dict[str, str]) -> None:
        if tag in _HEADERS | _FOOTERS:
            inside.append(tag in _FOOTERS)
        elif inside and tag in _PARAGRAPHS:
            flow.begin_paragraph()

    def end(tag: str) -> None:
        if tag in _HEADERS | _FOOTERS:
            held.turn()
            found[inside.pop()].append(held.all()[-1].strip()[:_LONGEST_EDGE])
        elif inside and tag in _PARAGRAPHS:
            flow.end_paragraph()

    def text(said: str) -> None:
        if inside:
            flow.add(said)

    read_part(archive, "styles.xml", start, end, text)
    headers, footers = ([one for one in dict.fromkeys(texts) if any(map(str.isalpha, one))] for texts in found.values())
    first = "\n".join([*headers, *pages[:1], *footers])
    return [first, *pages[1:]] if first else pages
