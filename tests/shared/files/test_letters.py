"""Pictures of pages as they are prepared for finding letters in them: clean, straight, and line by line."""

import functools

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from bench.ocr_inside import error_rate
from bench.ocr_pages import _FONTS, _runs, pages
from panya.shared.files import extraction
from panya.shared.files.reading import letters
from panya.shared.files.reading.rules import without_rules

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


ROWS = [
    ("ลำดับ", "จังหวัด", "ผลผลิต", "ราคา"),
    ("1", "เชียงใหม่", "1,250 ตัน", "32 บาท"),
    ("2", "ลำพูน", "980 ตัน", "31 บาท"),
    ("3", "จันทบุรี", "2,400 ตัน", "95 บาท"),
    ("4", "สุราษฎร์ธานี", "3,015 ตัน", "27 บาท"),
    ("5", "กระบี่", "2,210 ตัน", "5 บาท"),
]


def table(*, ruled: bool) -> Image.Image:
    """A page with nothing but a table, a line around every cell or none."""
    fonts = [ImageFont.truetype(_FONTS / f"sarabun-{part}-400-normal.woff2", 36) for part in ("thai", "latin")]
    page = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(page)
    columns, top, high = (110, 240, 560, 830, 1056), 140, 68
    for number, row in enumerate(ROWS):
        for left, cell in zip(columns, row, strict=False):
            place = float(left + 15)
            for run, font in _runs(cell, fonts):
                draw.text((place, top + high * number + 50), run, font=font, fill=20, anchor="ls")
                place += font.getlength(run)
    if ruled:
        bottom = top + high * len(ROWS)
        for number in range(len(ROWS) + 1):
            draw.line((columns[0], top + high * number, columns[-1], top + high * number), fill=30, width=3)
        for left in columns:
            draw.line((left, top, left, bottom), fill=30, width=3)
    return page


def test_a_plain_page_is_parted_into_its_lines():
    found = letters.lines(printed())

    assert [top <= 120 + 100 * line < 150 + 100 * line <= end for line, (top, end) in enumerate(found)] == [True] * 12


@pytest.mark.parametrize("page", [Image.effect_noise(SIZE, 200), Image.new("L", SIZE, 255)], ids=["noise", "empty"])
def test_what_has_no_plain_lines_stays_a_page(page, tmp_path):
    assert letters.prepare(page, tmp_path) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["page"]


def test_columns_of_text_are_parted_into_their_lines_one_after_the_other(tmp_path):
    page = printed(columns=2)

    assert (letters.lines(page), [len(letters.lines(column)) for column in letters.columns(page)]) == ([], [12, 12])
    assert letters.prepare(page, tmp_path) == 24
    assert letters.columns(printed()) == letters.columns(table(ruled=False)) == []


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


@pytest.mark.parametrize("ruled", [False, True], ids=["bare", "ruled"])
def test_a_table_is_parted_into_its_rows(ruled, tmp_path):
    assert letters.prepare(table(ruled=ruled), tmp_path) == len(ROWS)


def test_lines_around_cells_are_rubbed_out_and_letters_are_not():
    bare, ruled = table(ruled=False), table(ruled=True)
    rubbed = without_rules(ruled)

    def ink(page, *but):
        black = [each.point(lambda value: 255 if value < 128 else 0) for each in (page, *but)]
        return ImageStat.Stat(functools.reduce(ImageChops.subtract, black)).sum[0] / ImageStat.Stat(black[0]).sum[0]

    assert without_rules(bare) is bare
    # Where a line cuts through what hangs under a letter, a little of that goes with it.
    assert (ink(ruled, bare) > 0.5, ink(rubbed, bare) < 0.05, ink(bare, rubbed) < 0.05) == (True, True, True)


@pytest.mark.skipif(not extraction.can_read_pictures(), reason="tesseract with Thai is missing")
def test_every_row_of_a_ruled_table_is_read_in_one_piece(tmp_path, settings):
    settings.PANYA_HOME = tmp_path
    page = table(ruled=True).rotate(1.1, Image.Resampling.BICUBIC, fillcolor=255)
    page.save(tmp_path / "given", "PNG")

    outcome = extraction.read_file(tmp_path / "given", "image/png", page.size)

    read = [line.replace(" ", "") for line in outcome.pages[0].text.splitlines()]
    assert read == ["".join(row).replace(" ", "") for row in ROWS]


@pytest.mark.parametrize("size", [(900, 200), (600, 600)])
def test_large_letters_of_a_small_picture_are_no_lines(size):
    page = Image.new("L", size, 255)
    ImageDraw.Draw(page).text((40, 40), "PALM OIL", fill=0, font_size=110)

    clean = letters.clean(page)
    ink = [ImageStat.Stat(each.point(lambda value: value < 128)).sum[0] for each in (without_rules(clean), clean)]

    # Of their thin corners a grain may go.
    assert ink[0] > ink[1] * 0.95
