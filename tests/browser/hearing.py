"""What Chromium hands to a screen reader: its accessibility tree, in reading order, a line for each thing it names."""

from collections.abc import Iterator
from typing import Any

# What holds others together and is not said by itself.
_SILENT = {
    "none", "generic", "StaticText", "InlineTextBox", "paragraph", "listitem", "LineBreak", "ListMarker", "LabelText",
    "list", "form", "strong", "time", "term", "definition", "DescriptionList", "sectionheader", "group", "emphasis",
    "article", "Section", "image", "superscript", "Legend", "mark",
}  # fmt: skip
_STATES = ("level", "pressed", "expanded", "checked", "required", "invalid", "focused")


def heard(page) -> list[str]:
    """`role "name" (states)` of all that is said, from top to bottom."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    root = next(node for node in nodes.values() if "parentId" not in node)
    return list(_lines(root, nodes))


def _lines(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> Iterator[str]:
    role = str(node.get("role", {}).get("value", ""))
    if not node.get("ignored") and role not in _SILENT:
        name = " ".join(str(node.get("name", {}).get("value", "")).split())
        states = [said for said in map(_state, node.get("properties", [])) if said]
        yield f'{role} "{name}"' + (f" ({', '.join(states)})" if states else "")
    for child in node.get("childIds", []):
        if child in nodes:
            yield from _lines(nodes[child], nodes)


def _state(found: dict[str, Any]) -> str:
    name, value = found["name"], found["value"].get("value")
    if name not in _STATES or value in (None, False, "false"):
        return "collapsed" if name == "expanded" and value is False else ""
    return f"{name} {value}" if name == "level" else name


def missing(said: list[str], wanted: list[str]) -> list[str]:
    """What of this is not heard, or not in this order."""
    lines = iter(said)
    return [line for line in wanted if line not in lines]
