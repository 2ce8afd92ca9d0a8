"""Ruled lines of tables and forms: tesseract reads them as letters, and rows between them are not seen as lines."""

from collections.abc import Callable

from PIL import Image, ImageChops, ImageFilter

_INK = 160
# Of the longer side. Letters that are as long are thicker, and so are bars and pictures.
_SHORTEST, _THICKEST = 0.07, 0.005
_Either = Callable[[Image.Image, Image.Image], Image.Image]


def without_rules(page: Image.Image) -> Image.Image:
    """The page with its level and upright lines rubbed out."""
    ink = page.point(lambda value: 255 if value < _INK else 0)
    length, thick_from = int(max(page.size) * _SHORTEST), int(max(page.size) * _THICKEST) + 1
    found = ImageChops.lighter(_runs(ink, length, across=True), _runs(ink, length, across=False))
    if not found.getbbox():
        return page
    thick = _runs(_runs(found, thick_from, across=True), thick_from, across=False)
    # What is thick keeps its edge; the edge of a line is paler than its middle and goes with it.
    rules = _wider(ImageChops.subtract(found, _wider(thick, 3)), 2)
    return Image.composite(Image.new("L", page.size, 255), page, rules)


def _wider(ink: Image.Image, reach: int) -> Image.Image:
    return ink.filter(ImageFilter.BoxBlur(reach)).point(lambda value: 255 if value else 0)


def _runs(ink: Image.Image, length: int, *, across: bool) -> Image.Image:
    """The ink that lies in runs of at least this length."""
    inner = _spread(ink, length, ImageChops.darker, across=across)
    return _spread(inner, -length, ImageChops.lighter, across=across)


def _spread(ink: Image.Image, length: int, either: _Either, *, across: bool) -> Image.Image:
    """Each point together with so many after it, doubling the reach with every step."""
    sign, left, reach = (1 if length > 0 else -1), abs(length) - 1, 1
    while left > 0:
        step = min(reach, left)
        moved = Image.new("L", ink.size, 0)
        moved.paste(ink, (-sign * step, 0) if across else (0, -sign * step))
        ink = either(ink, moved)
        left, reach = left - step, reach + step
    return ink
