"""The doctor looks whether every stored file is there and whole."""

import tempfile
import time
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from panya.base.core.backup import hash_file
from panya.base.core.doctor import Finding, check, fine, wrong
from panya.base.core.errors import Refused
from panya.shared.files import blobs
from panya.shared.files.actions import incoming
from panya.shared.files.extraction import can_read_pictures
from panya.shared.files.inspection import inspect
from panya.shared.files.queries import named_blobs
from panya.shared.files.text_actions import lacking_reader, read_by_older

# The doctor must answer soon; another time other files are read.
_SECONDS = 15


@check("uploads")
def uploads() -> Finding:
    """An upload can be looked through, also by the scanner where one is set."""
    try:
        with tempfile.TemporaryDirectory(dir=incoming()) as folder:
            given = Path(folder) / "given"
            given.write_text("panya", encoding="ascii")
            inspect(given, "panya.txt", Path(folder))
    except Refused as error:
        return wrong(
            _("ตรวจไฟล์ที่ส่งเข้ามาไม่ได้ จึงไม่รับไฟล์ใด: %(reason)s") % {"reason": error},
            _("ดู logs/panya.log แล้วตรวจว่าติดตั้งครบด้วย `make setup` และ PANYA_VIRUS_SCANNER สั่งได้จริง"),
        )
    return fine(_("รับไฟล์และตรวจไฟล์ได้"))


@check("letters_in_pictures")
def letters_in_pictures() -> Finding:
    """Scanned pages and pictures can be read where tesseract is installed; without it all else works."""
    if can_read_pictures():
        return fine(_("อ่านตัวหนังสือในภาพและเอกสารสแกนได้"))
    waiting = lacking_reader()
    return fine(
        ngettext(
            "ไม่ได้ติดตั้ง tesseract กับภาษาไทย จึงไม่อ่านตัวหนังสือในภาพ (%(count)s ไฟล์รออยู่) ส่วนอื่นใช้ได้ตามปกติ"
            " เมื่อติดตั้ง tesseract-ocr และ tesseract-ocr-tha แล้ว ระบบจะอ่านให้เองภายในสิบนาที",
            "ไม่ได้ติดตั้ง tesseract กับภาษาไทย จึงไม่อ่านตัวหนังสือในภาพ (%(count)s ไฟล์รออยู่) ส่วนอื่นใช้ได้ตามปกติ"
            " เมื่อติดตั้ง tesseract-ocr และ tesseract-ocr-tha แล้ว ระบบจะอ่านให้เองภายในสิบนาที",
            waiting,
        )
        % {"count": waiting}
    )


@check("words_of_files")
def words_of_files() -> Finding:
    """After an update texts of older versions are read anew in the background; nobody has to ask for it."""
    older = read_by_older().count()
    if not older:
        return fine(_("อ่านคำในไฟล์ด้วยรุ่นปัจจุบันครบแล้ว"))
    return fine(
        ngettext(
            "%(count)s ไฟล์อ่านไว้ด้วยรุ่นก่อน `panya run` กำลังอ่านใหม่ให้เองทีละน้อย ระหว่างนี้ยังค้นคำเดิมได้",
            "%(count)s ไฟล์อ่านไว้ด้วยรุ่นก่อน `panya run` กำลังอ่านใหม่ให้เองทีละน้อย ระหว่างนี้ยังค้นคำเดิมได้",
            older,
        )
        % {"count": older}
    )


@check("stored_files")
def stored_files() -> Finding:
    """Every file that a record names lies in PANYA_HOME/files and has not changed."""
    named = named_blobs()
    missing = {sha256 for sha256 in named if not blobs.path_of(sha256).is_file()}
    damaged, read = set(), 0
    until = time.monotonic() + _SECONDS
    # A set of hashes has no order: each run begins elsewhere.
    for sha256 in named - missing:
        if time.monotonic() > until:
            break
        read += 1
        if hash_file(blobs.path_of(sha256)) != sha256:
            damaged.add(sha256)
    if not missing and not damaged:
        return fine(_("ไฟล์ครบ %(count)s ไฟล์ อ่านตรวจแล้ว %(read)s ไฟล์") % {"count": len(named), "read": read})
    first = ", ".join(sorted(missing | damaged)[:5])
    return wrong(
        _("ไฟล์หาย %(missing)s ไฟล์ เสีย %(damaged)s ไฟล์ (%(first)s)")
        % {"missing": len(missing), "damaged": len(damaged), "first": first},
        _("นำไฟล์ชื่อเหล่านี้จากโฟลเดอร์ files ในไฟล์สำรองล่าสุดกลับมาวางใน PANYA_HOME/files แล้วสั่ง `panya doctor` อีกครั้ง"),
    )
