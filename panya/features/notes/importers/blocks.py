"""Lines of text as the HTML of a note: paragraphs and numbered lists."""

import re

from django.utils.html import escape

from panya.shared.content.html import clean_html

_NUMBERED = re.compile(r"(\d{1,3})[.)](?!\d)\s*(\S.*)")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_BLOCK = re.compile(r"<(?:p|h[234]|[uo]l|table|blockquote|pre|hr)\b")
_SHORTEST_LIST = 2


class _Blocks:
    """Collects lines; a blank line ends a paragraph, anything but the next number ends a list."""

    def __init__(self) -> None:
        self.html: list[str] = []
        self.paragraph: list[str] = []
        self.list: list[tuple[int, str, str]] = []

    def add(self, line: str) -> None:
        entry = _NUMBERED.fullmatch(line)
        if entry:
            self.end_paragraph()
            number = int(entry[1])
            if self.list and number != self.list[-1][0] + 1:
                self.end_list()
            self.list.append((number, entry[2], line))
        elif line:
            self.end_list()
            self.paragraph.append(line)
        else:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        if self.paragraph:
            self._add_paragraph(self.paragraph)
            self.paragraph = []

    def end_list(self) -> None:
        if len(self.list) >= _SHORTEST_LIST:
            start = f' start="{self.list[0][0]}"' if self.list[0][0] != 1 else ""
            self.html.append(f"<ol{start}>{''.join(f'<li>{_inner(text)}</li>' for _, text, _ in self.list)}</ol>")
        elif self.list:
            self._add_paragraph([self.list[0][2]])
        self.list = []

    def _add_paragraph(self, lines: list[str]) -> None:
        inner = _inner("\n".join(lines))
        if inner:
            self.html.append(inner if _BLOCK.match(inner) else f"<p>{inner}</p>")


def blocks_html(lines: list[str]) -> str:
    """Paragraphs of these lines as HTML; consecutive “1. …”, “2. …” become one list, other words stay as they are."""
    blocks = _Blocks()
    for line in lines:
        blocks.add(line.strip())
    blocks.end_paragraph()
    blocks.end_list()
    return "".join(blocks.html)


def _inner(text: str) -> str:
    """A block that holds tags is cleaned by itself, so that one left open swallows no other block."""
    if _TAG.search(text):
        return clean_html(text)
    return escape(text).replace("\n", "<br>")
