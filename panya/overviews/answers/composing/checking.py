"""What is believed of a reply: sentences that cite a passage and say nothing that the passage does not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from panya.base.thai.normalise import normalise
from panya.overviews.answers.extracting.asked import EMPTY
from panya.overviews.answers.extracting.features import in_letters
from panya.shared.search.analysis import analyse, fold

# So much of what a sentence says must stand in the passages that it cites.
_BORNE_OUT = 0.7
_MOST_SENTENCES = 5
_LONGEST_SENTENCE = 400
_CITED = re.compile(r"([^\[\]]+?)((?:\s*\[[0-9]{1,2}\])+)")
_NUMBER_OF_PASSAGE = re.compile(r"\[([0-9]{1,2})\]")
_PICTURE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|!?\[([^\[\]]*)\]\[[^\[\]]*\]")
_TAG = re.compile(r"<[^<>]*>?")
# With or without a scheme: no address of any kind is taken over from a reply.
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?//\S+|(?:javascript|data|mailto|tel):\S+|www\.\S+|\S+@\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[*_`#>|~\\]+")
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that its passages bear out; `cites` are places in the list of passages."""

    text: str
    cites: tuple[int, ...]


def believed(reply: str, passages: Sequence[str]) -> list[Sentence]:
    """The sentences of a reply that may be shown, as plain text."""
    plain = _PICTURE_OR_LINK.sub("", normalise(reply))
    letters = [in_letters(fold(passage)) for passage in passages]
    found = []
    for said, marks in _CITED.findall(_TAG.sub("", plain)):
        cites = tuple(dict.fromkeys(int(number) - 1 for number in _NUMBER_OF_PASSAGE.findall(marks)))
        text = _plain(said)
        resolves = all(0 <= cite < len(passages) for cite in cites)
        if text and resolves and len(text) <= _LONGEST_SENTENCE and _is_borne_out(text, letters, cites):
            found.append(Sentence(text, cites))
    return found[:_MOST_SENTENCES]


def _plain(said: str) -> str:
    bare = _MARKUP.sub(" ", _ADDRESS.sub(" ", said))
    return " ".join(bare.split()).strip(" .;:-–—•,")


def _is_borne_out(text: str, letters: Sequence[str], cites: Sequence[int]) -> bool:
    """Every number, and nearly every word, stands in the passages that are cited."""
    folded, cited = fold(text), "\n".join(letters[cite] for cite in cites)
    numbers = [number.replace(",", "") for number in _DIGITS.findall(folded)]
    if any(number not in cited.replace(",", "") for number in numbers):
        return False
    words = [word for word in analyse(folded, is_normalised=True).words if word not in EMPTY]
    said = sum(len(word) for word in words if word in cited)
    return bool(words) and said >= _BORNE_OUT * sum(map(len, words))
