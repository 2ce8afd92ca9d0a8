"""A record as its source gives it, between reading a format and storing a note."""

from dataclasses import dataclass
from datetime import datetime

from panya.shared.content.models import Licence
from panya.shared.feedback.actions import CommentText


@dataclass(frozen=True)
class SourceRecord:
    """What a source says of one record; what it does not say stays empty."""

    id: str
    sha256: str
    title: str
    body_html: str
    # Where it stands in its file; 0: it is the whole file.
    line: int = 0
    file: str = ""
    number: int | None = None
    author_name: str = ""
    notebook: str = ""
    tags: tuple[str, ...] = ()
    licence: str = Licence.ALL_RIGHTS_RESERVED
    source: str = ""
    written_at: datetime | None = None
    edited_at: datetime | None = None
    comments: tuple[CommentText, ...] = ()
    # What could not be kept as it came, in words for people.
    remarks: tuple[str, ...] = ()
