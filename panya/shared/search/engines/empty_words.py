"""Words that say nothing about a record: a record that shares only these with a longer query is no hit."""

from collections.abc import Sequence

from panya.shared.search.analysis import Analysed

# Words that do nothing but ask: texts that answer hardly hold them, so that by their rareness they would count most.
_ASKING = "อะไร ใคร ใด ไหน เมื่อไร เมื่อไหร่ เมื่อใด เท่าไร เท่าไหร่ เท่าใด อย่างไร ทำไม เหตุใด ที่ใด ที่ไหน บ้าง ไหร่ หรือไม่"
_THAI = (
    "ที่ ใน ของ และ เป็น มี ได้ การ ความ จะ ให้ ว่า กับ จาก โดย แต่ หรือ คือ อยู่ ไป มา นี้ นั้น ซึ่ง ก็ แล้ว ถูก ต่อ ไม่ ไม่มี ไม่ได้ "
    "เลย ด้วย อีก ยัง นะ น่ะ ล่ะ สิ นั่น นี่ อัน กัน แก่ เพื่อ เมื่อ กี่ เท่า เพราะ ไร ไหม ครับ ค่ะ คะ"
)
_ENGLISH = (
    "a an the of in on at to for is are was were be been do does did not no what which who whom when where why how "
    "and or by with from it its this that"
)
ASKING = frozenset(_ASKING.split())
# Words no longer than this stand inside many others: alone, as one segmenter cut them, they say too little.
SHORT = 3
EMPTY = ASKING | frozenset(f"{_THAI} {_ENGLISH}".split())


def telling(*cuts: Sequence[str]) -> list[list[str]]:
    """A query as each segmenter cut it, without the words that say nothing; whole where it says nothing else."""
    told = [[word for word in cut if word not in EMPTY] for cut in cuts]
    return told if any(told) else [list(cut) for cut in cuts]


def unasked(query: Analysed) -> Analysed:
    """A query without the words that only ask, but with their letters; whole where it says nothing else."""
    words = [word for word in query.words if word not in ASKING]
    if not words or len(words) == len(query.words):
        return query
    return Analysed(words, query.letters, [word for word in query.icu_words if word not in ASKING])
