"""Which part of a found text is near a question in meaning, where the extra `semantic` is installed."""

from panya.shared.content.models import Access
from panya.shared.search.answer import Result
from panya.shared.search.documents import PUBLIC, STAFF
from panya.shared.search.engines import Damaged, Part
from panya.shared.search.folders import reading

# Of a file no more is read for meaning than stands on it.
_FIRST_PAGE = 1


def near_parts(question: str, result: Result) -> list[Part]:
    """The parts of the text in which a record was found: its own, or the first page of a file; none elsewhere.

    Asks no rights: whoever may see the result may see its text.
    """
    if not result.whole or (result.file and result.file.page != _FIRST_PAGE):
        return []
    key, title = (result.file.file.pk, result.file.file.name) if result.file else (0, result.item.title)
    try:
        engine = reading(PUBLIC if result.item.access == Access.PUBLIC else STAFF)
        return engine.parts(question, result.item.pk, key, title)
    except Damaged:
        # Damaged since the search a moment ago; the next one meets it and reports it.
        return []
