import pytest

from panya.base.thai.normalise import normalise
from panya.shared.search.analysis import analyse
from panya.shared.search.engines import Document, Sought, Wanted
from panya.shared.search.engines.tantivy import TantivyEngine
from panya.shared.search.snippets import snippet
from tests.base.thai.growth import assert_linear

BAD = {
    "one word": "กชกร",
    "no space": "ตากลมนานา",
    "marks": "ก่่่้้",
    "regex": "(ก+)+$",
    "sql": "' OR 1=1; --",
    "controls": "\x00\x1b\u202e",
    "quotes": '"“(',
    "digits": "๒๕๖๙",
    "latin": "a",
    "spaces": " \u200b",
    "surrogate": "\ud800",
}


@pytest.mark.parametrize("piece", BAD.values(), ids=BAD)
@pytest.mark.parametrize(
    "do", [analyse, lambda text: snippet(normalise(text), ["กชกร", "๒"])], ids=["analyse", "snippet"]
)
def test_the_time_grows_no_faster_than_the_text(do, piece):
    assert_linear(do, piece)


@pytest.mark.parametrize("piece", BAD.values(), ids=BAD)
def test_a_query_of_a_hundred_thousand_letters_is_answered(tmp_path, piece):
    engine = TantivyEngine(tmp_path / "index", create=True)
    engine.write([Document(1, 1, analyse("ทุเรียน"), analyse("กชกร ตากลม"), whole=True, kind="note", unit=1)])
    engine.commit()
    query = analyse((piece * 100_000)[:100_000])
    for loose in (False, True):
        assert len(engine.search(Sought(query), Wanted(), 10, loose=loose)) <= 1
    engine.close()
