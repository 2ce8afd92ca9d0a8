"""Are the bytes of a tantivy index those that were written? Each of its files ends in its own checksum."""

import hashlib
import json
import struct
import zlib
from pathlib import Path

from panya.shared.search.engines import Damaged

_TAIL = struct.Struct("<II")
_MAGIC = 1337
_CHUNK = 1 << 20
_PARTS = (".idx", ".term", ".pos", ".fast", ".fieldnorm", ".store")

# Files never change once written, so each is read once: (path, size, time, inode).
_verified: set[tuple[str, int, int, int]] = set()


def state_of(folder: Path) -> str:
    """Names the committed content of the index in this folder; costs one small read."""
    try:
        return hashlib.sha256((folder / "meta.json").read_bytes()).hexdigest()
    except OSError as fault:
        raise Damaged(str(folder)) from fault


def verify_files(folder: Path) -> None:
    """Raise Damaged where a file of the index is missing, cut or altered."""
    try:
        meta = json.loads((folder / "meta.json").read_bytes())
        segments = [segment["segment_id"].replace("-", "") for segment in meta["segments"]]
        for segment in segments:
            for part in _PARTS:
                _verify(folder / f"{segment}{part}")
        for file in folder.glob("*.del"):
            _verify(file)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Damaged(f"{folder}: {fault}") from fault


def _verify(file: Path) -> None:
    stat = file.stat()
    known = (str(file), stat.st_size, stat.st_mtime_ns, stat.st_ino)
    if known in _verified:
        return
    with file.open("rb") as stream:
        stream.seek(-_TAIL.size, 2)
        length, magic = _TAIL.unpack(stream.read())
        body = stat.st_size - _TAIL.size - length
        if magic != _MAGIC or body < 0:
            raise Damaged(f"{file}: no checksum at its end")
        stream.seek(body)
        expected = json.loads(stream.read(length))["crc"]
        stream.seek(0)
        if _checksum(stream, body) != expected:
            raise Damaged(f"{file}: its checksum does not fit")
    if len(_verified) > 10_000:
        _verified.clear()
    _verified.add(known)


def _checksum(stream: object, length: int) -> int:
    checksum = 0
    while length > 0:
        chunk = stream.read(min(_CHUNK, length))  # type: ignore[attr-defined]
        if not chunk:
            break
        checksum = zlib.crc32(chunk, checksum)
        length -= len(chunk)
    return checksum
