"""Colours can be read in every theme, and the style sheet stays one small file."""

import gzip
import re
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from panya.base.ui.storage import ENTRY, gather_styles

STATIC = Path(__file__).resolve().parents[3] / "panya" / "base" / "ui" / "static"
TOKENS = (STATIC / "ui" / "tokens.css").read_text()
THEMES = ["light", "dark", "contrast", "gray"]

ON_PAPER = ["ink", "ink-soft", "indigo", "indigo-deep", "turmeric-ink", "pandan", "vermilion"]
TEXT_PAIRS = [
    *((text, ground) for text in ON_PAPER for ground in ("paper", "raised", "sunk")),
    *(("ink", ground) for ground in ("indigo-wash", "turmeric-wash", "pandan-wash", "vermilion-wash", "mark")),
    ("indigo", "indigo-wash"),
    ("indigo-deep", "indigo-wash"),
    ("turmeric-ink", "turmeric-wash"),
    ("pandan", "pandan-wash"),
    ("vermilion", "vermilion-wash"),
    ("on-indigo", "indigo"),
    ("on-indigo", "indigo-deep"),
    ("on-vermilion", "vermilion"),
    ("paper", "ink"),
    ("paper", "pandan"),
    *((text, ground) for text in ("on-cloth", "cloth-soft") for ground in ("cloth", "cloth-wash")),
    ("cloth-gold", "cloth"),
]


def colours(block):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def theme_colours(theme):
    light = colours(re.search(r":root \{(.*?)\n\}", TOKENS, re.S)[1])
    if theme == "light":
        return light
    return light | colours(re.search(rf'^\[data-theme="{theme}"\] \{{(.*?)\n\}}', TOKENS, re.S | re.M)[1])


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def unreadable(found, pairs, least):
    return [(a, b, round(contrast(found[a], found[b]), 2)) for a, b in pairs if contrast(found[a], found[b]) < least]


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read_in_every_theme(theme):
    assert unreadable(theme_colours(theme), TEXT_PAIRS, 4.5) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_edge_of_a_field_can_be_seen_in_every_theme(theme):
    assert unreadable(theme_colours(theme), [("edge", "paper"), ("edge", "raised")], 3) == []


def test_a_pale_text_is_caught():
    assert unreadable({"ink": "#aaaaaa", "paper": "#ffffff"}, [("ink", "paper")], 4.5) == [("ink", "paper", 2.32)]


def test_a_dark_device_gets_the_dark_theme():
    automatic = re.search(r'\[data-theme="auto"\] \{(.*?)\n  \}', TOKENS, re.S)[1]

    assert theme_colours("light") | colours(automatic) == theme_colours("dark")


def test_the_gray_theme_has_no_colour():
    for name, colour in theme_colours("gray").items():
        assert colour[1:3] == colour[3:5] == colour[5:7], name


def test_the_style_sheet_is_one_file_of_at_most_60_kilobytes_and_12_compressed():
    gathered = gather_styles(FileSystemStorage(STATIC)).encode()

    assert b"@import" not in gathered
    assert len(gathered) <= 60_000
    assert len(gzip.compress(gathered)) <= 12_000


def test_every_component_sheet_is_gathered():
    entry = (STATIC / ENTRY).read_text()
    sheets = {path.relative_to(STATIC / "ui").as_posix() for path in (STATIC / "ui").rglob("*.css")}

    assert sorted(re.findall(r'@import url\("\./([^"]+)"\)', entry)) == sorted(sheets - {"ui.css"})


def test_a_component_sheet_names_no_file_beside_itself():
    assert [path.name for path in (STATIC / "ui" / "components").iterdir() if "url(" in path.read_text()] == []


def test_thai_is_never_spaced_out_or_slanted():
    gathered = gather_styles(FileSystemStorage(STATIC))

    assert "letter-spacing" not in gathered
    assert "italic" not in re.sub(r"/\*.*?\*/", "", gathered)
