"""Cleaned HTML as Markdown that people like to read; every block is read back, so that nothing is lost unseen."""

from panya.shared.content.markdown.nodes import tree_of
from panya.shared.content.markdown.reading import blocks_of
from panya.shared.content.markdown.shapes import Block, html_of, shape
from panya.shared.content.markdown.words import escaped_label, line_of, lines_of

_HEADINGS = {"h2": "##", "h3": "###", "h4": "####"}
_LARGEST_START = 999_999_999


def html_to_markdown(cleaned: str) -> str:
    """The text of cleaned HTML as Markdown; a block that Markdown cannot hold stays HTML, on one line."""
    tree = tree_of(cleaned)
    if tree is None:
        return _one_line(cleaned)
    written = []
    before: str = ""
    for block in shape(tree):
        other = block.tag == before
        written.append(_safely(block, other=other))
        # Of three lists in a row the third may look like the first again.
        before = "" if other else block.tag
    return "\n\n".join(written)


def _safely(block: Block, *, other: bool = False, in_list: bool = False) -> str:
    """The block as Markdown if it reads back alike: first in signs, then with care inside, else as HTML."""
    for careful in (False, True):
        text = _written(block, careful=careful, other=other, in_list=in_list)
        if text is not None and _reads_back(text, block):
            return text
    return _one_line(html_of([block]))


def _reads_back(text: str, block: Block) -> bool:
    found = blocks_of(text)
    return found is not None and html_of(found) == html_of([block])


def _one_line(html: str) -> str:
    return html.replace("\n", "&#10;")


def _written(block: Block, *, careful: bool, other: bool, in_list: bool = False) -> str | None:
    if block.tag == "p":
        return lines_of(block.runs, careful=careful)
    if block.tag in _HEADINGS:
        return f"{_HEADINGS[block.tag]} {line_of(block.runs, careful=careful)}"
    if block.tag == "hr":
        return "___" if in_list else "---"
    if block.tag == "pre":
        return _fenced(block.text)
    if block.tag == "blockquote":
        inside = _all(block.blocks, careful=careful, in_list=False)
        return "\n".join(f"> {line}".rstrip() if not line else f"> {line}" for line in inside.split("\n"))
    if block.tag in {"ul", "ol"}:
        return _list(block, careful=careful, other=other)
    if block.tag == "table":
        return _table(block, careful=careful)
    return _picture(block)


def _all(blocks: list[Block], *, careful: bool, in_list: bool) -> str:
    """Blocks one after another; a list follows its lead-in without a gap."""
    text, before = "", None
    other = False
    for block in blocks:
        other = before is not None and before.tag == block.tag and not other
        if careful:
            part = _safely(block, other=other, in_list=in_list)
        else:
            part = _written(block, careful=False, other=other, in_list=in_list) or _one_line(html_of([block]))
        if before is not None:
            text += "\n" if in_list and _follows_closely(block, before) else "\n\n"
        text += part
        before = block
    return text


def _follows_closely(block: Block, before: Block) -> bool:
    return (
        before.tag == "p"
        and bool(before.runs)
        and block.tag in {"ul", "ol"}
        and block.start == 1
        and bool(block.blocks[0].blocks[0].runs)
    )


def _list(block: Block, *, careful: bool, other: bool) -> str | None:
    if block.tag == "ol" and not 0 <= block.start <= _LARGEST_START - len(block.blocks):
        return None
    lines: list[str] = []
    for at, item in enumerate(block.blocks):
        sign = _sign(block, at, other=other)
        inside = _all(item.blocks, careful=careful, in_list=True)
        indent = " " * (len(sign) + 1)
        for place, line in enumerate(inside.split("\n")):
            if place == 0:
                lines.append(f"{sign} {line}".rstrip() if not line else f"{sign} {line}")
            else:
                lines.append(indent + line if line else "")
    return "\n".join(lines)


def _sign(block: Block, at: int, *, other: bool) -> str:
    if block.tag == "ol":
        return f"{block.start + at}{')' if other else '.'}"
    return "*" if other else "-"


def _table(block: Block, *, careful: bool) -> str | None:
    """A table of plain rows under a head, or under an empty head where it has none."""
    rows = block.blocks
    width = len(rows[0].blocks)
    has_head = all(cell.tag == "th" for cell in rows[0].blocks)
    body = rows[1:] if has_head else rows
    plain = all(
        not cell.spans and len(cell.blocks) == 1 and cell.blocks[0].tag == "p" for row in rows for cell in row.blocks
    )
    even = all(len(row.blocks) == width and all(cell.tag == "td" for cell in row.blocks) for row in body)
    if not plain or not even:
        return None
    head = [_cell(cell, careful=careful) for cell in rows[0].blocks] if has_head else [" "] * width
    if has_head and not any(head):
        return None
    lines = [head, ["---"] * width, *([_cell(cell, careful=careful) for cell in row.blocks] for row in body)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(cell: Block, *, careful: bool) -> str:
    return line_of(cell.blocks[0].runs, careful=careful).replace("|", "\\|")


def _fenced(text: str) -> str:
    longest = max((len(part) for part in _backtick_runs(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}" if text else f"{fence}\n{fence}"


def _backtick_runs(text: str) -> list[str]:
    return [part for part in "".join("`" if letter == "`" else " " for letter in text).split(" ") if part]


def _picture(block: Block) -> str | None:
    """`![words](address)`; where its size is known, `![words](address#800x600)`."""
    picture = dict(block.runs[0].picture)
    if set(picture) not in ({"src", "alt"}, {"src", "alt", "width", "height"}):
        return None
    size = f"#{picture['width']}x{picture['height']}" if "width" in picture else ""
    return f"![{escaped_label(picture['alt'])}]({picture['src']}{size})"
