"""The one face of every search engine, and what goes in and comes out of it."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from panya.shared.search.analysis import Analysed


class Damaged(Exception):
    """The index is missing or not what was written; it must be built anew."""


class Busy(Exception):
    """Someone else is writing this index."""


class Unwritable(Exception):
    """The index cannot be written, most often because the disk is full; what was committed before is as it was."""


@dataclass(frozen=True, slots=True)
class Document:
    """One record as the index holds it."""

    number: int
    # Names the state of the record that was indexed: equal to the database's, or the document is stale.
    fingerprint: int
    title: Analysed
    body: Analysed
    # False: only the card (title and summary) of a record that may not be read whole.
    whole: bool
    kind: str
    unit: int
    topics: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    year: int = 0
    # Access class, `circle:ID` and `person:ID` of whoever may read it.
    audience: tuple[str, ...] = ()
    # `person:ID` of the author and `name:NAME` as it is shown, in its identity form.
    authors: tuple[str, ...] = ()
    # The key of a file of the record, whose text this is; 0: the record's own text. Files come and go with the record.
    file: int = 0
    # Title and beginning as they are written, for search by meaning.
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """Another way to say a part of what was typed: a synonym, the other era, the other keyboard."""

    text: Analysed
    # The words of `Sought.said` in whose place it stands; a record that holds it holds them.
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, as the query was understood."""

    said: Analysed
    # Found as well, and counted a little less.
    others: tuple[Other, ...] = ()
    # Each must stand in the text word after word; a phrase is also part of `said`.
    phrases: tuple[Analysed, ...] = ()
    # None of them may stand in the text.
    without: tuple[Analysed, ...] = ()
    # The query as it was written, where it may be sought by meaning too; empty: by words alone.
    meaning: str = ""

    def __bool__(self) -> bool:
        return bool(self.said or self.others)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents to look among; an empty collection asks nothing. For recall only: rights are the database's."""

    kind: str = ""
    units: Collection[int] = field(default_factory=tuple)
    topics: Collection[int] = field(default_factory=tuple)
    tag: int | None = None
    year: int | None = None
    audience: Collection[str] = field(default_factory=tuple)
    # As in `Document.authors`.
    authors: Collection[str] = field(default_factory=tuple)
    numbers: Collection[int] = field(default_factory=tuple)


class Part(NamedTuple):
    """A stretch of a text, and how near its meaning is to a question's."""

    start: int
    end: int
    nearness: float


class Hit(NamedTuple):
    """A document that was found; a tuple, for a thousand are made and weighed for each page."""

    number: int
    score: float
    # As in the document: whether its whole text was indexed.
    whole: bool
    # It holds every word of the query, in title or body.
    exact: bool
    # As in the document: the file whose text was found, 0 for the record's own.
    file: int = 0
    # It holds no word as it was typed, only as it was most likely meant.
    guessed: bool = False


class Engine(ABC):
    """An index of documents, known by the number of their record and the file, if they are the text of one."""

    @abstractmethod
    def write(self, documents: Iterable[Document]) -> None:
        """Put documents in, all of a record in the place of all it had; found after `commit`."""

    @abstractmethod
    def delete(self, numbers: Iterable[int]) -> None:
        """Take documents out; unknown numbers are no fault. Gone after `commit`."""

    @abstractmethod
    def commit(self) -> None:
        """Make what was written durable and findable."""

    @abstractmethod
    def close(self) -> None:
        """Finish writing and free the index for another writer; what was not committed is dropped."""

    @abstractmethod
    def search(self, sought: Sought, wanted: Wanted, limit: int, *, loose: bool = False) -> list[Hit]:
        """The best documents that hold a word of what is sought (`loose`: or look like it), the best first.

        Where the query looks mistyped, those too that hold a word as it was most likely meant: these are `guessed`.
        """

    def parts(self, question: str, number: int, file: int, title: str) -> list[Part]:
        """The parts of the text of a document in their order, by meaning; none where it is not kept."""
        return []

    @abstractmethod
    def respelt(self, letters: str) -> str:
        """Letters of a query as they were most likely meant, judged by all documents: show no word of it unseen."""

    @abstractmethod
    def titles(self, runs: Collection[str], wanted: Wanted, limit: int) -> list[int]:
        """The highest numbers of documents whose title holds these runs of letters, or nearly so: look once more."""

    @abstractmethod
    def count(self) -> int:
        """How many documents there are."""

    @abstractmethod
    def fingerprints(self) -> dict[int, int]:
        """The number and fingerprint of every document."""

    @abstractmethod
    def state(self) -> str:
        """Names the committed content; it changes with every commit and with nothing else."""

    @abstractmethod
    def verify(self) -> None:
        """Raise Damaged where the stored bytes are not those that were written."""

    @abstractmethod
    def refresh(self) -> None:
        """See what others have committed since."""
