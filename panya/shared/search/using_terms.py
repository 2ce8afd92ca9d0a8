"""Records that use a word of the glossary, found by the search and read once more for the word itself."""

from panya.base.thai.normalise import identity_key
from panya.shared.content import term_records
from panya.shared.content.models import Item, Term
from panya.shared.content.text import structured_text
from panya.shared.people.permissions import Reader
from panya.shared.search.answer import Result
from panya.shared.search.queries import search

_MOST = 10
_LOOKED_AT = 30


def records_using(term: Term, reader: Reader) -> list[Item]:
    """Records that this reader may see and that hold the word in one of its spellings."""
    keys = [key for said in term.spellings[:_MOST] if len(key := identity_key(said)) > 1]
    answer = search(term.name, reader, limit=_LOOKED_AT, as_typed=True)
    return [result.item for result in answer.results if _holds(result, keys)][:_MOST]


def _holds(result: Result, keys: list[str]) -> bool:
    item = result.item
    shown = item.published if result.whole else None
    words = f"{item.title} {item.summary}"
    if shown is not None:
        words = f"{words} {shown.lead} {structured_text(shown.structured)} {shown.body_text}"
    key = identity_key(words)
    return any(one in key for one in keys)


term_records.register(records_using)
