"""The doctor's checks of the ground: database, folder, clock, settings, periodic tasks, backups."""

import os
import shutil
import sqlite3
import stat
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core import environment, sqlite_guard
from panya.base.core.doctor import Finding, check, fine, wrong
from panya.base.core.migrating import waiting_migrations
from panya.base.core.models import Schedule

_LEAST_FREE = 200 * 1024 * 1024
_BACKUP_AGE = timedelta(days=7)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@check("sqlite_version")
def sqlite_version() -> Finding:
    """SQLite is new enough for WAL."""
    if connection.vendor != "sqlite":
        return fine(_("ใช้ PostgreSQL"))
    if sqlite_guard.is_safe(sqlite3.sqlite_version_info):
        return fine(f"SQLite {sqlite3.sqlite_version}")
    return wrong(
        _("SQLite %(version)s เก่าเกินไป ฐานข้อมูลอาจเสียหาย") % {"version": sqlite3.sqlite_version},
        _("ติดตั้งใหม่ด้วย `make setup` หรือใช้ PostgreSQL โดยตั้ง PANYA_DATABASE_URL"),
    )


@check("database_durability")
def database_durability() -> Finding:
    """What was acknowledged survives a power cut."""
    if connection.vendor != "sqlite":
        return _postgresql_durability()
    found = {name: _value(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
    found["transaction_mode"] = settings.DATABASES["default"].get("OPTIONS", {}).get("transaction_mode")
    needed = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "transaction_mode": "IMMEDIATE"}
    amiss = [f"{name}={found[name]}" for name, value in needed.items() if found[name] != value]
    if not amiss:
        return fine("WAL, synchronous=FULL, foreign_keys=ON, IMMEDIATE")
    return wrong(
        _("ฐานข้อมูลไม่ได้ตั้งค่าให้ทนไฟดับ: %(amiss)s") % {"amiss": ", ".join(amiss)},
        _("เก็บ PANYA_HOME ไว้บนดิสก์ของเครื่องเอง (ไม่ใช่โฟลเดอร์เครือข่าย) แล้วเริ่มระบบใหม่"),
    )


@check("database_integrity")
def database_integrity() -> Finding:
    """The database file is whole and every reference in it leads somewhere."""
    if connection.vendor != "sqlite":
        return fine(_("PostgreSQL ดูแลความสมบูรณ์ของข้อมูลเอง"))
    quick = _value("PRAGMA quick_check")
    with connection.cursor() as cursor:
        dangling = cursor.execute("PRAGMA foreign_key_check").fetchall()
    if quick == "ok" and not dangling:
        return fine(_("ฐานข้อมูลสมบูรณ์"))
    amiss = quick if quick != "ok" else ", ".join(sorted({str(row[0]) for row in dangling}))
    return wrong(
        _("ฐานข้อมูลเสียหาย: %(amiss)s") % {"amiss": amiss},
        _("หยุดระบบ เก็บสำเนา PANYA_HOME ไว้ แล้วกู้ไฟล์สำรองล่าสุดลงโฟลเดอร์ใหม่ด้วย `panya restore`"),
    )


@check("migrations")
def migrations() -> Finding:
    """The tables are those of this version of the program."""
    waiting = waiting_migrations()
    if not waiting:
        return fine(_("ตารางเป็นรุ่นปัจจุบัน"))
    return wrong(
        _("ยังไม่ได้ปรับตาราง %(count)s ขั้น") % {"count": len(waiting)},
        _("สั่ง `panya migrate` หรือเริ่มระบบใหม่ ระบบจะสำรองข้อมูลและปรับตารางให้เอง"),
    )


@check("assets")
def assets() -> Finding:
    """Styles, scripts and fonts were made ready; without them no page can be shown."""
    if settings.DEBUG or (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return fine(_("ไฟล์หน้าเว็บพร้อม"))
    return wrong(_("ยังไม่ได้เตรียมไฟล์หน้าเว็บ หน้าเว็บจะเปิดไม่ได้"), _("สั่ง `make setup`"))


@check("debug_off")
def debug_off() -> Finding:
    """Nobody is shown the inside of the program."""
    if not settings.DEBUG:
        return fine(_("ปิดโหมดนักพัฒนาแล้ว"))
    return wrong(_("โหมดนักพัฒนาเปิดอยู่"), _("เอา PANYA_DEBUG ออกแล้วเริ่มระบบใหม่"))


@check("secret_key")
def secret_key() -> Finding:
    """Only the account that runs the program can read the secret key."""
    path = Path(settings.PANYA_HOME) / "secret_key"
    if not path.exists():
        return wrong(_("ไม่พบไฟล์ secret_key"), _("กู้จากไฟล์สำรอง หรือเริ่มระบบใหม่เพื่อสร้าง (ทุกคนต้องเข้าใช้ใหม่)"))
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode == 0o600:
        return fine(_("อ่านกุญแจลับได้เฉพาะผู้รันระบบ"))
    return wrong(_("คนอื่นบนเครื่องอ่านกุญแจลับได้ (%(mode)o)") % {"mode": mode}, f"chmod 600 {path}")


@check("home_writable")
def home_writable() -> Finding:
    """Everything the program keeps can be written."""
    home = Path(settings.PANYA_HOME)
    try:
        for folder in (home, home / "logs"):
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"panya")
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        mend = _("ให้บัญชีที่รันระบบเป็นเจ้าของโฟลเดอร์ %(home)s และตรวจว่าดิสก์ไม่เต็มหรืออ่านอย่างเดียว")
        return wrong(_("เขียนลง PANYA_HOME ไม่ได้: %(error)s") % {"error": error.strerror}, mend % {"home": home})
    return fine(_("เขียนลง PANYA_HOME ได้"))


@check("disk_space")
def disk_space() -> Finding:
    """There is room for what officers write."""
    free = shutil.disk_usage(settings.PANYA_HOME).free
    message = _("ดิสก์ว่าง %(megabytes)s MB") % {"megabytes": free // 1024**2}
    if free >= _LEAST_FREE:
        return fine(message)
    return wrong(message, _("เพิ่มเนื้อที่ หรือย้ายไฟล์สำรองเก่าใน PANYA_HOME/backups ออกไปเก็บที่อื่น"))


@check("clock")
def clock() -> Finding:
    """The clock is not before this program was installed, nor before the newest thing it has seen."""
    now = timezone.now()
    installed = datetime.fromtimestamp(Path(__file__).stat().st_mtime, tz=UTC)
    seen = Schedule.objects.order_by("-last_at").exclude(last_at=None).values_list("last_at", flat=True).first()
    newest = max(installed, seen or installed)
    if now >= newest - timedelta(minutes=5):
        return fine(_("นาฬิกาของเครื่องใช้ได้"))
    return wrong(
        _("นาฬิกาของเครื่องช้ากว่าที่เคยเป็น (%(now)s)") % {"now": now.isoformat(timespec="seconds")},
        _("ตั้งเวลาเครื่องให้ตรง และเปิดการตั้งเวลาอัตโนมัติ (NTP)"),
    )


@check("address")
def address() -> Finding:
    """A site that others reach speaks https and can send mail."""
    parts = urlsplit(settings.PANYA_URL)
    if parts.hostname in _LOOPBACK:
        return fine(_("ใช้ภายในเครื่องนี้ที่ %(url)s") % {"url": settings.PANYA_URL})
    if parts.scheme != "https":
        return wrong(
            _("%(url)s ไม่ใช่ https รหัสผ่านอาจถูกดักอ่านได้") % {"url": settings.PANYA_URL},
            _("ตั้งพร็อกซี TLS ไว้ข้างหน้า แล้วตั้ง PANYA_URL เป็น https://… (ดู README หัวข้อเริ่มใช้จริง)"),
        )
    if not environment.MAIL_URL.value():
        mend = _("ตั้ง PANYA_MAIL_URL เพื่อส่งจดหมายรีเซ็ตรหัสผ่าน ระหว่างนี้ใช้ `panya person EMAIL` ออกลิงก์เข้าใช้แทนได้")
        return fine(_("ใช้ https แล้ว แต่จดหมายยังเก็บไว้ใน PANYA_HOME/mail"), mend)
    return fine(settings.PANYA_URL)


@check("periodic_tasks")
def periodic_tasks() -> Finding:
    """What the worker does again and again went well the last time."""
    failing = Schedule.objects.exclude(last_error="").order_by("name").values_list("name", "last_error")
    if not failing:
        return fine(_("งานประจำทำได้ทุกงาน"))
    return wrong(
        "; ".join(f"{name}: {error[:200]}" for name, error in failing),
        _("ดู logs/panya.log ระบบจะลองใหม่เองตามรอบ"),
    )


@check("backups")
def backups() -> Finding:
    """A backup that lies in PANYA_HOME/backups is not old (one kept elsewhere cannot be seen)."""
    folder = Path(settings.PANYA_HOME) / "backups"
    times = [path.stat().st_mtime for path in folder.glob("*.tar.gz")] if folder.is_dir() else []
    mend = _("สั่ง `panya backup FILE` ทุกคืน เก็บไฟล์ไว้คนละเครื่อง และลองกู้เป็นระยะ")
    if not times:
        return fine(_("ไม่พบไฟล์สำรองใน PANYA_HOME/backups"), mend)
    age = timezone.now() - datetime.fromtimestamp(max(times), tz=UTC)
    message = _("ไฟล์สำรองล่าสุดอายุ %(days)s วัน") % {"days": max(0, age.days)}
    return fine(message, "" if age < _BACKUP_AGE else mend)


def _postgresql_durability() -> Finding:
    found = {name: _value(f"SHOW {name}") for name in ("fsync", "full_page_writes", "synchronous_commit")}
    amiss = [f"{name}={value}" for name, value in found.items() if value == "off"]
    if not amiss:
        return fine(", ".join(f"{name}={value}" for name, value in found.items()))
    return wrong(
        _("PostgreSQL ไม่ได้ตั้งค่าให้ทนไฟดับ: %(amiss)s") % {"amiss": ", ".join(amiss)},
        _("ตั้งค่าเหล่านี้เป็น on ใน postgresql.conf แล้วเริ่ม PostgreSQL ใหม่"),
    )


def _value(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
