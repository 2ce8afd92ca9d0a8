"""Markdown on its way in: CommonMark with tables and strikethrough, read as Thai is written, then cleaned."""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from panya.base.thai.normalise import normalise
from panya.shared.content.html import clean_html
from panya.shared.content.markdown.nodes import tree_of
from panya.shared.content.markdown.shapes import Block, html_of, shape

# Ten lists in one another; what would be deeper stays as it was typed. The library drops words beyond its own limit.
_DEEPEST = 20
_LIBRARY_LIMIT = _DEEPEST + 4
_ENDED = ["paragraph", "reference", "blockquote"]
_THAI = re.compile("[\u0e00-\u0e7f]")
_SIZED = re.compile(r"(.*)#([1-9][0-9]{0,4})x([1-9][0-9]{0,4})")


def markdown_to_html(text: str) -> str:
    """What was typed as Markdown, as cleaned HTML in the shape of the rich editor."""
    html = clean_html(_READER.render(normalise(text)))
    tree = tree_of(html)
    return html if tree is None else clean_html(html_of(shape(tree)))


def blocks_of(text: str) -> list[Block] | None:
    """What a reader will make of this Markdown; None where it is nested deeper than anybody writes."""
    tree = tree_of(clean_html(_READER.render(text)))
    return None if tree is None else shape(tree)


class _ThaiState(StateInline):
    """Thai has no space between words, so a sign of stress may stand between a letter and a bracket or quote."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> None:
        super().__init__(src, md, env, outTokens)
        self.is_thai = _THAI.search(src) is not None

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        last = self.src[start - 1] if start > 0 else " "
        following = self.src[end] if end < self.posMax else " "
        opens = not isWhiteSpace(ord(following)) and (not _is_sign(following) or self._is_edge(last))
        closes = not isWhiteSpace(ord(last)) and (not _is_sign(last) or self._is_edge(following))
        can_open = opens and (canSplitWord or not closes or _is_sign(last))
        can_close = closes and (canSplitWord or not opens or _is_sign(following))
        return Scanned(can_open, can_close, end - start)

    def _is_edge(self, letter: str) -> bool:
        return self.is_thai or isWhiteSpace(ord(letter)) or _is_sign(letter)


class _ThaiInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _ThaiState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Reader(MarkdownIt):
    """Addresses stay as they were typed (Thai ones too); which ones may stand is decided by `clean_html` alone."""

    def normalizeLink(self, url: str) -> str:
        return url

    def validateLink(self, url: str) -> bool:
        return True


def _is_sign(letter: str) -> bool:
    return isMdAsciiPunct(ord(letter)) or isPunctChar(letter)


def _link(state: StateInline, silent: bool) -> bool:
    return _may_be_link(state) and link(state, silent)


def _image(state: StateInline, silent: bool) -> bool:
    return _may_be_link(state) and image(state, silent)


def _may_be_link(state: StateInline) -> bool:
    """Ten thousand opening brackets are no link, and need not be tried one in another."""
    return bool(state.env.get("references")) or state.html_terminator_last("](") >= state.pos


def _not_too_deep(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    def within(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < _DEEPEST and rule(state, start, end, silent)

    return within


def _our_headings(state: StateCore) -> None:
    """The title of a record is the first level: a text that uses it moves down by one."""
    headings = [token for token in state.tokens if token.type in {"heading_open", "heading_close"}]
    moved = 1 if any(token.tag == "h1" for token in headings) else 0
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) + moved, 4)}"


def _bare_tables(state: StateCore) -> None:
    """A table whose head is empty has none: Markdown knows no other way to write it."""
    kept: list[Token] = []
    at, tokens = 0, state.tokens
    while at < len(tokens):
        if tokens[at].type == "thead_open":
            end = next(place for place in range(at, len(tokens)) if tokens[place].type == "thead_close")
            if not any(token.content for token in tokens[at:end]):
                at = end + 1
                continue
        kept.append(tokens[at])
        at += 1
    state.tokens = kept


def _pictures(state: StateCore) -> None:
    """`#800x600` behind the address of a picture is its size."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "image" and (sized := _SIZED.fullmatch(str(child.attrs.get("src", "")))):
                child.attrs |= {"src": sized[1], "width": sized[2], "height": sized[3]}


def _reader() -> _Reader:
    reader = _Reader("commonmark", {"html": True, "breaks": True, "maxNesting": _LIBRARY_LIMIT})
    reader.inline = _ThaiInline()
    reader.enable(["table", "strikethrough"])
    reader.disable(["code", "lheading"])
    reader.inline.ruler.at("link", _link)
    reader.inline.ruler.at("image", _image)
    for name, container, ended in (("blockquote", blockquote, [*_ENDED, "list"]), ("list", list_block, _ENDED)):
        reader.block.ruler.at(name, _not_too_deep(container), {"alt": ended})
    for name, rule in (("headings", _our_headings), ("bare_tables", _bare_tables), ("pictures", _pictures)):
        reader.core.ruler.push(name, rule)
    return reader


_READER = _reader()
