"""The address of a file, and where texts refer to files."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from panya.base.core.random_ids import LENGTH

# Also in urls.py; written out, because stored texts hold it.
PREFIX = "/files/"
ADDRESS = re.compile(rf"{PREFIX}([23456789bcdfghjkmnpqrstvwxz]{{{LENGTH}}})")
# Cleaned HTML quotes every value and escapes quotes in it.
_IMG = re.compile(r'<img((?:\s+[a-z]+="[^"]*")*)\s*/?>')
_SIZE = re.compile(r'\s+(?:width|height)="[^"]*"')
_SRC = re.compile(r'\ssrc="([^"]*)"')


def file_address(public_id: str) -> str:
    return f"{PREFIX}{public_id}"


def page_url(public_id: str, page: int, start: int | None = None, end: int | None = None, *, q: str = "") -> str:
    """The address of a page of a file; a quote (code points of the page's text) or sought words are marked there."""
    asked = {"quote": f"{start}-{end}" if start is not None and end is not None else "", "q": q}
    said = urlencode({name: value for name, value in asked.items() if value})
    # To the passage at once: only the first mark bears this name.
    return f"{file_address(public_id)}/pages/{page}" + (f"?{said}#found" if said else "")


def pictures_in(html: str) -> list[str]:
    """The ids of the files that cleaned HTML shows as pictures, each once, in order."""
    found = [_id_of(attributes) for attributes in _IMG.findall(html)]
    return list(dict.fromkeys(public_id for public_id in found if public_id))


def attached_in(structured: Mapping[str, object]) -> list[str]:
    """The ids of the files that are attached to a text, each once, in order."""
    listed = structured.get("files")
    names = listed if isinstance(listed, list) else []
    return list(dict.fromkeys(name for name in names if isinstance(name, str)))


def without_foreign_pictures(html: str) -> str:
    """Cleaned HTML whose pictures are all files of this site, each with its words (none: an ornament)."""
    return _IMG.sub(lambda match: _with_words(match[1]) if _id_of(match[1]) else "", html)


def with_pictures_of(html: str, sizes: Mapping[str, tuple[int, int]]) -> str:
    """Cleaned HTML with the pictures of these files only, each in its true size, so that a page does not jump."""

    def sized(match: re.Match[str]) -> str:
        size = sizes.get(_id_of(match[1]))
        if size is None:
            return ""
        return f'<img{_SIZE.sub("", match[1])} width="{size[0]}" height="{size[1]}">'

    return _IMG.sub(sized, html)


def _with_words(attributes: str) -> str:
    return f"<img{attributes}>" if ' alt="' in attributes else f'<img{attributes} alt="">'


def _id_of(attributes: str) -> str:
    src = _SRC.search(attributes)
    address = ADDRESS.fullmatch(src[1]) if src else None
    return address[1] if address else ""
