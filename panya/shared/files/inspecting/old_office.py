"""Word, Excel and PowerPoint before 2007: kept as they are, where nothing in them is hidden or acts."""

import struct
from pathlib import Path

from panya.shared.files.inspecting.verdict import Unfit, Verdict

_KINDS = {
    "worddocument": ("application/msword", "doc"),
    "workbook": ("application/vnd.ms-excel", "xls"),
    "book": ("application/vnd.ms-excel", "xls"),
    "powerpoint document": ("application/vnd.ms-powerpoint", "ppt"),
}
_MACROS = {"macros", "_vba_project_cur", "vba", "_vba_project"}
_LOCKED = {"encryptedpackage", "encryptioninfo"}
_MOST_SECTORS = 200_000
_MOST_ENTRIES = 20_000
_LAST_REGULAR = 0xFFFFFFFA


def take(path: Path) -> Verdict:
    """What the names of its streams say that it is."""
    names = _names(path.read_bytes())
    if names & _LOCKED:
        raise Unfit("locked")
    if names & _MACROS:
        raise Unfit("macro")
    for name, kind in _KINDS.items():
        if name in names:
            return Verdict(*kind)
    raise Unfit("old_office")


def _names(content: bytes) -> set[str]:
    """The names of everything in the compound file; its directory is a chain of sectors."""
    try:
        size = 1 << min(struct.unpack_from("<H", content, 30)[0], 16)
        following = _following(content, size)
        sector, names, seen = struct.unpack_from("<I", content, 48)[0], set[str](), 0
        while sector < _LAST_REGULAR and seen < _MOST_ENTRIES:
            start = (sector + 1) * size
            for entry in range(start, min(start + size, len(content) - 127), 128):
                length = struct.unpack_from("<H", content, entry + 64)[0]
                names.add(content[entry : entry + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower())
                seen += 1
            sector = following[sector]
    except (struct.error, IndexError) as fault:
        raise Unfit("old_office") from fault
    if seen >= _MOST_ENTRIES:
        raise Unfit("bomb")
    return names


def _following(content: bytes, size: int) -> list[int]:
    """For every sector the one that follows it."""
    tables = list(struct.unpack_from("<109I", content, 76))
    more, turns = struct.unpack_from("<I", content, 68)[0], 0
    each = size // 4
    while more < _LAST_REGULAR and turns < 1_000:
        found = struct.unpack_from(f"<{each}I", content, (more + 1) * size)
        tables += found[:-1]
        more, turns = found[-1], turns + 1
    following: list[int] = []
    for table in tables:
        if table < _LAST_REGULAR and len(following) < _MOST_SECTORS:
            following += struct.unpack_from(f"<{each}I", content, (table + 1) * size)
    return following
