"""What a page showed is let go of when it is drawn, not when the collector next looks."""

import gc
import weakref

import pytest
from django.template import engines
from django.test import RequestFactory


class Shown:
    name = "ปัญญา"


@pytest.fixture
def without_collector():
    gc.disable()
    yield
    gc.enable()


def test_a_drawn_page_holds_nothing_that_it_showed(without_collector):
    shown = Shown()
    gone = weakref.ref(shown)
    page = engines["django"].from_string("{{ shown.name }}").render({"shown": shown}, RequestFactory().get("/"))
    del shown

    assert (page, gone()) == ("ปัญญา", None)
