"""One archive that holds everything: rows as JSON lines, files, the secret key, a manifest with hashes.

The same form for SQLite and PostgreSQL, so a backup can also move a site from one to the other. Rows are read
and written through the models of the migrations that the database has been through, so an archive of an older
version restores too and is then migrated like any older database.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from panya.base.core.atomic_write import atomic_write
from panya.base.core.backup_rows import (
    RowsHash,
    Tables,
    applied_state,
    columns_of,
    dump_rows,
    last_ids,
    snapshot,
)

FORMAT = 1
_CHUNK = 4 * 1024 * 1024


@dataclass
class Summary:
    """What an archive holds: rows and their hash for each table, a hash for each file."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.tables.values())


def write_backup(target: Path, *, home: Path, with_files: bool = True) -> Summary:
    """Write one archive of this moment; `target` appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    summary = Summary()
    with atomic_write(target) as file, tarfile.open(fileobj=file, mode="w:gz", compresslevel=5) as archive, snapshot():
        tables, migrations = applied_state()
        for table in tables:
            summary.tables[table] = _add_table(archive, table, tables)
        for table, last in last_ids(tables).items():
            summary.tables[table]["last_id"] = last
        _add_bytes(archive, "secret_key", (home / "secret_key").read_bytes())
        summary.files["secret_key"] = hash_file(home / "secret_key")
        # After the rows: a file that a row names was there before the row.
        for path in _files(home) if with_files else []:
            name = path.relative_to(home).as_posix()
            try:
                found = hash_file(path)
                archive.add(path, arcname=name, recursive=False, filter=_anonymous)
            except FileNotFoundError:
                # Cleared away meanwhile: no row names it.
                continue
            summary.files[name] = found
        _add_bytes(archive, "manifest.json", _manifest(summary, migrations))
    return summary


def _add_table(archive: tarfile.TarFile, table: str, tables: Tables) -> dict[str, Any]:
    total = RowsHash()
    for part, lines in enumerate(_parts(dump_rows(tables[table]))):
        for line in lines:
            total.add(json.loads(line))
        _add_bytes(archive, f"database/{table}/{part:06}.jsonl", as_bytes("\n".join([*lines, ""])))
    columns = [column.column for column in columns_of(tables[table])]
    return {"columns": columns, "rows": total.rows, "sha256": total.hexdigest()}


def as_bytes(text: str) -> bytes:
    """UTF-8 that also takes the half characters a JSON column can hold."""
    return text.encode("utf-8", "surrogatepass")


def _parts(lines: Iterator[str]) -> Iterator[list[str]]:
    """Lists of lines of about 4 MB: a table larger than memory must pass through."""
    part: list[str] = []
    size = 0
    for line in lines:
        part.append(line)
        size += len(line)
        if size >= _CHUNK:
            yield part
            part, size = [], 0
    if part:
        yield part


def _manifest(summary: Summary, migrations: list[tuple[str, str]]) -> bytes:
    manifest = {
        "format": FORMAT,
        "version": version("panya"),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "migrations": migrations,
        "tables": summary.tables,
        "files": summary.files,
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode()


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = len(content), 0o600, int(datetime.now(UTC).timestamp())
    archive.addfile(member, io.BytesIO(content))


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _files(home: Path) -> Iterator[Path]:
    folder = home / "files"
    if folder.is_dir():
        found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        # What begins with a dot is just being written.
        yield from sorted(path for path in found if not path.name.startswith("."))


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
