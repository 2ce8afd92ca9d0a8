"""What is believed of a reply: sentences that cite a passage and say nothing that the passage does not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from panya.base.thai.normalise import normalise
from panya.overviews.answers.extracting.asked import EMPTY
from panya.overviews.answers.extracting.features import in_letters
from panya.shared.search.analysis import analyse, fold

# So much of what a sentence says must stand in the passages that it cites.
_BORNE_OUT = 0.7
_MOST_SENTENCES = 5
_LONGEST_SENTENCE = 400
# More was not asked for: what comes behind it is nonsense.
_LONGEST_REPLY = 8_000
# The number of a passage in brackets, once or several times; what it ends reaches back to the bracket before it.
_CITED = re.compile(r"(?:\[[0-9]{1,2}\]\s*+)++")
_BRACKET = re.compile(r"[\[\]]")
_NUMBER_OF_PASSAGE = re.compile(r"\[([0-9]{1,2})\]")
_PICTURE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|!?\[([^\[\]]*)\]\[[^\[\]]*\]")
_TAG = re.compile(r"<[^<>]*>?")
# With or without a scheme: no address of any kind is taken over from a reply. Each begins where a word of its signs
# begins, so that no place is read twice.
_ADDRESS = re.compile(
    r"(?<!\S)[^\s@]*+@\S*|(?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*+:)?//\S+|(?:javascript|data|mailto|tel):\S+|www\.\S+",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?<![a-z0-9.-])[a-z0-9-][a-z0-9.-]*+(?:/\S*)?", re.IGNORECASE)
_OF_A_HOST = re.compile(r"\.[a-z]{2}", re.IGNORECASE)
_MARKUP = re.compile(r"[*_`#>|~\\]+")
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
# Who says one of these, where no passage does, says the opposite.
_DENIALS = ("ไม่", "มิได้", "ห้าม", "ยกเว้น", "งดเว้น")
_ENGLISH_DENIAL = re.compile(r"\b(?:not|no|never|without|cannot)\b|n['’]t\b")
# A word behind one of these is denied: “ไม่ต้อง”, “ห้ามนำเข้า”, “not required”.
_THAI_DENYING = ("ไม่", "มิได้", "ห้าม", "งดเว้น")
_ENGLISH_DENYING = frozenset({"not", "no", "never", "without", "cannot"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that its passages bear out; `cites` are places in the list of passages."""

    text: str
    cites: tuple[int, ...]


def believed(reply: str, passages: Sequence[str]) -> list[Sentence]:
    """The sentences of a reply that may be shown, as plain text."""
    folded = [fold(passage) for passage in passages]
    found = []
    for said, cites in _said_and_cited(_TAG.sub("", _PICTURE_OR_LINK.sub("", normalise(reply[:_LONGEST_REPLY])))):
        text = _plain(said)
        if not text or len(text) > _LONGEST_SENTENCE or any(not 0 <= cite < len(passages) for cite in cites):
            continue
        if _is_borne_out(text, "\n".join(folded[cite] for cite in cites)):
            found.append(Sentence(text, cites))
    return found[:_MOST_SENTENCES]


def _said_and_cited(plain: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What stands before each mark, and the places of the passages that the mark names."""
    done = 0
    for mark in _CITED.finditer(plain):
        said = _BRACKET.split(plain[done : mark.start()])[-1]
        yield said, tuple(dict.fromkeys(int(number) - 1 for number in _NUMBER_OF_PASSAGE.findall(mark[0])))
        done = mark.end()


def _plain(said: str) -> str:
    without = _HOST.sub(lambda host: " " if _OF_A_HOST.search(host[0]) else host[0], _ADDRESS.sub(" ", said))
    return " ".join(_MARKUP.sub(" ", without).split()).strip(" .;:-–—•,")


def _is_borne_out(text: str, cited: str) -> bool:
    """Nearly every word, every number and denial stands in the passages that are cited; no denial is left out."""
    folded = fold(text)
    if _numbers(folded) - _numbers(cited) or _denies(folded) > _denies(cited):
        return False
    # What counts as a number in any other script was not compared.
    if any(sign.isnumeric() and not sign.isascii() and sign not in cited for sign in folded):
        return False
    letters = in_letters(cited)
    all_words = analyse(folded, is_normalised=True).words
    if not _denies(folded) and _denied(analyse(cited, is_normalised=True).words).intersection(all_words):
        return False
    words = [word for word in all_words if word not in EMPTY]
    said = sum(len(word) for word in words if word in letters)
    return bool(words) and said >= _BORNE_OUT * sum(map(len, words))


def _numbers(folded: str) -> set[str]:
    """The numbers of a folded text, each written in one way: without commas and without zeros at the end."""
    plain = (number.replace(",", "") for number in _DIGITS.findall(folded))
    return {number.rstrip("0").rstrip(".") if "." in number else number for number in plain}


def _denied(words: list[str]) -> set[str]:
    """Words that stand only behind a denial: who leaves the denial out says the opposite."""
    denied: set[str] = set()
    plain: set[str] = set()
    for before, word in pairwise(["", *words]):
        (denied if before.startswith(_THAI_DENYING) or before in _ENGLISH_DENYING else plain).add(word)
    return denied - plain


def _denies(folded: str) -> bool:
    return any(word in folded for word in _DENIALS) or _ENGLISH_DENIAL.search(folded) is not None
