"""The doctor looks whether every stored file is there and whole."""

import time

from django.utils.translation import gettext as _

from panya.base.core.backup import hash_file
from panya.base.core.doctor import Finding, check, fine, wrong
from panya.shared.files import blobs
from panya.shared.files.queries import named_blobs

# The doctor must answer soon; another time other files are read.
_SECONDS = 15


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
