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


def draw(path: Path, number: int, target: Path, *, for_letters: bool) -> None:
    """The picture of one page, counted from 1."""
    with _opened(path) as document:
        if not 0 < number <= len(document):
            raise Unreadable("damaged")
        try:
            page = document[number - 1]
            wide, high = page.get_size()
            if for_letters:
                scale = min(300 / 72, SCANNED_LONGEST / max(wide, high, 1))
            else:
                scale = min(SHOWN_WIDTH / max(wide, 1), SHOWN_LONGEST / max(wide, high, 1))
            if not wide or not high or max(wide, high) / min(wide, high) > 50:
                raise Unreadable("damaged")
            picture = page.render(scale=scale, may_draw_forms=False, grayscale=for_letters).to_pil()
        except pypdfium2.PdfiumError as fault:
            raise Unreadable("damaged") from fault
        picture.save(target, "PNG" if for_letters else "WEBP", **({} if for_letters else {"quality": 72, "method": 2}))


def enlarge(path: Path, target: Path) -> None:
    """A picture as it is best for finding letters in it: grey, not smaller than a printed page."""
    with Image.open(path) as given:
        picture = given.convert("L")
        scale = min(2.0, SCANNED_LONGEST / max(picture.size))
        if scale < 1 or max(picture.size) < SCANNED_LONGEST // 2:
            picture = picture.resize((max(1, int(picture.width * scale)), max(1, int(picture.height * scale))))
        picture.save(target, "PNG")


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
