"""The name that a file is kept under: one readable line that ends in what the file really is."""

import re

from django.utils.translation import gettext as _

from panya.base.thai.clusters import truncate
from panya.base.thai.normalise import normalise_line
from panya.shared.files.models import NAME_LIMIT

# What systems forbid in a name, or what divides folders.
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f]+')
_LONGEST_EXTENSION = 5
_SAME = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"}


def name_as_given(typed: str) -> str:
    """The last part of what the browser sent, without controls, turned-round lines and signs of folders."""
    line = normalise_line(typed.replace("\\", "/").rstrip("/").rpartition("/")[2])
    return _FORBIDDEN.sub(" ", line).strip(" .")


def kept_name(typed: str, extension: str) -> str:
    """The name as given, shortened, with the extension of the content: `รายงาน.exe` that is a PDF ends in `.pdf`."""
    name = name_as_given(typed)
    stem, dot, ending = name.rpartition(".")
    ending = ending.lower()
    if not dot or _SAME.get(ending, ending) != extension or not stem.strip(" ."):
        stem = name
    stem = truncate(stem, NAME_LIMIT - _LONGEST_EXTENSION - 2).strip(" .") or _("ไฟล์")
    return f"{stem}.{extension}"
