"""From what a person typed to what is looked for: the box's own language, the glossary, both eras, common slips."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from panya.base.thai.numbers import arabic_digits
from panya.base.thai.spelling import listed
from panya.base.thai.words import words
from panya.shared.search.analysis import Analysed, analyse, fold
from panya.shared.search.engines import Other, Sought
from panya.shared.search.meaning import may_be_sought
from panya.shared.search.phrases import by_letters, several_words
from panya.shared.search.understanding import box
from panya.shared.search.understanding.box import Token
from panya.shared.search.understanding.eras import dates_in, years_in
from panya.shared.search.understanding.glossary import Glossary
from panya.shared.search.understanding.spans import Span, apart

# Each costs the engine a little.
_MOST_OTHERS = 32
_MOST_PHRASES = 10


@dataclass(frozen=True, slots=True)
class Understood:
    """What was typed, taken apart; `text` is how the box shows it, and is understood the same again."""

    tokens: tuple[Token, ...]
    sought: Sought
    # The words alone, without signs of the box.
    plain: str = ""
    # Other words by which records are found as well, each with what was typed.
    synonyms: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        return box.written(list(self.tokens))

    @property
    def is_plain(self) -> bool:
        """Words only: no phrase, nothing left out, no filter."""
        return all(token.what == "word" for token in self.tokens)

    @property
    def without(self) -> list[str]:
        return [token.text for token in self.tokens if token.what == "without"]

    @property
    def has_phrases(self) -> bool:
        return any(token.what == "phrase" for token in self.tokens)


def understand(text: str, glossary: Glossary) -> Understood:
    """Take a query apart; filters stay where they are and look for nothing."""
    return of_tokens(box.read(text), glossary)


def of_tokens(tokens: Iterable[Token], glossary: Glossary) -> Understood:
    """The same for a box that was taken apart already."""
    tokens = tuple(tokens)
    plain = " ".join(token.text for token in tokens if token.what in {"word", "phrase"})
    said = analyse(plain, is_normalised=True)
    others = list(_others(plain, said, glossary))[:_MOST_OTHERS]
    without = _analysed(tokens, "without")
    phrases = _analysed(tokens, "phrase")
    sought = Sought(
        said=said,
        others=(*(other for _typed, _way, other in others), *map(_by_letters, several_words(phrases))),
        phrases=phrases,
        without=without,
        # What must or must not stand there word by word is no question of meaning.
        meaning=plain if may_be_sought(plain) and not phrases and not without else "",
    )
    return Understood(tokens, sought, plain, tuple((typed, way) for typed, way, _other in others))


def _analysed(tokens: Iterable[Token], what: str) -> tuple[Analysed, ...]:
    found = (analyse(token.text, is_normalised=True) for token in tokens if token.what == what)
    return tuple(one for one in found if one)[:_MOST_PHRASES]


def _by_letters(phrase: Analysed) -> Other:
    """Whoever holds the letters of a phrase holds its words, though the index may have joined one with the next."""
    return Other(by_letters(phrase), tuple(phrase.words))


def _others(plain: str, said: Analysed, glossary: Glossary) -> Iterator[tuple[str, str, Other]]:
    """What was typed, another way to say it, and that as the engine looks for it."""
    text = arabic_digits(plain)
    folded = fold(text)
    if len(folded) != len(text):
        return
    spans = apart(dates_in(text), glossary.terms_in(text))
    spans = apart(spans, years_in(text))
    spans = apart(spans, [Span(hint.start, hint.start + len(hint.wrong), (hint.right,)) for hint in listed(text)])
    pieces = words(folded)
    ends = list(accumulate(map(len, pieces)))
    sought = set(said.words)
    for span in spans:
        first, last = bisect_left(ends, span.start + 1), bisect_left(ends, span.end)
        held = tuple(dict.fromkeys(word for word in pieces[first : last + 1] if word in sought))
        seen = {tuple(analyse(text[span.start : span.end], is_normalised=True).words)}
        for way in span.ways:
            analysed = analyse(way)
            key = tuple(analysed.words)
            if key and key not in seen:
                seen.add(key)
                yield plain[span.start : span.end], way, Other(analysed, held)
