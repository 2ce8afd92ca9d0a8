"""The short thing inside a quote that is the answer itself: a day, a number, a form, a name."""

import re

from panya.base.thai.dates import BUDDHIST_ERA
from panya.overviews.answers.extracting.asked import Asked
from panya.overviews.answers.extracting.features import same_places
from panya.overviews.answers.extracting.kinds import LOOKS, Kind

# Kinds that can be cut out of a sentence and compared between sources; the others are answered by the sentence.
EXACT = frozenset({Kind.DATE, Kind.YEAR, Kind.TIME, Kind.MONEY, Kind.NUMBER, Kind.FORM})
_LONGEST = 60
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_FIRST_BUDDHIST_YEAR, _LAST_BUDDHIST_YEAR = 2300, 2700
_FAR = 240
_SPAN = re.compile(r"\s*(?:วัน|สัปดาห์|เดือน|ปี|ชั่วโมง|นาที|วินาที)")


def short_answer(question: Asked, quote: str) -> tuple[int, int] | None:
    """Where the short answer stands in the quote: of what looks like one, the nearest to the question's words."""
    if question.kind not in EXACT:
        return None
    folded = same_places(quote)
    places = _places(question, folded)
    found = [
        (_NUMBER.search(match[0]) is None, _distance(match.start(), match.end(), places), match.start(), match.end())
        for match in LOOKS[question.kind].finditer(folded)
        if match.end() - match.start() <= _LONGEST and match[0].strip() and not _was_asked(question, match[0])
        if _fits(question, folded, match)
    ]
    if not found:
        return None
    # A number in words only where there is none in digits: “one” and “first” are said of everything.
    _in_words, _far, start, end = min(found)
    return start, start + len(quote[start:end].rstrip())


def _fits(question: Asked, folded: str, match: re.Match[str]) -> bool:
    """How many days is answered by a span of time, not by the number of a step."""
    if not _SPAN.match(question.after):
        return True
    return bool(_SPAN.search(match[0]) or _SPAN.match(folded, match.end()))


def value_of(said: str) -> tuple[str, ...]:
    """What two sources agree on or not: the numbers, years in one era; without numbers the letters."""
    folded = same_places(said)
    numbers = tuple(_one_era(number.replace(",", "")) for number in _NUMBER.findall(folded))
    return numbers or ("".join(folded.split()),)


def _one_era(number: str) -> str:
    if number.isdecimal() and _FIRST_BUDDHIST_YEAR <= int(number) <= _LAST_BUDDHIST_YEAR:
        return str(int(number) - BUDDHIST_ERA)
    return number


def _places(question: Asked, folded: str) -> list[tuple[int, float]]:
    """Where the question's words end in the quote, with what each is worth; those next to the asking word most."""
    places = [
        (match.end(), value)
        for word, value in question.words.items()
        if value > 0.2
        for match in re.finditer(re.escape(word), folded)
    ]
    for length in range(min(len(question.before), 12), 3, -1):
        at = folded.find(question.before[-length:])
        if at >= 0:
            return [*places, (at + length, 3.0)]
    return places


def _distance(start: int, end: int, places: list[tuple[int, float]]) -> float:
    """How far the candidate stands from the question's words; what stands before them counts double."""
    if not places:
        return start
    total = sum(value for _place, value in places)
    return sum(value * min(_FAR, start - at if at <= start else 2 * (at - start)) for at, value in places) / total


def _was_asked(question: Asked, said: str) -> bool:
    """The question itself says it, so it is no answer."""
    letters = "".join(said.split())
    return letters in question.letters or any(number in question.letters for number in _NUMBER.findall(said))
