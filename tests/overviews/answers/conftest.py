import pytest
from django.contrib.auth.models import AnonymousUser

from panya.overviews.answers.queries import ask
from panya.shared.search import writer


@pytest.fixture
def asked(db):
    """The answer that a reader gets once everything that waits is indexed."""

    def answer(question, reader=None):
        writer.drain()
        return ask(question, reader or AnonymousUser())

    return answer
