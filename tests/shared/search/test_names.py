"""The names in an English question."""

import pytest

from panya.base.thai.sounds import spoken
from panya.base.thai.words import words
from panya.shared.search.meaning import _EMPTY
from panya.shared.search.names import names_in, told


def said(question, text):
    return told(names_in(question, _EMPTY), spoken(words(text)))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did the Denver team win?", "ทีมเดนเวอร์ชนะเมื่อปีก่อน"),
        # Two short names are one long name.
        ("Who played in John Wick?", "นักแสดงใน จอห์น วิค ภาคแรก"),
        ("Robert Trumpler was born where?", "โรเบิร์ต ทรัมเพลอร์ เกิดที่ซูริก"),
        # Nothing has a capital but the beginning of the sentence: any word may be a name.
        ("Denver won when?", "ทีมเดนเวอร์"),
        ("denver team", "ทีมเดนเวอร์"),
    ],
)
def test_a_text_that_says_the_name_is_lifted(question, text):
    assert said(question, text) > 0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did the Denver team win?", "ทีมเดนมาร์กชนะเมื่อปีก่อน"),
        # Other words are no names where one has a capital.
        ("which denver team met Chelsea?", "ทีมเดนเวอร์"),
        ("When was it, and what?", "ทีมเดนเวอร์"),
        ("", ""),
    ],
)
def test_other_texts_are_not(question, text):
    assert said(question, text) == 0


def test_a_name_tells_less_in_a_long_text():
    long = "ทีมเดนเวอร์ " + "ที่ประชุมพิจารณางบประมาณ " * 30
    assert 0 < said("the Denver team", long) < said("the Denver team", "ทีมเดนเวอร์")


def test_no_question_asks_for_many_names():
    assert len(names_in("Denver Boston Madrid London Berlin Lisbon " * 20, _EMPTY)) <= 12
    assert len(names_in(" ".join(f"Bet{chr(97 + at)}lom" for at in range(26)), _EMPTY)) <= 12
