"""What an administrator can get wrong: each app lists its checks in `doctor_checks.py`."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """What a check found: whether all is well, in words, and how to mend it where it is not."""

    ok: bool
    message: str
    mend: str = ""


def fine(message: str, mend: str = "") -> Finding:
    """All is well; `mend` may still say what would be better."""
    return Finding(True, message, mend)


def wrong(message: str, mend: str) -> Finding:
    """Something must be mended, and how."""
    return Finding(False, message, mend)


Check = Callable[[], Finding]
CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Have the doctor ask this function."""

    def register(examine: Check) -> Check:
        if name in CHECKS and CHECKS[name] is not examine:
            raise ValueError(f"two doctor checks are called {name}")
        CHECKS[name] = examine
        return examine

    return register


def examine_all() -> dict[str, Finding]:
    """Run every check of every app; one that breaks is itself a finding."""
    autodiscover_modules("doctor_checks")
    return {name: _examine(name, examine) for name, examine in CHECKS.items()}


def report(findings: dict[str, Finding]) -> dict[str, Any]:
    """The findings in the shape that other programs rely on (design: `panya doctor --json`)."""
    return {
        "ok": all(finding.ok for finding in findings.values()),
        "checks": [{"name": name, **asdict(finding)} for name, finding in findings.items()],
    }


def _examine(name: str, examine: Check) -> Finding:
    try:
        return examine()
    except Exception as error:  # a check that cannot run must not hide the others
        _log.exception("doctor check %s broke", name)
        return wrong(
            _("ตรวจไม่ได้: %(error)s") % {"error": error},
            _("ดูรายละเอียดใน logs/panya.log แล้วแก้ข้ออื่นก่อน จากนั้นสั่ง `panya doctor` อีกครั้ง"),
        )
