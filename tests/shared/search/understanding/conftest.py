import pytest

from panya.shared.content.actions.terms import shipped_terms
from panya.shared.search.understanding import glossary


@pytest.fixture(scope="session")
def shipped():
    """The glossary that the product brings along."""
    return glossary.build((t.name, t.abbreviation, t.name_en, *t.synonyms) for t in shipped_terms())
