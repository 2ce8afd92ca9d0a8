"""What the child process can be asked: each door gets the folder to write into, and answers with a small dict."""

import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PIL import Image

from panya.base.thai.text_layer import mend
from panya.shared.files.reading import letters, open_documents, pdf, plain
from panya.shared.files.reading.pages import TABLES, Unreadable
from panya.shared.files.reading.sheets import sheets
from panya.shared.files.reading.slides import slides
from panya.shared.files.reading.word import word

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_ARCHIVES: dict[str, Callable[[zipfile.ZipFile], list[str]]] = {
    f"{_OFFICE}wordprocessingml.document": word,
    f"{_OFFICE}presentationml.presentation": slides,
    f"{_OFFICE}spreadsheetml.sheet": sheets,
    f"{_OPEN}text": open_documents.open_document,
    f"{_OPEN}presentation": lambda archive: open_documents.open_document(archive, turns_at="page"),
    f"{_OPEN}graphics": lambda archive: open_documents.open_document(archive, turns_at="page"),
    f"{_OPEN}spreadsheet": lambda archive: open_documents.open_document(archive, turns_at="table"),
}
_FILES: dict[str, Callable[[Path], list[str]]] = {
    "application/pdf": pdf.texts,
    "text/plain": plain.plain,
    "text/markdown": plain.plain,
    "text/csv": plain.table,
    "text/tab-separated-values": plain.table,
    "text/html": plain.page,
    "message/rfc822": plain.mail,
}


def read(folder: str, path: str, media_type: str) -> dict[str, Any]:
    """Write the text of every page into pages.json."""
    if media_type in _ARCHIVES:
        try:
            with zipfile.ZipFile(path) as archive:
                pages = _ARCHIVES[media_type](archive)
        except (zipfile.BadZipFile, NotImplementedError, OSError, KeyError) as fault:
            raise Unreadable("damaged") from fault
    elif media_type in _FILES:
        pages = _FILES[media_type](Path(path))
    else:
        raise Unreadable("kind")
    tidy = [_tidy(page, cells=media_type in TABLES) for page in pages]
    Path(folder, "pages.json").write_text(json.dumps(tidy), encoding="utf-8")
    return {}


def draw(folder: str, path: str, first: str, last: str) -> dict[str, Any]:
    """Write the pictures of some pages of a PDF, each under its number; one that cannot be drawn is left out."""
    for number in range(int(first), int(last) + 1):
        with suppress(Unreadable):
            pdf.draw(Path(path), number, Path(folder, f"page-{number}"))
    return {}


def scan(folder: str, path: str, number: str) -> dict[str, Any]:
    """Write the picture of one page of a PDF as letters are best found in it, and say how many lines it has."""
    return {"lines": letters.prepare(pdf.scanned(Path(path), int(number)), Path(folder))}


def prepare(folder: str, path: str) -> dict[str, Any]:
    """Write a picture as letters are best found in it, and say how many lines it has."""
    with Image.open(path) as picture:
        return {"lines": letters.prepare(picture, Path(folder))}


def _tidy(text: str, *, cells: bool) -> str:
    """Lines without needless space; in tables a tab parts the cells of a row."""
    parting = "\t" if cells else "\n"
    lines = (parting.join(" ".join(cell.split()) for cell in line.split(parting)) for line in mend(text).splitlines())
    tidy = "\n".join(line.rstrip() for line in lines)
    while "\n\n\n" in tidy:
        tidy = tidy.replace("\n\n\n", "\n\n")
    return tidy.strip()


DOORS: dict[str, Callable[..., dict[str, Any]]] = {"read": read, "draw": draw, "scan": scan, "prepare": prepare}
