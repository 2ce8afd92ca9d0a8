"""Bring a backup into an empty home: everything is verified before anything is touched, and again after."""

import gzip
import json
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from panya.base.core.atomic_write import atomic_write, sync_folder
from panya.base.core.backup import FORMAT, Summary
from panya.base.core.backup_rows import RowsHash, clear, hash_rows, load_rows, migrate_to, set_last_ids
from panya.base.core.errors import Refused
from panya.base.core.migrating import is_new_database

_ROWS = re.compile(r"database/([a-z0-9_]+)/[0-9]{6}\.jsonl")
_LARGEST_MANIFEST = 256 * 1024 * 1024
_CHUNK = 1024 * 1024


class BadArchive(Refused):
    """The archive is damaged, was tampered with, or is no backup of Panya; nothing was changed."""


class NotEmpty(Refused):
    """The home or the database already holds something; nothing was changed."""


@dataclass
class _Contents:
    """What is really in an archive, to hold against its manifest."""

    tables: dict[str, RowsHash] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    manifest: dict[str, Any] | None = None


def restore_backup(archive: Path, *, home: Path) -> Summary:
    """Bring database, files and secret key back into an empty home; refuse a damaged archive and a used home."""
    _require_empty(home)
    manifest = verify_archive(archive, home=home)
    incoming = home / "files.restoring"
    shutil.rmtree(incoming, ignore_errors=True)
    try:
        key = _unpack_files(archive, home, incoming)
        _load_database(archive, home, manifest, incoming)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    with atomic_write(home / "secret_key") as file:
        file.write(key)
    return Summary(manifest["tables"], manifest["files"])


def verify_archive(archive: Path, *, home: Path) -> dict[str, Any]:
    """Read the whole archive, compare every row and file with the manifest, and return the manifest."""
    found = _Contents()
    with _opened(archive) as members:
        for member, content in _safe_members(members, home):
            _take_stock(found, member.name, content)
        manifest = found.manifest
        if manifest is None or manifest.get("format") != FORMAT:
            raise BadArchive(_("ไฟล์นี้ไม่ใช่ไฟล์สำรองของปัญญา หรือมาจากรุ่นที่ระบบนี้ไม่รู้จัก"))
        _compare(found, manifest)
    return manifest


def _require_empty(home: Path) -> None:
    files = home / "files"
    if is_new_database() and not (files.is_dir() and any(files.iterdir())):
        return
    raise NotEmpty(
        _(
            "กู้ได้เฉพาะลงที่ว่าง แต่ %(home)s (หรือฐานข้อมูล) มีข้อมูลอยู่แล้ว "
            "ให้ตั้ง PANYA_HOME เป็นโฟลเดอร์ใหม่ (และ PANYA_DATABASE_URL เป็นฐานข้อมูลใหม่) แล้วสั่งอีกครั้ง"
        )
        % {"home": home}
    )


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    try:
        with gzip.open(archive) as stream:
            with tarfile.open(fileobj=stream, mode="r:") as members:
                yield members
            # To the very end, where gzip keeps its checksum.
            while stream.read(_CHUNK):
                pass
    except FileNotFoundError as error:
        raise BadArchive(_("ไม่พบไฟล์ %(file)s") % {"file": archive}) from error
    except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadArchive(_damaged(error)) from error
    except OSError as error:
        # gzip says "not a gzipped file" and "CRC check failed" without an errno; a real disk error has one.
        if error.errno is not None:
            raise
        raise BadArchive(_damaged(error)) from error


def _safe_members(members: tarfile.TarFile, home: Path) -> Iterator[tuple[tarfile.TarInfo, Any]]:
    """Plain files with the names that a backup has; anything else condemns the archive."""
    for member in members:
        # Python before 3.11.4 (Debian 12 has 3.11.2) knows no filter; what it refuses, the next lines refuse too.
        if hasattr(tarfile, "data_filter"):
            tarfile.data_filter(member, str(home))
        known = member.name in {"manifest.json", "secret_key"} or _ROWS.fullmatch(member.name)
        inside = member.name.startswith("files/") and not {"", ".", ".."} & set(member.name.split("/"))
        if not member.isfile() or not (known or inside):
            raise BadArchive(_("ไฟล์สำรองมีสิ่งที่ไม่ควรมี: %(name)s") % {"name": member.name})
        yield member, members.extractfile(member)


def _take_stock(found: _Contents, name: str, content: Any) -> None:
    if rows := _ROWS.fullmatch(name):
        total = found.tables.setdefault(rows[1], RowsHash())
        for row in _rows(content):
            total.add(row)
    elif name == "manifest.json":
        found.manifest = json.loads(content.read(_LARGEST_MANIFEST))
    elif name in found.files:
        raise BadArchive(_("ไฟล์สำรองมีชื่อซ้ำ: %(name)s") % {"name": name})
    else:
        found.files[name] = file_digest(content, "sha256").hexdigest()


def _compare(found: _Contents, manifest: dict[str, Any]) -> None:
    empty = RowsHash()
    amiss = set(found.tables) - set(manifest["tables"])
    for table, expected in manifest["tables"].items():
        total = found.tables.get(table, empty)
        if (total.rows, total.hexdigest()) != (expected["rows"], expected["sha256"]):
            amiss.add(table)
    amiss |= {name for name, _hash in set(found.files.items()) ^ set(manifest["files"].items())}
    if amiss or "secret_key" not in found.files:
        raise BadArchive(_damaged(", ".join(sorted(amiss)[:5])))


def _unpack_files(archive: Path, home: Path, incoming: Path) -> bytes:
    key = b""
    incoming.mkdir(mode=0o700)
    with _opened(archive) as members:
        for member, content in _safe_members(members, home):
            if member.name == "secret_key":
                key = content.read()
            elif member.name.startswith("files/"):
                target = incoming / member.name.removeprefix("files/")
                if not target.resolve().is_relative_to(incoming.resolve()):
                    raise BadArchive(_("ไฟล์สำรองมีสิ่งที่ไม่ควรมี: %(name)s") % {"name": member.name})
                target.parent.mkdir(parents=True, exist_ok=True)
                with atomic_write(target) as file:
                    shutil.copyfileobj(content, file)
    return key


def _load_database(archive: Path, home: Path, manifest: dict[str, Any], incoming: Path) -> None:
    try:
        tables = migrate_to([(app, name) for app, name in manifest["migrations"]])
    except KeyError as error:
        raise BadArchive(
            _("ไฟล์สำรองมาจากรุ่นที่ใหม่กว่า (ไม่รู้จัก %(name)s) ให้ติดตั้งปัญญารุ่น %(version)s ขึ้นไปก่อน")
            % {"name": error.args[0], "version": manifest["version"]}
        ) from error
    with transaction.atomic():
        clear(tables)
        with _opened(archive) as members:
            for member, content in _safe_members(members, home):
                if rows := _ROWS.fullmatch(member.name):
                    load_rows(tables[rows[1]], manifest["tables"][rows[1]]["columns"], _rows(content))
        last = {table: about["last_id"] for table, about in manifest["tables"].items() if "last_id" in about}
        set_last_ids(tables, last)
        connection.check_constraints()
        for table, expected in manifest["tables"].items():
            total = hash_rows(tables[table])
            if (total.rows, total.hexdigest()) != (expected["rows"], expected["sha256"]):
                raise BadArchive(_("ตาราง %(table)s ที่กู้ได้ไม่ตรงกับไฟล์สำรอง จึงยกเลิกทั้งหมด") % {"table": table})
        if any(incoming.iterdir()):
            os.replace(incoming, home / "files")
            sync_folder(home)


def _rows(content: Any) -> Iterator[list[Any]]:
    for line in content:
        yield json.loads(line.decode("utf-8", "surrogatepass"))


def _damaged(what: object) -> str:
    return _("ไฟล์สำรองเสียหาย (%(what)s) ยังไม่มีอะไรถูกเปลี่ยน ให้ใช้ไฟล์สำรองอื่น") % {"what": what}
