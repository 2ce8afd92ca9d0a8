"""A question taken apart: its words and what each is worth, what it asks for, and the words that stand next to that."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log

from panya.overviews.answers.extracting.kinds import ASKING, Kind, kind_of, unit_at_start
from panya.shared.search.analysis import analyse, fold

# So much of a question is read; a longer one has said enough.
LONGEST = 500
_MOST_WORDS = 48
# Words that say nothing about a record; they weigh little, so that names and matters decide.
EMPTY = frozenset(
    [
        "ที่",
        "ใน",
        "ของ",
        "และ",
        "เป็น",
        "มี",
        "ได้",
        "การ",
        "ความ",
        "จะ",
        "ให้",
        "ว่า",
        "กับ",
        "จาก",
        "โดย",
        "แต่",
        "หรือ",
        "คือ",
        "อยู่",
        "ไป",
        "มา",
        "นี้",
        "นั้น",
        "ซึ่ง",
        "ก็",
        "แล้ว",
        "ถูก",
        "ต่อ",
        "อะไร",
        "ใคร",
        "ใด",
        "ไหน",
        "เมื่อ",
        "กี่",
        "เท่า",
        "เท่าไร",
        "เท่าไหร่",
        "เท่าใด",
        "อย่างไร",
        "ทำไม",
        "เพราะ",
        "เหตุใด",
        "บ้าง",
        "ไร",
        "ไหร่",
        "เมื่อไร",
        "เมื่อใด",
        "ที่ใด",
        "ที่ไหน",
        "หรือไม่",
        "ไหม",
        "ครับ",
        "ค่ะ",
        "คะ",
        "จำนวน",
        "ทั้งหมด",
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "do",
        "does",
        "did",
        "what",
        "which",
        "who",
        "whom",
        "when",
        "where",
        "why",
        "how",
        "and",
        "or",
        "by",
        "with",
        "from",
        "it",
        "its",
    ]
)
_EDGE = 24
_COUNTING = frozenset({"กี่", "how many"})
_ASKS_FOR_ONE_OF_A_ROW = re.compile(r"(?:(?<!อยู่)ที่|อันดับ|ลำดับ)\s*เท่า(?:ไร|ไหร่|ใด)")
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked; letters are folded, without white space."""

    kind: Kind
    # Word: what it is worth.
    words: Mapping[str, float] = field(default_factory=dict)
    pairs: frozenset[str] = frozenset()
    trigrams: frozenset[str] = frozenset()
    letters: str = ""
    # What stands right before and right after the asking word: “…มีชื่อเล่นว่า[อะไร]”, “[ใคร]เป็นผู้ดูแล…”.
    before: str = ""
    after: str = ""
    # What is counted: “[กี่]วัน”, “how many [days]”; empty where nothing is.
    counted: str = ""
    # Whether it is one of a row: “ครั้งที่[เท่าไร]”; “อยู่ที่[เท่าไร]” asks for a quantity.
    of_a_row: bool = False

    def __bool__(self) -> bool:
        return bool(self.words)


def asked(question: str, share: Mapping[str, float] | None = None) -> Asked:
    """Take a question apart; `share` says in how many of a hundred records a word stands, where that is known."""
    said = fold(_WHITE.sub(" ", question[:LONGEST]).strip())
    taken = analyse(said, is_normalised=True)
    asking = list(ASKING.finditer(said))
    last = asking[-1] if asking else None
    bare = analyse(ASKING.sub(" ", said), is_normalised=True)
    words = {word: worth(word, share or {}) for word in list(dict.fromkeys(bare.words or taken.words))[:_MOST_WORDS]}
    return Asked(
        kind=kind_of(said),
        words=words,
        pairs=frozenset("".join(pair) for pair in zip(bare.words, bare.words[1:], strict=False)),
        trigrams=frozenset(bare.trigrams),
        letters=bare.letters,
        before=_letters(said[: last.start()])[-_EDGE:] if last else "",
        after=_letters(said[last.end() :])[:_EDGE] if last else "",
        counted=_counted(said[last.end() :]) if last and last[0] in _COUNTING else "",
        of_a_row=_ASKS_FOR_ONE_OF_A_ROW.search(said) is not None,
    )


def worth(word: str, share: Mapping[str, float]) -> float:
    """What a word tells: much where it is rare, little where every text has it."""
    if word in EMPTY:
        return 0.1
    if word in share:
        return log(1 + 1 / max(share[word], 1e-4)) / log(1 + 1e4)
    if any(sign.isdigit() for sign in word):
        return 0.6
    return min(1.0, 0.25 + 0.08 * len(word))


def _counted(after: str) -> str:
    return unit_at_start(after.lstrip()) or next(
        (word for word in analyse(after[:_EDGE], is_normalised=True).words), ""
    )


def _letters(text: str) -> str:
    return analyse(text, is_normalised=True).letters
