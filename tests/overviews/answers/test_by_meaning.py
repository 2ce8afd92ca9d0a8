"""The passage that answers a question in another language, with nearness made by hand: no encoder."""

import pytest

from panya.overviews.answers.extracting.answering import Outcome
from panya.overviews.answers.extracting.asked import asked
from panya.overviews.answers.extracting.by_meaning import by_meaning
from panya.overviews.answers.extracting.features import Source
from panya.shared.search.engines import Part

CLAUSES = (
    "สวนสาธารณะแห่งนี้มีต้นไม้ใหญ่จำนวนมากและมีสนามหญ้ากว้างขวางสำหรับประชาชนทั่วไป ",
    "เปิดให้ใช้ครั้งแรกเมื่อวันที่ 5 ธันวาคม พ.ศ. 2530 โดยเทศบาลเป็นผู้ดูแลเรื่อยมา\n",
    "ผู้มาเยือนต้องฝากสัมภาระไว้ที่จุดบริการก่อนเข้าชมและรับบัตรคืนเมื่อออกจากสวน",
)
TEXT = "".join(CLAUSES)
SURE = [9.0, 3.0]


def parts(*nearness):
    """A part for every clause."""
    starts = [0, len(CLAUSES[0]), len(CLAUSES[0] + CLAUSES[1])]
    ends = [*starts[1:], len(TEXT)]
    return [Part(*each) for each in zip(starts, ends, nearness, strict=True)]


def told(question, near, scores=SURE):
    return by_meaning(Outcome(asked(question)), Source("", TEXT), near, scores)


def test_the_nearest_passage_is_quoted_word_for_word():
    (found,) = told("Where do visitors leave luggage?", parts(0.1, 0.2, 0.6)).found
    assert "ฝากสัมภาระ" in found.quote
    assert TEXT[found.start : found.end] == found.quote
    assert len(found.quote) <= 240


def test_a_clause_with_what_is_asked_for_is_nearer():
    long = Source("", " ".join(CLAUSES[0].strip() * 3 for _each in range(2)) + "\n" + CLAUSES[1])
    middle = long.text.index("\n")
    near = [Part(0, middle, 0.35), Part(middle, len(long.text), 0.3)]
    when = by_meaning(Outcome(asked("When was the park opened?")), long, near, SURE).found[0].quote
    why = by_meaning(Outcome(asked("Why is the park large?")), long, near, SURE).found[0].quote
    assert ("2530" in when, "2530" in why) == (True, False)


@pytest.mark.parametrize(
    ("scores", "is_answered"),
    [
        ([9.0, 3.0], True),
        # Another record is as near, the only one is not near, nothing was said of nearness.
        ([4.0, 3.9], False),
        ([3.0], False),
        ([9.0], True),
    ],
)
def test_it_is_refused_where_the_first_is_neither_near_nor_ahead(scores, is_answered):
    outcome = told("Where do visitors leave luggage?", parts(0.1, 0.2, 0.6), scores)
    assert outcome.answered is is_answered
    assert len(outcome.considered) == 1


def test_without_parts_or_without_words_nothing_is_quoted():
    refused = Outcome(asked("Where do visitors leave luggage?"))
    assert by_meaning(refused, Source("", TEXT), [], SURE) == refused
    assert by_meaning(refused, Source("", " \n "), [Part(0, 150, 0.9)], SURE) == refused
