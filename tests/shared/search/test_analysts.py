import pytest

from panya.shared.search import analysts
from panya.shared.search.analysis import Analysed, analyse
from panya.shared.search.analysts import Analysts

TEXTS = ["ราคาทุเรียนปีนี้ FTA 2569\n" * 40, "", "ส่งออกลำไยไปจีน " * 40, "…", "ข้าวหอมมะลิ"]


@pytest.fixture
def ask_for_help_at_once(monkeypatch):
    monkeypatch.setattr(analysts, "_BEFORE_HELP", 0)
    monkeypatch.setattr(analysts, "_WORTH_SENDING", 0)
    monkeypatch.setattr(analysts, "_cores", lambda: 2)


def test_few_texts_are_taken_apart_without_a_helper():
    with Analysts() as analyse_all:
        assert analyse_all(TEXTS) == [analyse(text) for text in TEXTS]
        assert analyse_all._helper is None


def test_the_helper_finds_the_same_words_in_the_same_order(ask_for_help_at_once):
    with Analysts() as analyse_all:
        assert [analyse_all(TEXTS) for _each in range(3)] == [[analyse(text) for text in TEXTS]] * 3
        helper = analyse_all._helper
    assert helper is not None
    assert helper.returncode is not None


def test_a_helper_that_dies_costs_nothing_but_time(ask_for_help_at_once):
    with Analysts() as analyse_all:
        analyse_all(TEXTS)
        analyse_all._helper.kill()
        analyse_all._helper.wait()
        assert analyse_all(TEXTS) == [analyse(text) for text in TEXTS]
        assert analyse_all([""]) == [Analysed()]
