"""Beginnings of a text for those who do not know how to begin: headings, and under each what is asked there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import escape

from panya.shared.content.prompts import prompt

Words = str | Promise


@dataclass(frozen=True)
class Section:
    """A heading and what is asked under it; with `sign`, as a list of that many lines."""

    heading: Words
    asks: tuple[Words, ...]
    sign: str = ""


@dataclass(frozen=True)
class Starter:
    key: str
    name: Words
    helps: Words
    sections: tuple[Section, ...]

    @property
    def body(self) -> str:
        """The text in the language of the person who begins."""
        return "".join(map(_section_html, self.sections))


def starter_named(key: str, starters: Iterable[Starter]) -> Starter | None:
    return next((starter for starter in starters if starter.key == key), None)


def _section_html(section: Section) -> str:
    asked = [f"<p>{escape(prompt(str(words)))}</p>" for words in section.asks]
    if section.sign:
        asked = [f"<{section.sign}>", *(f"<li>{words}</li>" for words in asked), f"</{section.sign}>"]
    return f"<h2>{escape(section.heading)}</h2>{''.join(asked)}"
