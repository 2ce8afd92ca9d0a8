"""Thirty Thai pages of the demo's own words, printed and spoilt as copiers and telephones do; each time the same."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

import panya
from panya.base.thai.words import words

_PANYA = Path(panya.__file__).parent
_NOTES = _PANYA / "site" / "demo" / "notes"
_FONTS = _PANYA / "base" / "ui" / "static" / "vendor" / "sarabun"
# A5 at 200 dots an inch.
_SIZE, _MARGIN = (1166, 1654), 110
_LETTERS = 700
_THAI = re.compile("[\u0e00-\u0e7f]+|[^\u0e00-\u0e7f]+")
_EACH = 5


@dataclass(frozen=True)
class Page:
    """A spoilt picture and what was printed on it."""

    kind: str
    text: str
    picture: Image.Image


def pages() -> Iterator[Page]:
    """Five pages of each kind."""
    notes = sorted(_NOTES.glob("*.html"))
    for place, (kind, spoil) in enumerate([*_KINDS.items()] * _EACH):
        chance = random.Random(place)
        text = _text_of(notes[place])
        shown, picture = _printed(text, letters=(36, 40, 44)[place // 6 % 3], lines=(1.5, 1.7, 2.0)[place // 6 % 3])
        yield Page(kind, shown, spoil(picture, chance))


def _text_of(note: Path) -> str:
    plain = re.sub(r"<[^>]+>", " ", note.read_text(encoding="utf-8"))
    # Only what stands on Thai keyboards is on the pages.
    return " ".join(re.sub("[^\u0e00-\u0e7f -~“”]", " ", plain).split())[:_LETTERS]


def _printed(text: str, *, letters: int, lines: float) -> tuple[str, Image.Image]:
    """The lines that found room, and the page."""
    fonts = [ImageFont.truetype(_FONTS / f"sarabun-{part}-400-normal.woff2", letters) for part in ("thai", "latin")]
    picture = Image.new("L", _SIZE, 255)
    draw = ImageDraw.Draw(picture)
    shown = []
    for place, line in enumerate(_lines(text, fonts)):
        base = _MARGIN + letters + int(place * letters * lines)
        if base > _SIZE[1] - _MARGIN:
            break
        left: float = _MARGIN
        for run, font in _runs(line, fonts):
            draw.text((left, base), run, font=font, fill=20, anchor="ls")
            left += font.getlength(run)
        shown.append(line)
    return "\n".join(shown), picture


def _lines(text: str, fonts: list[ImageFont.FreeTypeFont]) -> Iterator[str]:
    line = ""
    for word in words(text):
        if line and sum(font.getlength(run) for run, font in _runs(line + word, fonts)) > _SIZE[0] - 2 * _MARGIN:
            yield line.strip()
            line = ""
        line += word
    yield line.strip()


def _runs(line: str, fonts: list[ImageFont.FreeTypeFont]) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    for run in _THAI.findall(line):
        yield run, fonts[0 if "\u0e00" <= run[0] <= "\u0e7f" else 1]


def _noise(picture: Image.Image, chance: random.Random, share: float = 0.3) -> Image.Image:
    grain = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    specks = grain.point(lambda value: 0 if value < 3 else 255)
    return Image.composite(Image.blend(picture, grain, share), specks, specks)


def _blur(picture: Image.Image, _chance: random.Random) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(1.8))


def _tilt(picture: Image.Image, chance: random.Random) -> Image.Image:
    degrees = chance.choice((-1, 1)) * chance.uniform(0.8, 1.5)
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)


def _pale(picture: Image.Image, _chance: random.Random) -> Image.Image:
    """Grey letters on grey paper, darker towards one side, as a telephone sees it."""
    shade = Image.linear_gradient("L").rotate(90).resize(picture.size)
    return Image.blend(picture.point(lambda value: 130 + value * 80 // 255), shade, 0.25)


def _small(picture: Image.Image, _chance: random.Random) -> Image.Image:
    return picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)


def _all(picture: Image.Image, chance: random.Random) -> Image.Image:
    picture = _tilt(picture, chance).filter(ImageFilter.GaussianBlur(1.0))
    return _noise(_pale(picture, chance), chance, 0.12)


_KINDS: dict[str, Callable[[Image.Image, random.Random], Image.Image]] = {
    "noise": _noise,
    "blur": _blur,
    "tilt": _tilt,
    "low contrast": _pale,
    "100 dots an inch": _small,
    "all at once": _all,
}
