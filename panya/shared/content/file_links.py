"""The address of a file, and where texts refer to files."""

import re
from collections.abc import Collection, Mapping

from panya.base.core.random_ids import LENGTH

# Also in urls.py; written out, because stored texts hold it.
PREFIX = "/files/"
ADDRESS = re.compile(rf"{PREFIX}([23456789bcdfghjkmnpqrstvwxz]{{{LENGTH}}})")
# Cleaned HTML quotes every value and escapes quotes in it.
_IMG = re.compile(r'<img((?:\s+[a-z]+="[^"]*")*)\s*/?>')
_SRC = re.compile(r'\ssrc="([^"]*)"')


def file_address(public_id: str) -> str:
    return f"{PREFIX}{public_id}"


def pictures_in(html: str) -> list[str]:
    """The ids of the files that cleaned HTML shows as pictures, each once, in order."""
    found = [_id_of(attributes) for attributes in _IMG.findall(html)]
    return list(dict.fromkeys(public_id for public_id in found if public_id))


def attached_in(structured: Mapping[str, object]) -> list[str]:
    """The ids of the files that are attached to a text, each once, in order."""
    listed = structured.get("files")
    names = listed if isinstance(listed, list) else []
    return list(dict.fromkeys(name for name in names if isinstance(name, str)))


def without_pictures(html: str, *, but: Collection[str] | None = None) -> str:
    """Cleaned HTML without pictures, except those of these files."""

    def kept(match: re.Match[str]) -> str:
        public_id = _id_of(match[1])
        if not public_id or (but is not None and public_id not in but):
            return ""
        # Without any words it is an ornament, and readers of the screen pass it by.
        return match[0] if ' alt="' in match[1] else f'<img{match[1]} alt="">'

    return _IMG.sub(kept, html) if "<img" in html else html


def _id_of(attributes: str) -> str:
    src = _SRC.search(attributes)
    address = ADDRESS.fullmatch(src[1]) if src else None
    return address[1] if address else ""
