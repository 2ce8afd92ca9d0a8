"""The words of OpenDocument files (ODT, ODP, ODS)."""

import zipfile

from panya.shared.files.reading.markup import read_part
from panya.shared.files.reading.pages import Pages

# What was struck out, and how the document looks.
_UNSHOWN = {"tracked-changes", "automatic-styles", "scripts", "font-face-decls", "annotation", "notes"}
_CELLS = {"table-cell", "covered-table-cell"}
_MOST_REPEATED = 50


def open_document(archive: zipfile.ZipFile, *, turns_at: str = "") -> list[str]:
    """The text of an open document; each element called `turns_at` is a page of its own."""
    pages = Pages()
    unshown = depth = 0
    repeated = 1

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal unshown, depth, repeated
        if tag in _UNSHOWN:
            unshown += 1
        elif tag == turns_at and not unshown:
            depth += 1
            if depth == 1 and tag == "table":
                pages.add(f"{given.get('name', '')}\n")
        elif tag in {"soft-page-break"} and not turns_at and pages.has_words:
            pages.turn()
        elif tag in _CELLS:
            said = given.get("number-columns-repeated", "1")
            # Empty cells at the end of a row are said to be thousands.
            repeated = min(int(said), _MOST_REPEATED) if said.isdecimal() else 1
        elif tag in {"tab", "line-break", "s"}:
            pages.add({"tab": "\t", "line-break": "\n", "s": " "}[tag])

    def end(tag: str) -> None:
        nonlocal unshown, depth
        if tag in _UNSHOWN:
            unshown -= 1
        elif unshown:
            return
        elif tag in {"p", "h"}:
            pages.add(" " if turns_at == "table" else "\n")
        elif tag in _CELLS and turns_at == "table":
            pages.add("\t" * repeated)
        elif tag == "table-row":
            pages.add("\n")
        elif tag == turns_at:
            depth -= 1
            if not depth:
                pages.turn()

    def text(said: str) -> None:
        # Between elements stand only line ends of the file itself.
        if not unshown and (said.strip() or " " in said):
            pages.add(said)

    read_part(archive, "content.xml", start, end, text)
    return pages.all()
