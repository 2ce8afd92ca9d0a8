"""The pages of a PDF: their text as it stands in the file, and their look."""

import ctypes
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from PIL import Image

from panya.shared.files.reading import clusters
from panya.shared.files.reading.pages import MOST_LETTERS, MOST_PAGES, Unreadable

# What people look at, and what letters are sought in.
SHOWN_WIDTH, SHOWN_LONGEST = 900, 1_800
SCANNED_LONGEST = 3_400
# Putting clusters right costs some hundredths of a second a page; a book must still end within the limit.
_SECONDS_FOR_CLUSTERS = 6


def texts(path: Path) -> list[str]:
    """The text layer of every page; a page that cannot be read has none."""
    found: list[str] = []
    room = MOST_LETTERS
    with _opened(path) as document:
        for number in range(min(len(document), MOST_PAGES)):
            text = _text(document, number)[:room]
            room -= len(text)
            found.append(text)
    return found


def draw(path: Path, number: int, target: Path) -> None:
    """Write the picture of one page, counted from 1, as people look at it."""
    with _page(path, number) as page:
        wide, high = page.get_size()
        scale = min(SHOWN_WIDTH / max(wide, 1), SHOWN_LONGEST / max(wide, high, 1))
        _picture(page, scale).save(target, "WEBP", quality=72, method=2)


def scanned(path: Path, number: int) -> Image.Image:
    """The picture of one page, counted from 1, as large as letters in it want."""
    with _page(path, number) as page:
        return _picture(page, min(300 / 72, SCANNED_LONGEST / max(*page.get_size(), 1)), grayscale=True)


@contextmanager
def _page(path: Path, number: int) -> Iterator[pypdfium2.PdfPage]:
    with _opened(path) as document:
        if not 0 < number <= len(document):
            raise Unreadable("damaged")
        try:
            page = document[number - 1]
            wide, high = page.get_size()
            if not wide or not high or max(wide, high) / min(wide, high) > 50:
                raise Unreadable("damaged")
            yield page
        except pypdfium2.PdfiumError as fault:
            raise Unreadable("damaged") from fault


def _picture(page: pypdfium2.PdfPage, scale: float, *, grayscale: bool = False) -> Image.Image:
    return page.render(scale=scale, may_draw_forms=False, grayscale=grayscale).to_pil()


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
        raise Unreadable("locked" if locked else "damaged") from fault
    try:
        yield document
    finally:
        document.close()


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = document[number]
        words = page.get_textpage()
        count = words.count_chars()
        if count <= 0:
            return ""
        # As the file names them: half of a pair of codes must not stop us.
        held = (ctypes.c_ushort * (count + 1))()
        pdfium.FPDFText_GetText(words, 0, count, held)
        text = bytes(held)[: 2 * count].decode("utf-16-le", "ignore").rstrip("\x00")
        if time.process_time() < _SECONDS_FOR_CLUSTERS and clusters.doubled(text):
            return clusters.once(words, count)
        return text
    except pypdfium2.PdfiumError:
        return ""
