"""Texts of files in the search: which files a published record shows, their words, and the page that was meant."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from panya.base.core.many import these
from panya.shared.content.file_links import page_url
from panya.shared.content.models import Item, ItemFile
from panya.shared.files.models import FilePage, FileReading, StoredFile
from panya.shared.files.words import page_label
from panya.shared.search.engines import Engine, Hit, Sought, Wanted
from panya.shared.search.snippets import places

# Beyond this a file is a book; the page is then chosen among the first ones.
_MOST_READ = 2_000_000
# Beyond so many hits no more are asked for: a record may have a hundred files.
_MOST_HITS = 50_000
# Of several pages only those count that say so much of what the best one says.
_NEARLY = 0.5

# How much more a page of a file must be worth than the text of its record, to be shown in its place.
_OWN_TEXT = 1.5


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that the published text of a record refers to and that was read."""

    key: int
    name: str
    sha256: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class FoundIn:
    """The page of a file in which the words of a query stand."""

    file: StoredFile
    page: int
    text: str
    url: str

    @property
    def label(self) -> str:
        return page_label(self.file.media_type, self.page)

    def as_json(self) -> dict[str, Any]:
        return {"name": self.file.name, "id": self.file.public_id}


def shown_files(items: Collection[Item]) -> dict[int, list[ShownFile]]:
    """By record number: the files of its published text that were read, in their order."""
    found: dict[int, list[ShownFile]] = defaultdict(list)
    revisions = [item.published_id for item in items if item.published_id]
    links = ItemFile.objects.filter(revision__in=these(revisions)).order_by("place", "pk").select_related("file")
    rows = list(links) if revisions else []
    if not rows:
        return found
    hashes = {row.file.sha256 for row in rows}
    # While a file is read again its words of before are there.
    read = FileReading.objects.filter(pk__in=hashes).exclude(text_hash="").values_list("pk", "text_hash")
    known = dict(read)
    for row in rows:
        if text_hash := known.get(row.file.sha256):
            found[row.item_id].append(ShownFile(row.file_id, row.file.name, row.file.sha256, text_hash))
    return found


def text_of(sha256: str) -> str:
    """All words of a file."""
    return "\n".join(FilePage.objects.filter(reading=sha256).values_list("text", flat=True)).replace("\t", " ")


def records_showing(sha256: str) -> list[int]:
    """The records whose published text refers to these bytes."""
    links = ItemFile.objects.filter(file__sha256=sha256, revision=F("item__published"))
    return list(links.order_by().values_list("item_id", flat=True).distinct())


def of_shown_files(hits: list[Hit]) -> list[Hit]:
    """Without hits in files that the published text refers to no more: an index may be some seconds old."""
    files = {hit.file for hit in hits if hit.file}
    if not files:
        return hits
    links = ItemFile.objects.filter(file__in=these(files), revision=F("item__published"))
    shown = set(links.values_list("item_id", "file_id"))
    return [hit for hit in hits if not hit.file or (hit.number, hit.file) in shown]


def hits_of(
    records: int, engine: Engine, sought: Sought, wanted: Wanted, most: int, *, loose: bool
) -> tuple[list[Hit], bool]:
    """The best hits, so many that records with many files do not crowd out others of the first `records`.

    And whether these are all that there are.
    """
    while True:
        hits = engine.search(sought, wanted, most, loose=loose)
        are_all = len(hits) < most
        if are_all or len({hit.number for hit in hits}) > records or most > _MOST_HITS:
            return hits, are_all
        most *= 4


def one_each(hits: Iterable[Hit]) -> list[Hit]:
    """Of several documents of one record the best: first what holds every word, then the higher score."""
    best: dict[int, Hit] = {}
    for hit in hits:
        before = best.get(hit.number)
        if before is None or _order(hit) > _order(before):
            best[hit.number] = hit
    return list(best.values())


def _order(hit: Hit) -> tuple[bool, float, int]:
    # Of near equals the record's own text is shown, so that no hidden text can turn the one into the other.
    return hit.exact, hit.score * (1 if hit.file else _OWN_TEXT), -hit.file


def found_in(hits: Collection[Hit], sought: Collection[str], query: str) -> dict[int, FoundIn]:
    """By record number: the page of the file in which a hit was made."""
    keys = {hit.file for hit in hits if hit.file}
    files = StoredFile.objects.in_bulk(keys) if keys else {}
    found: dict[int, FoundIn] = {}
    for hit in hits:
        if file := files.get(hit.file):
            number, text = _best_page(file.sha256, sought)
            if number:
                found[hit.number] = FoundIn(file, number, text, page_url(file.public_id, number, q=query))
    return found


def pages_about(file: StoredFile, sought: Collection[str], most: int) -> list[FoundIn]:
    """The pages of a file that say the most of the sought words, the best first; none that says much less."""
    pages = _best_pages(file.sha256, sought, most)
    near = [page for page in pages if page[0] and page[0] >= pages[0][0] * _NEARLY]
    return [FoundIn(file, number, text, page_url(file.public_id, number)) for _worth, number, text in near]


def _best_page(sha256: str, sought: Collection[str]) -> tuple[int, str]:
    """The page with the most different sought words; of equal ones the first."""
    pages = _best_pages(sha256, sought, 1)
    return pages[0][1:] if pages else (0, "")


def _best_pages(sha256: str, sought: Collection[str], most: int) -> list[tuple[int, int, str]]:
    """Worth, number and text of the pages with the most different sought words, longer ones counting more."""
    best: list[tuple[int, int, str]] = []
    read = 0
    for number, text in FilePage.objects.filter(reading=sha256).values_list("number", "text").iterator(chunk_size=50):
        worth = sum(len(word) for word in {word.lower() for _start, word in places(text, sought)})
        if text and (len(best) < most or worth > best[-1][0]):
            # The places of letters stay: a tab between cells is one sign, too.
            best = sorted([*best, (worth, number, text.replace("\t", " "))], key=lambda page: (-page[0], page[1]))[
                :most
            ]
        read += len(text)
        if read > _MOST_READ:
            break
    return best
