"""Phrases that must or may not stand in a text, as a reader sees them: the index sees only words as it cut them."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
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
# So many texts are read for a phrase that may stand in joined words: ราคาไข่ in ราคา|ไข่ไก่.
_MOST_JOINED = 200
_LATIN = re.compile("[a-z0-9]")

# Record and file of hits, as the index knows them.
Keys = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Doubts:
    """Hits that hold all letters of a phrase but not its words: only their texts tell whether it stands there."""

    # Of a phrase that must stand there.
    needed: Keys
    # Of a phrase that is to be left out.
    unwanted: Keys


def several_words(phrases: Iterable[Analysed]) -> list[Analysed]:
    """What one segmenter or the other takes for several words; a single word is the index's affair."""
    return [one for one in phrases if max(len(one.words), len(one.icu_words)) > 1]


def by_letters(phrase: Analysed) -> Analysed:
    """The phrase however its words were cut."""
    return Analysed(letters=phrase.letters)


def beyond_words(
    engine: Engine, sought: Sought, wanted: Wanted, hits: list[Hit], *, loose: bool
) -> tuple[list[Hit], Doubts]:
    """The hits with those that hold the letters of the phrases though not their words, and what texts must decide."""
    by_its_letters = replace(sought, phrases=tuple(map(_however_cut, sought.phrases)))
    joined = _in_joined_words(engine, by_its_letters, wanted, hits, loose=loose) if by_its_letters != sought else []
    hits = [*hits, *joined]
    unwanted = _perhaps_unwanted(engine, by_its_letters, wanted, len(hits), loose=loose)
    return hits, Doubts(needed=set(map(_key, joined)), unwanted=unwanted)


def left_over(hits: Collection[Hit], sought: Sought, doubts: Doubts) -> list[Hit]:
    """The hits without the doubtful ones in whose texts a needed phrase does not stand, or an unwanted one does."""
    if not doubts.needed and not doubts.unwanted:
        return list(hits)
    needed, unwanted = _patterns(sought.phrases), _patterns(sought.without)
    asked = [hit for hit in hits if _key(hit) in doubts.needed or _key(hit) in doubts.unwanted]
    stay = set()
    for hit, text in _texts(asked):
        lacks = _key(hit) in doubts.needed and not all(_stands_in(text, phrase) for phrase in needed)
        if not lacks and not (_key(hit) in doubts.unwanted and any(_stands_in(text, phrase) for phrase in unwanted)):
            stay.add(hit)
    return [hit for hit in hits if hit in stay or not (_key(hit) in doubts.needed or _key(hit) in doubts.unwanted)]


def _however_cut(phrase: Analysed) -> Analysed:
    return by_letters(phrase) if several_words([phrase]) else phrase


def _in_joined_words(engine: Engine, sought: Sought, wanted: Wanted, hits: list[Hit], *, loose: bool) -> list[Hit]:
    known = set(map(_key, hits))
    found = engine.search(sought, wanted, len(hits) + _MOST_JOINED, loose=loose)
    return [hit for hit in found if _key(hit) not in known]


def _perhaps_unwanted(engine: Engine, sought: Sought, wanted: Wanted, most: int, *, loose: bool) -> Keys:
    found: Keys = set()
    for phrase in several_words(sought.without) if most else []:
        of_letters = replace(sought, phrases=(*sought.phrases, by_letters(phrase)))
        found |= set(map(_key, engine.search(of_letters, wanted, most, loose=loose)))
    return found


def _key(hit: Hit) -> tuple[int, int]:
    return hit.number, hit.file


def _patterns(phrases: Iterable[Analysed]) -> list[re.Pattern[str]]:
    return [_pattern(phrase) for phrase in several_words(phrases)]


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
    """What the index holds of each, folded: the record, its card, or the words of its file."""
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
        yield hit, fold(text)
