"""Cleaned HTML as a plain tree, so that blocks can be told from the words inside them."""

import re
from dataclasses import dataclass, field
from html import unescape

BLOCKS = {
    "p", "h2", "h3", "h4", "blockquote", "hr", "pre", "ul", "ol", "li",
    "table", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
_TOKEN = re.compile(r'([^<]+)|<(/?)([a-z][a-z0-9]*)((?:\s+[a-z]+="[^"]*")*+)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_VOID = {"br", "hr", "img"}
# Nobody writes so deep; whoever sends it keeps it as HTML, and the walks below stay within Python's stack.
DEEPEST = 60


@dataclass
class Node:
    """One element and what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)
    holds_block: bool = False


def tree_of(cleaned: str) -> Node | None:
    """The tree of cleaned HTML, in which every element is closed in order; None where it is nested too deep."""
    root = Node("body")
    open_nodes = [root]
    for token in _TOKEN.finditer(cleaned):
        text, closing, tag, attributes = token.groups()
        if text is not None:
            open_nodes[-1].children.append(unescape(text) if "&" in text else text)
        elif closing:
            if len(open_nodes) > 1 and open_nodes[-1].tag == tag:
                open_nodes.pop()
        else:
            node = Node(tag, _attributes(attributes) if attributes else {})
            open_nodes[-1].children.append(node)
            if tag in BLOCKS:
                _tell_above(open_nodes)
            if tag not in _VOID:
                open_nodes.append(node)
                if len(open_nodes) > DEEPEST:
                    return None
    return root


def _attributes(written: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def _tell_above(open_nodes: list[Node]) -> None:
    for above in reversed(open_nodes):
        if above.holds_block:
            break
        above.holds_block = True


def text_of(node: Node) -> str:
    """All words below a node; a line break is a line break."""
    found = []
    for child in node.children:
        if isinstance(child, str):
            found.append(child)
        else:
            found.append("\n" if child.tag == "br" else text_of(child))
    return "".join(found)
