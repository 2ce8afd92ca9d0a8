"""A picture as letters are best found in it: clean and straight, and where it is plain text, line by line.

Tesseract takes the marks over Thai letters for lines of their own where lines stand far apart; given one line at a time
it cannot. So are rows of a table, which it would read column by column, and the columns of a text one after the other.
Whatever else has no plain lines goes to it as a whole page.
"""

from array import array
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

from panya.shared.files.reading.rules import without_rules

# Pixels of the longer side: smaller pictures are enlarged, larger ones made smaller.
SHORTEST, LONGEST = 1_400, 3_400
# Letters differ so much from a smoothed copy where the picture is full of specks.
_SPECKS = 3.0
_PAPER_GRAIN, _SLOPE_WIDTH = 8, 500
_STEEPEST, _STEP = 2.5, 0.25
_INK = 140
# Of the fullest row; marks over and under letters are thinner.
_BODY = 0.3
_FEWEST_LINES, _MOST_LINES = 2, 120
# Lines of plain text are about equally high; a gap between columns runs down the page.
_HIGHEST, _GUTTER = 2.2, 0.03
# Of a letter's height: a column of text has longer lines, most cells of a table shorter ones.
_LONGEST_CELL = 9
# Between two bodies there is room for one more line; with a smaller share of the fullest row it would be specks.
_ROOM_FOR_A_LINE, _SHORT_LINE = 3.5, 0.12
# Under letters there is less than over them; how much a cut may drift from there for thinner ink.
_UNDER, _DRIFT = 0.35, 0.3
_ROOM = 16


def prepare(picture: Image.Image, folder: Path) -> int:
    """Write `page`, or `lines` (their names) and each of them; how many lines there are, 0 for a page as a whole."""
    page = without_rules(straight(clean(picture)))
    parted = [(part, lines(part)) for part in columns(page) or [page]]
    if not all(found for _part, found in parted):
        page.save(folder / "page", "PNG")
        return 0
    names: list[str] = []
    for part, found in parted:
        for top, end in found:
            names.append(str(folder / f"line-{len(names) + 1}.png"))
            _cropped(part, top, end).save(names[-1])
    (folder / "lines").write_text("\n".join(names), encoding="utf-8")
    return len(names)


def clean(picture: Image.Image) -> Image.Image:
    """Dark letters on white paper, without shade and specks, of a size in which marks are more than a dot."""
    grey = _on_white(picture)
    smooth = grey.filter(ImageFilter.MedianFilter(3))
    if ImageStat.Stat(ImageChops.difference(grey, smooth)).mean[0] > _SPECKS:
        grey = smooth
    longest = max(grey.size)
    scale = LONGEST / longest if longest > LONGEST else 2.0 if longest < SHORTEST else 1.0
    if scale != 1:
        grey = grey.resize(
            (max(1, int(grey.width * scale)), max(1, int(grey.height * scale))), Image.Resampling.LANCZOS
        )
    ink = ImageChops.subtract(_paper(grey), grey)
    return ImageOps.autocontrast(ImageOps.invert(ink), cutoff=(1, 20))


def straight(page: Image.Image) -> Image.Image:
    """Turned so that its lines are level."""
    small = page.copy()
    small.thumbnail((_SLOPE_WIDTH, 2 * _SLOPE_WIDTH))
    ink = ImageOps.invert(small)
    steps = range(-round(_STEEPEST / _STEP), round(_STEEPEST / _STEP) + 1)
    degrees = max(((_levelness(ink, step * _STEP), step * _STEP) for step in steps), key=lambda found: found[0])[1]
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255) if abs(degrees) >= _STEP else page


@dataclass(slots=True)
class _Body:
    """The rows of a line in which its letters stand, without what is over and under them."""

    top: int
    end: int


def columns(page: Image.Image) -> list[Image.Image]:
    """The columns of text from left to right; none where lines run across the page."""
    ink = page.point(lambda value: 255 if value < _INK else 0)
    bodies = _bodies(_shares(ink, down=True))
    if not bodies or not _has_columns(ink, bodies, median(body.end - body.top for body in bodies)):
        return []
    strips = _strips(_shares(ink, down=False), ink.width * _GUTTER)
    return [page.crop((max(0, left - _ROOM), 0, min(page.width, right + _ROOM), page.height)) for left, right in strips]


def lines(page: Image.Image) -> list[tuple[int, int]]:
    """Top and end of every line of a page of plain text; none where it is anything else."""
    ink = page.point(lambda value: 255 if value < _INK else 0)
    rows = _shares(ink, down=True)
    bodies = _bodies(rows)
    if not _FEWEST_LINES <= len(bodies) <= _MOST_LINES:
        return []
    usual = median(body.end - body.top for body in bodies)
    if any(body.end - body.top > usual * _HIGHEST for body in bodies) or _has_columns(ink, bodies, usual):
        return []
    cuts = [_thinnest(rows, above.end, below.top) for above, below in pairwise(bodies)]
    # What is over the first line and under the last one belongs to them, as far as marks reach.
    reach = round(usual * 1.5)
    first, last = max(0, bodies[0].top - reach), min(page.height, bodies[-1].end + reach)
    edges = [first, *cuts, last]
    return [
        (max(top, body.top - reach), min(end, body.end + reach))
        for (top, end), body in zip(pairwise(edges), bodies, strict=True)
    ]


def _on_white(picture: Image.Image) -> Image.Image:
    """In grey, not too large, dark letters on light."""
    shown = picture.convert("RGBA" if picture.has_transparency_data else "L")
    shown.thumbnail((LONGEST, LONGEST))
    if shown.mode == "RGBA":
        shown = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("L")
    return ImageOps.invert(shown) if ImageStat.Stat(shown).median[0] < 255 // 3 else shown


def _paper(grey: Image.Image) -> Image.Image:
    """The page without its letters: how light the paper is at each place."""
    size = (max(1, grey.width // _PAPER_GRAIN), max(1, grey.height // _PAPER_GRAIN))
    coarse = (
        grey.resize(size, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(6))
    )
    return coarse.resize(grey.size, Image.Resampling.BICUBIC)


def _levelness(ink: Image.Image, degrees: float) -> int:
    """How sharply rows of letters part from rows without, were the page turned so."""
    turned = ink.rotate(degrees, Image.Resampling.BILINEAR)
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows))


def _shares(ink: Image.Image, *, down: bool) -> list[float]:
    """How much of each row (or column) is ink, in 255ths."""
    size = (1, ink.height) if down else (ink.width, 1)
    return array("f", ink.convert("F").resize(size, Image.Resampling.BOX).tobytes()).tolist()


def _bodies(rows: list[float]) -> list[_Body]:
    """The bodies of the lines, also of those that are much shorter than the others."""
    fullest = _fullest(rows)
    found = _full_rows(rows, 0, len(rows), fullest)
    if not found:
        return []
    # Rows of marks may be as many as lines, but are never as high.
    heights = sorted(body.end - body.top for body in found)
    usual = heights[len(heights) * 3 // 4]
    found = [body for body in found if body.end - body.top > usual / 2]
    edges = [0, *(edge for body in found for edge in (body.top, body.end)), len(rows)]
    for above, below in zip(edges[::2], edges[1::2], strict=True):
        if below - above > usual * _ROOM_FOR_A_LINE:
            short = max(_fullest(rows[above + usual : below - usual]), fullest * _SHORT_LINE)
            missed = _full_rows(rows, above + usual, below - usual, short)
            found += [body for body in missed if body.end - body.top > usual / 2]
    return sorted(found, key=lambda body: body.top)


def _fullest(rows: list[float]) -> float:
    """The ink of the fullest rows, but for rules and other exceptions."""
    return sorted(rows)[-max(1, len(rows) // 50)]


def _full_rows(rows: list[float], start: int, end: int, fullest: float) -> list[_Body]:
    """Where rows are nearly as full as the fullest of them."""
    found: list[_Body] = []
    for row in range(start, end):
        if rows[row] <= fullest * _BODY:
            continue
        if found and found[-1].end == row:
            found[-1].end = row + 1
        else:
            found.append(_Body(row, row + 1))
    return found


def _has_columns(ink: Image.Image, bodies: list[_Body], usual: float) -> bool:
    """Whether text stands in columns: a wide gap runs through all lines, and they are too long for cells of a table."""
    top, end = bodies[0].top, bodies[-1].end
    middle = ink.crop((ink.width // 5, top, ink.width * 4 // 5, end))
    if not _gaps(_shares(middle, down=False), ink.width * _GUTTER):
        return False
    strips = _strips(_shares(ink.crop((0, top, ink.width, end)), down=False), ink.width * _GUTTER)
    short = sum(_usual_length(ink, strip, bodies) < usual * _LONGEST_CELL for strip in strips)
    return short * 2 < len(strips)


def _gaps(shares: list[float], least: float) -> list[tuple[int, int]]:
    """Start and end of what has hardly any ink for longer than `least`."""
    full = [-1, *(place for place, share in enumerate(shares) if share >= 1), len(shares)]
    return [(before + 1, after) for before, after in pairwise(full) if after - before - 1 > least]


def _strips(shares: list[float], least: float) -> list[tuple[int, int]]:
    """What stands between the gaps."""
    edges = [0, *(edge for gap in _gaps(shares, least) for edge in gap), len(shares)]
    return [(left, right) for left, right in zip(edges[::2], edges[1::2], strict=True) if right > left]


def _usual_length(ink: Image.Image, strip: tuple[int, int], bodies: list[_Body]) -> float:
    """How long the lines within a strip are; lines without anything there do not count."""
    boxes = [ink.crop((strip[0], body.top, strip[1], body.end)).getbbox() for body in bodies]
    return median([box[2] - box[0] for box in boxes if box] or [0])


def _thinnest(rows: list[float], start: int, end: int) -> int:
    """The row between two lines that cuts the least, near where signs under letters end and marks over them begin."""
    between = range(start, max(end, start + 1))
    most, usual = max(rows) * _DRIFT / len(between), start + len(between) * _UNDER
    return min(between, key=lambda row: rows[row] + most * abs(row - usual))


def _cropped(page: Image.Image, top: int, end: int) -> Image.Image:
    """One line with some paper around it."""
    line = page.crop((0, top, page.width, end))
    box = line.point(lambda value: 255 if value < _INK else 0).getbbox()
    return ImageOps.expand(line.crop(box) if box else line, _ROOM, 255)
