"""The words that a starter puts where something is to be written; they must never be published by accident.

A prompt tells itself by its quotes and first words, so that it is known again in every text, also in Markdown, after
being moved about, and after a later version says it otherwise.
"""

import re

from django.utils.translation import gettext as _

from panya.base.core.errors import Refused

_PROMPT = re.compile("«(?:เขียนตรงนี้|Write here): [^«»<>]*»")
_EMPTIED = re.compile(r"<(p|li|ul|ol|td|th|blockquote|strong|em|h[234])(?: [^<>]*)?>(?:\s|<br>)*</\1>")
_CELLS = {"td", "th"}
# A heading under which nothing is left, because the next heading of its level or the end follows.
_EMPTY_SECTION = re.compile(r"<h([234])>(?:(?!</h\1>).){0,1000}</h\1>\s*(?=<h[234]>|$)", re.DOTALL)


def prompt(words: str) -> str:
    opening = _("เขียนตรงนี้")  # _PROMPT knows it in each language
    return f"«{opening}: {words}»"


def prompts_in(text: str) -> int:
    """How many prompts still stand in a text (HTML, Markdown or plain)."""
    return len(_PROMPT.findall(text))


def without_prompts(html: str) -> str:
    """The text without its prompts, and without the list items, paragraphs and headings that held nothing else."""
    if not prompts_in(html):
        return html
    html = _PROMPT.sub("", html)
    before = ""
    while before != html:
        before = html
        html = _EMPTIED.sub(lambda match: match[0] if match[1] in _CELLS else "", html)
    return _without_empty_sections(html)


def lines_without_prompts(text: str) -> str:
    """Plain text without its prompts, and without the lines that held nothing else."""
    if not prompts_in(text):
        return text
    lines = [(line, _PROMPT.sub("", line)) for line in text.splitlines()]
    return "\n".join(left for line, left in lines if left.strip() or left == line)


def refuse_prompts(html: str) -> None:
    """What is published holds no prompt."""
    if count := prompts_in(html):
        raise Refused(
            _("ยังมีคำชวนเขียนใน « » อยู่ %(count)d แห่ง โปรดเขียนแทน หรือกด “เอาคำชวนเขียนที่เหลือออก” ก่อนเผยแพร่")
            % {"count": count}
        )


def _without_empty_sections(html: str) -> str:
    before = ""
    while before != html:
        before = html
        html = _EMPTY_SECTION.sub(_if_empty, html)
    return html.strip()


def _if_empty(match: re.Match[str]) -> str:
    """A deeper heading may follow its own lead; one of the same level or a higher one shows that nothing stood here."""
    following = match.string[match.end() : match.end() + 4]
    return match[0] if following and following[2] > match[1] else ""
