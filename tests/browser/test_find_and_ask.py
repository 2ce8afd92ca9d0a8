"""A scan and a Word document are attached, found through mistakes, asked about and cited; others find none of it."""

import pytest

from panya.base.thai.keyboard import typed_on_latin
from panya.shared.content.models import Access, Item
from panya.shared.files.models import StoredFile
from panya.shared.files.reading import letters
from tests.browser.conftest import bring_index_up_to_date, sign_in
from tests.factories import UnitFactory, UserFactory
from tests.shared.files import documents
