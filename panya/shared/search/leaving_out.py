"""Phrases that may not stand in a text, as a reader sees them: the index sees them only where it cut the same words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice, pairwise

from panya.base.core.many import these
from panya.base.thai.words import word_edges
from panya.shared.content.models import Item
from panya.shared.files.models import StoredFile
from panya.shared.search.analysis import SILENT, Analysed, fold
from panya.shared.search.documents import whole_text
from panya.shared.search.engines import Engine, Hit, Sought, Wanted
from panya.shared.search.file_texts import text_of

# Words are cut anew in so much of a text on either side of the phrase.
_AROUND = 40
# So many places of a text are looked at closely, and so many letters read: of what is beyond, the letters decide alone.
_MOST_PLACES, _MOST_READ = 1_000, 5_000_000
_LATIN = re.compile("[a-z0-9]")


def doubtful(engine: Engine, sought: Sought, wanted: Wanted, most: int, *, loose: bool) -> set[tuple[int, int]]:
    """Record and file of hits that hold all letters of a phrase that is to be left out, though not its words."""
    found: set[tuple[int, int]] = set()
    for phrase in _phrases(sought) if most else []:
        of_letters = replace(sought, phrases=(*sought.phrases, Analysed(letters=phrase.letters)))
        found |= {(hit.number, hit.file) for hit in engine.search(of_letters, wanted, most, loose=loose)}
    return found


def left_over(hits: Collection[Hit], sought: Sought, doubted: Collection[tuple[int, int]]) -> list[Hit]:
    """The hits without those of the doubted in whose texts such a phrase does stand."""
    phrases = [_pattern(phrase) for phrase in _phrases(sought)]
    asked = [hit for hit in hits if (hit.number, hit.file) in doubted] if phrases else []
    stay = {hit for hit, text in _texts(asked) if not any(_stands_in(fold(text), phrase) for phrase in phrases)}
    return [hit for hit in hits if hit in stay or (hit.number, hit.file) not in doubted]


def _phrases(sought: Sought) -> list[Analysed]:
    """What one segmenter or the other takes for several words; a single word is the index's affair."""
    return [one for one in sought.without if max(len(one.words), len(one.icu_words)) > 1]


def _pattern(phrase: Analysed) -> re.Pattern[str]:
    """The words in a row, whatever spaces stand between them; Latin ones must be parted."""
    between = f"(?:{SILENT.pattern})"
    written = re.escape(phrase.words[0])
    for before, after in pairwise(phrase.words):
        parted = _LATIN.match(before[-1]) and _LATIN.match(after[0])
        written += between + ("" if parted else "?") + re.escape(after)
    return re.compile(written)


def _stands_in(folded: str, phrase: re.Pattern[str]) -> bool:
    """Whether it stands there and one of the segmenters ends a word at either end of it."""
    return any(_is_whole(folded, match.start(), match.end()) for match in islice(phrase.finditer(folded), _MOST_PLACES))


def _is_whole(folded: str, start: int, end: int) -> bool:
    first = max(0, start - _AROUND)
    edges = word_edges(folded[first : end + _AROUND])
    return {start - first, end - first} <= edges


def _texts(hits: Collection[Hit]) -> Iterator[tuple[Hit, str]]:
    """What the index holds of each: the record, its card, or the words of its file."""
    items = Item.objects.select_related("published").defer("published__body_html")
    records = items.filter(pk__in=these({hit.number for hit in hits})).in_bulk() if hits else {}
    files = StoredFile.objects.in_bulk({hit.file for hit in hits if hit.file})
    read = 0
    for hit in hits:
        item, file = records[hit.number], files.get(hit.file)
        own = whole_text(item) if hit.whole else item.summary
        text = f"{file.name}\n{item.title}\n{text_of(file.sha256)}" if file else f"{item.title}\n{own}"
        read += len(text)
        if read > _MOST_READ:
            return
        yield hit, text
