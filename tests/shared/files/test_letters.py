"""Pictures of pages as they are prepared for finding letters in them: clean, straight, and line by line."""

import pytest
from PIL import Image, ImageDraw

from bench.ocr_inside import error_rate
from bench.ocr_pages import pages
from panya.shared.files import extraction
from panya.shared.files.reading import letters

SIZE = (1166, 1654)


def printed(*, columns: int = 1) -> Image.Image:
    """Rows of black bars where lines would stand."""
    page = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(page)
    wide = (SIZE[0] - 200) // columns
    for line in range(12):
        for column in range(columns):
            left, top = 100 + column * wide, 120 + line * 100
            for letter in range(left, left + wide - 100, 30):
                draw.rectangle((letter, top, letter + 18, top + 30), fill=0)
    return page


def test_a_plain_page_is_parted_into_its_lines():
    found = letters.lines(printed())

    assert [top <= 120 + 100 * line < 150 + 100 * line <= end for line, (top, end) in enumerate(found)] == [True] * 12


@pytest.mark.parametrize("page", [printed(columns=2), Image.new("L", SIZE, 255)], ids=["columns", "empty"])
def test_what_has_no_plain_lines_stays_a_page(page, tmp_path):
    assert letters.prepare(page, tmp_path) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["page"]


@pytest.mark.parametrize("degrees", [-1.5, 1.5])
def test_a_tilted_page_is_made_straight(degrees):
    tilted = printed().rotate(degrees, fillcolor=255)

    assert letters.lines(tilted) != letters.lines(printed())
    assert len(letters.lines(letters.straight(tilted))) == 12


def test_shade_and_reversed_colours_are_taken_away():
    shade = Image.linear_gradient("L").resize(SIZE)
    for page in (
        Image.blend(printed().point(lambda value: 130 + value * 80 // 255), shade, 0.25),
        printed().point(lambda value: 255 - value),
        printed().resize((583, 827)),
    ):
        clean = letters.clean(page)
        ink, paper = (clean.resize(SIZE).getpixel(place) for place in ((109, 135), (60, 60)))
        assert (ink < 100, paper > 200) == (True, True)
    assert clean.size == (1166, 1654)


@pytest.mark.skipif(not extraction.can_read_pictures(), reason="tesseract with Thai is missing")
def test_a_spoilt_page_is_read_all_the_same(tmp_path, settings):
    """Tilted, blurred, grey on grey and full of specks at once."""
    settings.PANYA_HOME = tmp_path
    page = next(page for page in pages() if page.kind == "all at once")
    page.picture.save(tmp_path / "given", "PNG")

    outcome = extraction.read_file(tmp_path / "given", "image/png", page.picture.size)

    assert error_rate(outcome.pages[0].text, page.text) < 0.05
