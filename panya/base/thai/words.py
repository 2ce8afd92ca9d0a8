"""Words of a Thai text, which is written without spaces, by longest matching against a word list (newmm)."""

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from threading import Lock

import nlpo3
from icu4py.breakers import WordBreaker

from panya.base.thai import normalise
from panya.base.thai.normalise import search_form

VERSION = "1"  # raise when the same text gives other words: the search index is then rebuilt
WORD_LIST = Path(__file__).with_name("wordlist.txt")

# newmm takes time exponential in the length of an ambiguous run (“กชกร” five hundred times: 3 s), so a long
# run is read through a window; the words near its end are read again from the next one, whole.
_WINDOW = 26
_KEEP = 16
_THAI_RUN = re.compile("[\u0e01-\u0e4e]+(?:\\.[\u0e01-\u0e4e]+)*+")
_THAI_PAIR = re.compile("[\u0e01-\u0e4e]{2}")
_JOINER = "\u2060"  # invisible, no line is broken at it; `normalise` takes it out again
_REPEAT_AND_ABBREVIATION = "ๆฯ"

_lock = Lock()
_dictionary = ""  # the name nlpo3 knows the loaded list by: the hash of its content


class WordListMissing(FileNotFoundError):
    """There is no word list at the path: setup has not made one."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"No Thai word list at {path}. `make setup` makes it.")


def load_dictionary(path: Path = WORD_LIST) -> str:
    """Use the word list at a path from now on; returns the hash that names it. nlpo3 keeps each list for ever."""
    global _dictionary
    if not path.is_file():
        raise WordListMissing(path)
    name = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    with _lock:
        if name != _dictionary:
            nlpo3.load_dict(str(path), name)  # answers “already loaded” for a name that it knows
            _dictionary = name
    return name


def analyser_version() -> str:
    """Name what makes index and query agree: normaliser, segmentation and word list."""
    return f"{normalise.VERSION}.{VERSION}-{_dictionary or load_dictionary()}-{_icu_version()}"


@cache
def _icu_version() -> str:
    return version("icu4py")


def words(text: str) -> list[str]:
    """Split a normalised text into words, spaces and signs; joined again they are the text."""
    name = _dictionary or load_dictionary()
    found: list[str] = []
    done = 0
    for run in _THAI_RUN.finditer(text):
        start, end = run.span()
        if end - start <= _WINDOW:
            continue
        found += nlpo3.segment(text[done:start], name)
        done = start
        while end - done > _WINDOW:
            window = nlpo3.segment(text[done : done + _WINDOW], name)
            done += _take_whole_words(window)
            found += window
    found += nlpo3.segment(text[done:], name)
    return found


def icu_words(text: str) -> list[str]:
    """Split a normalised text as ICU does, with its own word list; joined again they are the text."""
    return list(WordBreaker(text, "th"))


def edges(pieces: Iterable[str]) -> list[int]:
    """Where each of these pieces of a text begins, and where the last one ends."""
    return [0, *accumulate(map(len, pieces))]


def word_edges(text: str) -> set[int]:
    """Where words of a normalised text begin and end: what one segmenter joins the other may part."""
    return {*edges(words(text)), *edges(icu_words(text))}


def held_together(text: str) -> str:
    """The text with joiners where a browser, whose word list is ICU's, would break a line inside one of our words."""
    ours = set(edges(words(text)))
    held, end = "", 0
    for piece in icu_words(text):
        if end and end not in ours and _THAI_PAIR.fullmatch(text[end - 1 : end + 1]):
            held += _JOINER
        held += piece
        end += len(piece)
    return held


def content_words(text: str) -> list[str]:
    """Give the words to index or to seek: in search form, without spaces and punctuation."""
    return [word for word in words(search_form(text)) if _has_content(word)]


def merge_terms(tokens: Sequence[str], terms: Collection[str | tuple[str, ...]]) -> list[str]:
    """Join neighbouring tokens that together are a term (spaces do not count); the longest term wins."""
    spellings = {_without_spaces("".join(term)) for term in terms}
    longest = max(map(len, spellings), default=0)
    merged, start = [], 0
    while start < len(tokens):
        end = _term_end(tokens, start, spellings, longest)
        merged.append("".join(tokens[start:end]))
        start = end
    return merged


def _take_whole_words(window: list[str]) -> int:
    """Leave of a window only words that its end cannot have cut, at least one; returns how many letters they have."""
    length = _WINDOW
    while length > _KEEP and len(window) > 1:
        length -= len(window.pop())
    return length


def _has_content(word: str) -> bool:
    return any(sign.isalnum() and sign not in _REPEAT_AND_ABBREVIATION for sign in word)


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def _term_end(tokens: Sequence[str], start: int, spellings: set[str], longest: int) -> int:
    """Where the longest term that begins at start ends, or the end of the token itself."""
    end, spelling = start + 1, tokens[start].strip()
    if not spelling:
        return end
    for index in range(start + 1, len(tokens)):
        token = tokens[index].strip()
        spelling += token
        if len(spelling) > longest:
            break
        if token and spelling in spellings:
            end = index + 1
    return end
