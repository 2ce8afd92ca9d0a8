"""What speaks for a clause: how much of the question is said in and around it, and whether it holds what is asked."""

from bisect import bisect_right
from dataclasses import dataclass

from panya.base.thai.sentences import Clause, clauses
from panya.overviews.answers.extracting.asked import Asked
from panya.overviews.answers.extracting.kinds import ASKING, LOOKS, Kind, asks, counts, kind_of
from panya.shared.search.analysis import fold

# So much of one text is looked through.
LONGEST_TEXT = 100_000
# A longer text is read clause by clause only where most of the question is said.
WHOLE, _STEP = 6_000, 1_500
# The clauses of such a part stand as if so many were before it.
_NOT_EARLY = 20
# What each thing that speaks for a clause is worth: learned from the train split of the iApp questions by maximum
# likelihood of the clauses that hold the answer (decision 0022), the same for every collection.
WEIGHTS: dict[str, float] = {
    "rank": 4.39,
    "in_title": 3.56,
    "in_source": 4.04,
    "in_both": -1.98,
    "cover": -3.46,
    "cover_before": -2.50,
    "rest": 2.51,
    "rest_before": 2.22,
    "rest_around": 3.79,
    "rest_share": -3.56,
    "words_before": 2.19,
    "words_before_before": 1.30,
    "words_after": 1.56,
    "words_after_after": 2.08,
    "trigrams": 3.16,
    "trigrams_before": 2.03,
    "holds": 2.07,
    "holds_near": -0.94,
    "early": 8.87,
    "early_untitled": -6.98,
    "early_meaning": 0.86,
    "first": -5.10,
    "long": 0.74,
    "new": -0.46,
    # Encyclopaedias ask nothing, so this one was not learned: what follows the very question is its answer.
    "replies": 5.0,
}
# A list of questions and answers: so many clauses may ask, and so much less each further clause of a reply tells.
_MOST_ASKING, _LESS = 3, 0.8
# A question of another kind in the same words asks something else.
_OTHER_KIND = 0.4
# A number of something else than what is counted.
_ANY_NUMBER = 0.5
_MOST_OF_A_WORD = 200
_LONGEST_EDGE = 12
_NOT_LETTERS = str.maketrans("", "", " \t\n\r\xa0()[]{}“”\"',.:;")


@dataclass(frozen=True, slots=True)
class Source:
    """A text that the asker may read; sources come in the order of the search."""

    title: str
    text: str
    # The place of its record in the search, from 0: the pages of a file share that of their record. None: its own.
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A source in clauses, and what speaks for each of them."""

    source: Source
    clauses: list[Clause]
    scores: list[float]
    # How much each clause stands with or after the very question (see `_replies`).
    replies: list[float]
    # The folded letters of the title and of what was read.
    letters: str


def read(source: Source, question: Asked, rank: int) -> Read:
    """Take a source apart and weigh its clauses; `rank` is its place in the search, from 0."""
    reading = _Reading(source, question, rank)
    scores = [reading.score(at) for at in range(len(reading.clauses))]
    return Read(source, reading.clauses, scores, reading.replies, reading.told)


def in_letters(folded: str) -> str:
    """A folded text without white space."""
    return "".join(folded.split())


def same_places(text: str) -> str:
    """The folded text with every code point in its place."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(form if len(form := fold(sign)) == 1 else sign for sign in text)


class _Reading:
    """One source while it is weighed."""

    def __init__(self, source: Source, question: Asked, rank: int) -> None:
        folded, title = same_places(source.text[:LONGEST_TEXT]), same_places(source.title)
        first, last = _part(folded, question)
        self.before = _NOT_EARLY if first else 0
        self.question = question
        self.clauses = [
            Clause(part.start + first, part.end + first, part.opens_line) for part in clauses(source.text[first:last])
        ]
        self.total = sum(question.words.values()) or 1.0
        self.titled = {word for word in question.words if word in title}
        # What the title does not say must be said by the sentence itself.
        self.rest = {word: value for word, value in question.words.items() if word not in self.titled}
        self.rest_total = sum(self.rest.values())
        self.said = _said(folded, first, last, self.clauses, question)
        self.told = in_letters(f"{title}\n{folded[first:last]}")
        self.letters = [folded[part.start : part.end].translate(_NOT_LETTERS) for part in self.clauses]
        self.covers = [self._cover(words) for words in self.said]
        self.rests = [self._rest(words) for words in self.said]
        self.ends = [_longest(question.before, letters, from_end=True) for letters in self.letters]
        self.starts = [_longest(question.after, letters, from_end=False) for letters in self.letters]
        self.grams = [_grams(question, letters) for letters in self.letters]
        self.holds = [self._holds(folded, part) for part in self.clauses]
        self.replies = self._replies(folded)
        self.rank = rank
        everywhere = set().union(self.titled, *self.said)
        self.in_title, self.in_source = self._cover(self.titled), self._cover(everywhere)

    def score(self, at: int) -> float:
        """The sum of what speaks for a clause."""
        return sum(WEIGHTS.get(name, 0.0) * value for name, value in self.features(at).items())

    def features(self, at: int) -> dict[str, float]:
        """What speaks for a clause, by name."""
        question, early = self.question, 1.0 / (1 + at + self.before)
        around = set().union(*self.said[max(0, at - 2) : at + 3])
        around_rest, rest_share = self._rest(around), self.rest_total / self.total
        return {
            "rank": 1.0 / (1 + self.rank),
            "in_title": self.in_title,
            "in_source": self.in_source,
            "in_both": self.in_title * self.in_source,
            "cover": self.covers[at],
            "cover_before": _at(self.covers, at - 1),
            "rest": self.rests[at],
            "rest_before": _at(self.rests, at - 1),
            "rest_around": around_rest,
            "rest_share": rest_share,
            "words_before": self.ends[at],
            "words_before_before": _at(self.ends, at - 1),
            "words_after": self.starts[at],
            "words_after_after": _at(self.starts, at + 1),
            "trigrams": self.grams[at],
            "trigrams_before": _at(self.grams, at - 1),
            "holds": self.holds[at],
            "holds_near": self.holds[at] * around_rest,
            "early": early,
            "early_untitled": early * rest_share,
            "early_meaning": early if question.kind == Kind.MEANING else 0.0,
            "first": float(at + self.before == 0),
            "long": min(len(self.letters[at]), 120) / 120,
            "replies": self.replies[at],
            "new": min(1.0, len(self.letters[at]) / 40) * (1 - self.covers[at]),
        }

    def _holds(self, folded: str, part: Clause) -> float:
        """Whether a clause has what is asked for; any number only a little, where it is said what is counted."""
        look, counted = LOOKS.get(self.question.kind), self.question.counted
        found = look.finditer(folded, part.start, part.end) if look else ()
        return max((1.0 if not counted or counts(counted, folded, each) else _ANY_NUMBER for each in found), default=0)

    def _replies(self, folded: str) -> list[float]:
        """For every clause, how much the question that its line or the heading above asks is the one asked."""
        replies, alike, asked_above = [0.0] * len(self.clauses), 0.0, False
        starts = [at for at, part in enumerate(self.clauses) if part.opens_line or not at]
        # A text without words has no line.
        for first, end in zip(starts, [*starts[1:], len(self.clauses)][: len(starts)], strict=True):
            said = [folded[part.start : part.end] for part in self.clauses[first:end]]
            asking = next((at + 1 for at, clause in enumerate(said[:_MOST_ASKING]) if asks(clause)), 0)
            if asking:
                alike = self._alike(" ".join(said[:asking]), first, first + asking)
            elif not asked_above:
                continue
            for at in range(first, end):
                replies[at] = alike * _LESS ** max(0, at - first - asking)
            asked_above = asking == len(said)
        return replies

    def _alike(self, asking: str, first: int, end: int) -> float:
        """How much of a question in the text is the one asked: what it says itself, and what it and the title say."""
        letters = in_letters(ASKING.sub(" ", asking)).translate(_NOT_LETTERS)
        grams = {letters[at : at + 3] for at in range(len(letters) - 2)}
        if not grams:
            return 0.0
        words = set().union(self.titled, *self.said[first:end])
        kind = 1.0 if kind_of(asking) == self.question.kind else _OTHER_KIND
        return kind * self._cover(words) * len(grams & self.question.trigrams) / len(grams)

    def _cover(self, words: set[str]) -> float:
        return sum(self.question.words[word] for word in words) / self.total

    def _rest(self, words: set[str]) -> float:
        return sum(self.rest.get(word, 0.0) for word in words) / self.rest_total if self.rest_total else 0.0


def _at(values: list[float], at: int) -> float:
    return values[at] if 0 <= at < len(values) else 0.0


def _part(folded: str, question: Asked) -> tuple[int, int]:
    """The part of a long text in which most of the question is said, from the end of a line or a word."""
    if len(folded) <= WHOLE:
        return 0, len(folded)
    starts = range(0, len(folded) - WHOLE + _STEP, _STEP)
    worth = [0.0] * len(starts)
    for word, value in question.words.items():
        held: set[int] = set()
        at = folded.find(word)
        while at >= 0:
            held.update(range(max(0, (at - WHOLE) // _STEP + 1), min(len(starts), at // _STEP + 1)))
            # Every part that holds this place is known: on to the next one.
            at = folded.find(word, max(at + 1, (at // _STEP + 1) * _STEP))
        for place in held:
            worth[place] += value
    first = starts[max(range(len(starts)), key=lambda place: (worth[place], -place))]
    cut = max(folded.rfind("\n", 0, first), folded.rfind(" ", 0, first)) + 1 if first else 0
    return (cut if first - cut < _STEP else first), min(len(folded), first + WHOLE)


def _said(folded: str, first: int, last: int, parts: list[Clause], question: Asked) -> list[set[str]]:
    """Which words of the question each clause says; found as letters, so that no text must be segmented."""
    said: list[set[str]] = [set() for _part in parts]
    starts = [part.start for part in parts]
    for word in question.words:
        at, seen = folded.find(word, first, last), 0
        while at >= 0 and seen < _MOST_OF_A_WORD:
            place = bisect_right(starts, at) - 1
            if place >= 0:
                said[place].add(word)
            at, seen = folded.find(word, at + len(word), last), seen + 1
    return said


def _longest(edge: str, letters: str, *, from_end: bool) -> float:
    """How much of what stands beside the asking word is repeated letter by letter, of twelve; below three nothing."""
    best = 0
    for length in range(3, min(len(edge), _LONGEST_EDGE) + 1):
        if (edge[-length:] if from_end else edge[:length]) not in letters:
            break
        best = length
    return best / _LONGEST_EDGE


def _grams(question: Asked, letters: str) -> float:
    if not question.trigrams or len(letters) < 3:
        return 0.0
    own = {letters[at : at + 3] for at in range(len(letters) - 2)}
    return len(own & question.trigrams) / len(question.trigrams)
