"""The comments under a saved page of GotoKnow: name, masked address of guests, time, body."""

import re

from panya.base.thai.normalise import normalise_line
from panya.features.notes.importers.blocks import blocks_html
from panya.features.notes.importers.times import moment_of
from panya.shared.feedback.actions import CommentText

_ADDRESS_LINE = re.compile(r"IP\s*:\s*(\S*)")
_TIME_LINE = re.compile(r"เขียนเมื่อ(?:\s+(\S.*))?")
_LONGEST_TIME = 60
_NO_COMMENTS = "ไม่มีความเห็น"


def comments_in(lines: list[str]) -> tuple[CommentText, ...]:
    """Every comment in order; words before the first head are a comment of nobody known, so that none is lost."""
    heads = [at for at in range(len(lines)) if _begins_head(lines, at)]
    starts = [at - 1 if _has_name(lines, at) else at for at in heads]
    comments = [_nameless(lines[: starts[0] if starts else len(lines)])]
    for head, start, end in zip(heads, starts, [*starts, len(lines)][1:], strict=True):
        comments.append(_comment(lines, head, start, end))
    return tuple(comment for comment in comments if comment is not None)


def _begins_head(lines: list[str], at: int) -> bool:
    """A head is an address line, or a time line that follows none."""
    if _ADDRESS_LINE.fullmatch(lines[at]):
        return True
    return _is_time(lines[at]) and not (at and _ADDRESS_LINE.fullmatch(lines[at - 1]))


def _is_time(line: str) -> bool:
    """“เขียนเมื่อ” with nothing or a time after it; a sentence that begins so belongs to a body."""
    match = _TIME_LINE.fullmatch(line)
    if match is None or len(line) > _LONGEST_TIME:
        return False
    said = match[1] or ""
    return not said or " @ " in said or said.endswith("ที่แล้ว") or moment_of(said) is not None


def _has_name(lines: list[str], head: int) -> bool:
    """The name stands directly above; a head just under another one has none."""
    above = lines[head - 1] if head else ""
    return bool(above) and not _ADDRESS_LINE.fullmatch(above) and not _is_time(above)


def _comment(lines: list[str], head: int, start: int, end: int) -> CommentText:
    address = _ADDRESS_LINE.fullmatch(lines[head])
    time_at = head + 1 if address else head
    time = _TIME_LINE.fullmatch(lines[time_at]) if time_at < end and _is_time(lines[time_at]) else None
    return CommentText(
        name=normalise_line(lines[start]) if start < head else "",
        body_html=blocks_html(lines[time_at + 1 if time else time_at : end]),
        masked_address=address[1] if address else "",
        written_at=moment_of(time[1] or "") if time else None,
    )


def _nameless(lines: list[str]) -> CommentText | None:
    words = [line for line in lines if line and line != _NO_COMMENTS]
    return CommentText(name="", body_html=blocks_html(words)) if words else None
