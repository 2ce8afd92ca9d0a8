"""Titles that hold given letters, for suggestions while one types: no words, no scores, the newest numbers first."""

from collections.abc import Iterable

import tantivy
from tantivy import Occur, Query

FIELD = "title_trigrams"
_GRAM = 3


def titles_holding(
    index: tantivy.Index, schema: tantivy.Schema, runs: Iterable[str], conditions: Iterable[Query], limit: int
) -> list[int]:
    """Numbers of documents whose title holds every one of these runs of letters, or nearly so: look once more.

    Without scores, which would tell how many hidden titles hold the letters.
    """
    parts = [part for run in runs for part in _holding(schema, run)]
    if not parts:
        return []
    asked = Query.boolean_query([(Occur.Must, part) for part in (*parts, *conditions)])
    found = index.searcher().search(asked, limit=limit, count=False, order_by_field="number").hits
    # The text of a file may be a document of its own under the number of its record.
    return list(dict.fromkeys(int(number) for number, _address in found))


def _holding(schema: tantivy.Schema, run: str) -> list[Query]:
    if len(run) < 2:
        return []
    if len(run) < _GRAM:
        # Letters only (`analysis` took the rest out), so that nothing in it is a sign of a pattern.
        return [Query.regex_query(schema, FIELD, f"{run}.")] if run.isprintable() else []
    grams = dict.fromkeys(run[start : start + _GRAM] for start in range(len(run) - _GRAM + 1))
    return [Query.term_query(schema, FIELD, gram, "basic") for gram in grams]
