"""How deep HTML is nested: a parser takes quadratic time over a hundred thousand lists in one another."""

import re
from collections import Counter

DEEPEST = 500
_FEW = 2 * DEEPEST
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
# They end by themselves, so that honest old HTML leaves them open by the thousand.
_END_THEMSELVES = {
    "p", "li", "dd", "dt", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "html", "head", "body",
    "br", "hr", "img", "input", "col", "wbr", "meta", "link", "area", "base", "embed", "source", "track", "param",
}  # fmt: skip


def is_too_deep(html: str) -> bool:
    """True where more elements stand open at once than anybody writes."""
    if html.count("<") < _FEW:
        return False
    still_open: Counter[str] = Counter()
    depth = 0
    for closing, name in _TAG.findall(html):
        tag = name.lower()
        if tag in _END_THEMSELVES:
            continue
        if not closing:
            still_open[tag] += 1
            depth += 1
        elif still_open[tag]:
            still_open[tag] -= 1
            depth -= 1
        if depth > DEEPEST:
            return True
    return False
