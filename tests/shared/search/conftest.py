import pytest
from django.contrib.auth.models import AnonymousUser

from panya.shared.search import writer
from panya.shared.search.queries import search


@pytest.fixture
def found(db):
    """Numbers that a reader finds once everything that waits is indexed."""

    def numbers(query, reader=None, **options):
        writer.drain()
        answer = search(query, reader or AnonymousUser(), limit=1000, **options)
        assert not answer.rebuilding
        assert answer.total == len(answer.results)
        return {result.item.pk for result in answer.results}

    return numbers
