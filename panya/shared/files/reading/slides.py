"""The words of PowerPoint presentations (PPTX), slide by slide."""

import zipfile

from panya.shared.files.reading.flow import COMMENT, SPEAKER
from panya.shared.files.reading.markup import listed, read_part, targets
from panya.shared.files.reading.pages import Pages
from panya.shared.files.reading.runs import Runs, texts_of

# A page of notes shows these as well.
_AROUND_NOTES = {"sldNum", "dt", "hdr", "ftr"}


def slides(archive: zipfile.ZipFile) -> list[str]:
    """The slides in the order in which they are shown, each with its comments and the notes of the speaker."""
    pages = Pages()
    for _name, part in listed(archive, "ppt/presentation.xml", "sldId"):
        runs = Runs(pages)
        read_part(archive, part, runs.start, runs.end, runs.text)
        for comments in targets(archive, part, "comments").values():
            _add(pages, COMMENT, texts_of(archive, comments, "cm"))
        for notes in targets(archive, part, "notesSlide").values():
            _add(pages, SPEAKER, texts_of(archive, notes, "sp", unless=_AROUND_NOTES))
        pages.turn()
    return pages.all()


def _add(pages: Pages, mark: str, texts: list[tuple[str, str]]) -> None:
    for _name, text in texts:
        pages.add(f"{mark}{text}\n")
