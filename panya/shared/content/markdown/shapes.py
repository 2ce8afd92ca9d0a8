"""The one shape of a text: the same words with the same looks are the same blocks and runs, however they were nested.

It is the shape that the rich editor gives (paragraphs in list items and cells), so that nothing changes by looking
at a text in Markdown and back. Space that nobody sees goes: around line breaks, doubled, and empty paragraphs.
"""

import re
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import NamedTuple

from panya.base.thai.normalise import normalise
from panya.shared.content.markdown.nodes import BLOCKS, Node, text_of

# Order of marks that begin and end together, the outermost first.
_RANKS = {"a": 0, "em": 1, "strong": 2, "u": 3, "s": 4, "sub": 5, "sup": 6, "code": 9}
_INNERMOST = "code"
_SPACE = re.compile(r"([ \t\n\r\f]+)")
_WORDS = {"p", "h2", "h3", "h4"}
BREAK = "\n"

Mark = tuple[int, str, str]  # rank, tag, address
Picture = tuple[tuple[str, str], ...]  # attributes in order


_NO_MARKS: frozenset[Mark] = frozenset()


class Run(NamedTuple):
    """Words that look alike; a line break; or, before a paragraph is closed, a picture."""

    text: str
    marks: frozenset[Mark] = _NO_MARKS
    picture: Picture = ()


_END = Run("")


@dataclass
class Block:
    """A paragraph, heading, list, list item, table …: with runs, with blocks, or with bare text (pre)."""

    tag: str
    runs: list[Run] = field(default_factory=list)
    blocks: "list[Block]" = field(default_factory=list)
    text: str = ""
    start: int = 1
    spans: tuple[tuple[str, str], ...] = ()


def shape(root: Node) -> list[Block]:
    """The blocks of a tree of cleaned HTML."""
    return [block for block in _Shaper().blocks(root, frozenset()) if not _is_blank(block)]


def html_of(blocks: list[Block]) -> str:
    """The blocks as HTML, in one way only; it still has to be cleaned."""
    return "".join(map(_block_html, blocks))


class _Shaper:
    def blocks(self, node: Node, marks: frozenset[Mark]) -> list[Block]:
        """What stands in a node, loose words gathered into paragraphs."""
        found: list[Block] = []
        loose: list[Run] = []

        def close() -> None:
            found.extend(_with_pictures("p", loose))
            loose.clear()

        for child in node.children:
            if isinstance(child, str) or (child.tag not in BLOCKS and not child.holds_block):
                loose.extend(_runs(child, marks))
            else:
                close()
                found += self.block(child, marks)
        close()
        return found

    def block(self, node: Node, marks: frozenset[Mark]) -> list[Block]:
        if node.tag in {"ul", "ol"}:
            return self._list(node, marks)
        if node.tag == "table":
            return self._table(node, marks)
        if node.tag == "hr":
            return [Block("hr")]
        if node.tag == "pre":
            return [Block("pre", text=text_of(node).strip("\n"))]
        if node.tag == "blockquote":
            return [Block("blockquote", blocks=self._filled(node, marks))]
        if node.tag in _WORDS and not node.holds_block:
            return _with_pictures(node.tag, [run for child in node.children for run in _runs(child, marks)])
        # A stray item or cell, or a look that reaches over several blocks.
        return self.blocks(node, _with(marks, node))

    def _filled(self, node: Node, marks: frozenset[Mark]) -> list[Block]:
        return [block for block in self.blocks(node, marks) if not _is_blank(block)] or [Block("p")]

    def _list(self, node: Node, marks: frozenset[Mark]) -> list[Block]:
        items: list[Block] = []
        for child in node.children:
            if isinstance(child, str):
                if child.strip():
                    items.append(Block("li", blocks=self._filled(Node("li", children=[child]), marks)))
            elif child.tag == "li":
                items.append(Block("li", blocks=self._filled(child, marks)))
            elif items and child.tag in {"ul", "ol"}:
                items[-1].blocks += self._list(child, marks)
            else:
                items.append(Block("li", blocks=self._filled(Node("li", children=[child]), marks)))
        return [Block(node.tag, blocks=items, start=_start(node))] if items else []

    def _table(self, node: Node, marks: frozenset[Mark]) -> list[Block]:
        rows = [
            Block("tr", blocks=[self._cell(cell, marks) for cell in row.children if not isinstance(cell, str)])
            for row in _rows(node)
        ]
        rows = [row for row in rows if row.blocks]
        return [Block("table", blocks=rows)] if rows else []

    def _cell(self, node: Node, marks: frozenset[Mark]) -> Block:
        spans = tuple(
            (name, node.attributes[name])
            for name in ("colspan", "rowspan")
            if node.attributes.get(name, "1") not in {"", "1"}
        )
        return Block(node.tag, blocks=self._filled(node, marks), spans=spans)


def _with_pictures(tag: str, runs: list[Run]) -> list[Block]:
    """A paragraph or heading; a picture in it stands by itself, as in the editor."""
    found: list[Block] = []
    begun: list[Run] = []
    for run in [*runs, _END]:
        if not run.picture and run is not _END:
            begun.append(run)
            continue
        if words := tidy(begun):
            found.append(Block(tag, words))
        begun = []
        if run.picture:
            found.append(Block("img", [run]))
    return found


def tidy(runs: list[Run]) -> list[Run]:
    """Runs without unseen space; a space or break between two looks has only what both share; equal ones are joined."""
    if len(runs) == 1 and runs[0].text != BREAK:
        words = normalise(_SPACE.sub(" ", runs[0].text).strip(" "))
        return [Run(words, runs[0].marks)] if words else []
    pieces = [piece for run in runs for piece in _pieces(run)]
    kept: list[Run] = []
    for piece in pieces:
        last = kept[-1] if kept else None
        if piece.text == " " and (last is None or last.text in {" ", BREAK}):
            continue
        if piece.text == BREAK and last is not None and last.text == " ":
            kept.pop()
        kept.append(piece)
    while kept and kept[-1].text in {" ", BREAK}:
        kept.pop()
    return _joined(_spaces_between(kept))


def _pieces(run: Run) -> list[Run]:
    if run.text == BREAK:
        return [Run(BREAK, run.marks)]
    if not _SPACE.search(run.text):
        return [run]
    parts = _SPACE.split(run.text)
    return [Run(" " if at % 2 else part, run.marks) for at, part in enumerate(parts) if part]


def _spaces_between(pieces: list[Run]) -> list[Run]:
    before: list[frozenset[Mark]] = []
    seen: frozenset[Mark] = frozenset()
    for piece in pieces:
        if piece.text not in {" ", BREAK}:
            seen = piece.marks
        before.append(seen)
    seen = frozenset()
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if piece.text not in {" ", BREAK}:
            seen = piece.marks
        else:
            shared = before[at] & seen
            if piece.text == BREAK:
                # Each line has its own looks; only a link may reach over its end.
                shared = frozenset(mark for mark in shared if mark[1] == "a")
            pieces[at] = Run(piece.text, shared)
    return pieces


def _joined(pieces: list[Run]) -> list[Run]:
    groups: list[tuple[frozenset[Mark], list[str]]] = []
    found: list[Run] = []

    def close() -> None:
        for marks, texts in groups:
            found.append(Run(normalise("".join(texts)), marks))
        groups.clear()

    for piece in pieces:
        if piece.text == BREAK:
            close()
            found.append(piece)
        elif groups and groups[-1][0] == piece.marks:
            groups[-1][1].append(piece.text)
        else:
            close()
            groups.append((piece.marks, [piece.text]))
    close()
    return [run for run in found if run.text]


def _runs(node: Node | str, marks: frozenset[Mark]) -> list[Run]:
    if isinstance(node, str):
        # A line break of the source is a space; only <br> breaks.
        return [Run(node.replace("\n", " "), marks)] if node else []
    if node.tag == "br":
        return [Run(BREAK, _without_code(marks))]
    if node.tag == "img":
        return [Run("", picture=_picture(node))]
    inner = _with(marks, node)
    return [run for child in node.children for run in _runs(child, inner)]


def _with(marks: frozenset[Mark], node: Node) -> frozenset[Mark]:
    if node.tag not in _RANKS:
        return marks
    address = node.attributes.get("href", "")
    if node.tag == "a":
        address = re.sub(r"[\t\n\r]", "", address).strip(" ")
        if not address or any(tag == "a" for _rank, tag, _address in marks):
            return marks
    return marks | {(_RANKS[node.tag], node.tag, address)}


def _without_code(marks: frozenset[Mark]) -> frozenset[Mark]:
    return frozenset(mark for mark in marks if mark[1] != _INNERMOST)


def _picture(node: Node) -> Picture:
    return tuple((name, node.attributes[name]) for name in ("src", "alt", "width", "height") if name in node.attributes)


def _start(node: Node) -> int:
    try:
        return int(node.attributes.get("start", "1")[:12])
    except ValueError:
        return 1


def _rows(table: Node) -> list[Node]:
    rows: list[Node] = []
    for child in table.children:
        if isinstance(child, str):
            continue
        if child.tag == "tr":
            rows.append(child)
        else:
            rows += [row for row in child.children if not isinstance(row, str) and row.tag == "tr"]
    return rows


def _is_blank(block: Block) -> bool:
    return block.tag in _WORDS and not block.runs


def nested(runs: list[Run]) -> list[tuple[Run, list[Mark], list[Mark]]]:
    """For each run the marks that end before it and those that begin; the longest lasting begins outermost.

    A last run without words ends what is still open.
    """
    if len(runs) == 1:
        marks = sorted(runs[0].marks)
        return [(runs[0], [], marks), (Run(""), marks[::-1], [])]
    lasting: list[dict[Mark, int]] = [{} for _at in range(len(runs) + 1)]
    for at in range(len(runs) - 1, -1, -1):
        lasting[at] = {mark: lasting[at + 1].get(mark, 0) + 1 for mark in runs[at].marks}
    found: list[tuple[Run, list[Mark], list[Mark]]] = []
    stack: list[Mark] = []
    for at, run in enumerate([*runs, Run("")]):
        keep = next((depth for depth, mark in enumerate(stack) if mark not in run.marks), len(stack))
        ended = stack[keep:][::-1]
        del stack[keep:]
        begun = sorted(run.marks - set(stack), key=partial(_order, lasting[at]))
        if begun and stack and stack[-1][1] == _INNERMOST:
            # Code holds nothing: what begins, begins outside.
            code = stack.pop()
            ended.append(code)
            begun.append(code)
        stack += begun
        found.append((run, ended, begun))
    return found


def _order(lasting: dict[Mark, int], mark: Mark) -> tuple[bool, int, Mark]:
    return mark[1] == _INNERMOST, -lasting[mark], mark


def picture_html(picture: Picture) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in picture)
    return f"<img{attributes}>"


def opening(mark: Mark) -> str:
    _rank, tag, address = mark
    return f'<a href="{escape(address)}">' if tag == "a" else f"<{tag}>"


def _runs_html(runs: list[Run]) -> str:
    found = []
    for run, ended, begun in nested(runs):
        found += [f"</{mark[1]}>" for mark in ended]
        found += [opening(mark) for mark in begun]
        found.append("<br>" if run.text == BREAK else escape(run.text, quote=False))
    return "".join(found)


def _block_html(block: Block) -> str:
    if block.tag == "hr":
        return "<hr>"
    if block.tag == "pre":
        return f"<pre><code>{escape(block.text, quote=False)}</code></pre>"
    if block.tag == "img":
        return picture_html(block.runs[0].picture)
    inside = _runs_html(block.runs) + "".join(map(_block_html, block.blocks))
    if block.tag == "table":
        inside = f"<tbody>{inside}</tbody>"
    attributes = f' start="{block.start}"' if block.tag == "ol" and block.start != 1 else ""
    attributes += "".join(f' {name}="{escape(value)}"' for name, value in block.spans)
    return f"<{block.tag}{attributes}>{inside}</{block.tag}>"
