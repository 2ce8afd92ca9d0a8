import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from panya.base.thai.clusters import clusters
from panya.base.thai.normalise import normalise
from panya.base.thai.words import word_edges
from panya.shared.search.analysis import analyse, fold
from panya.shared.search.snippets import LENGTH, mark, snippet, whole_words


def test_the_snippet_shows_the_passage_that_holds_the_words():
    filler = "เรื่องทั่วไปของการประชุมประจำเดือน " * 40
    shown = snippet(f"{filler} กรมช่วยผู้ ส่งออกทุเรียน ไทย {filler}", {"ทุเรียน", "ส่งออก"})
    assert "ส่งออกทุเรียน" in shown.text
    assert len(shown.text) <= LENGTH
    assert [shown.text[start:end] for start, end in shown.highlights] == ["ส่งออกทุเรียน"]


def test_a_word_inside_another_word_is_not_marked():
    shown = snippet("การประชุม กา บินมา", {"กา"})
    assert [shown.text[start:end] for start, end in shown.highlights] == ["กา"]


@pytest.mark.parametrize(
    ("text", "sought", "marked"),
    [
        ("เรื่องเล่าไม่ลับของเรา", ["เรื", "ม่", "ง"], []),  # scraps of what was misspelt
        ("พัฒนาแฟรนไชส์ไทย", ["แฟรนไช"], ["แฟรนไชส์"]),
        ("ราคาไข่ไก่วันนี้", ["ไข่"], ["ไข่"]),  # one segmenter parts ไข่ไก่
        ("ร่วมภาครัฐ และเอกชน กับภาครัฐและอื่น ๆ", ["ภาครัฐ และ เอกชน"], ["ภาครัฐ และเอกชน"]),
    ],
)
def test_whole_words_are_marked_and_what_stands_in_a_row_only_there(text, sought, marked):
    shown = mark(text, sought)
    assert [shown.text[start:end] for start, end in shown.highlights] == marked


def test_digits_are_marked_in_either_script():
    shown = snippet("งบประมาณปี ๒๕๖๙ และ 2569", {"2569"})
    assert [shown.text[start:end] for start, end in shown.highlights] == ["๒๕๖๙", "2569"]


THAI = st.text(st.sampled_from("กขคงทนมรสอาำะิีุูเแโ่้์ๆ๒๕ 12AbÉß.\n<&"), max_size=700)


@given(THAI, THAI)
def test_a_highlight_never_splits_a_cluster_and_the_snippet_is_short_plain_text(text, query):
    text = normalise(text)
    shown = snippet(text, set(analyse(query[:60]).words))
    assert len(shown.text) <= LENGTH
    edges, position = {0}, 0
    for cluster in clusters(shown.text):
        position += len(cluster)
        edges.add(position)
    previous = -1
    for start, end in shown.highlights:
        assert previous < start < end <= len(shown.text)
        assert {start, end} <= edges
        previous = end
    assert "".join(piece for piece, _ in shown.segments) == shown.text
    assert shown.text.strip("…").strip() in " ".join(text.split())


@given(THAI)
def test_the_analysis_of_a_stored_text_is_that_of_the_text_itself(text):
    assert analyse(normalise(text), is_normalised=True) == analyse(text)


@given(THAI, st.data())
def test_about_a_range_words_begin_and_end_where_they_do_in_the_whole_text(text, data):
    folded = fold(normalise(text))
    places = st.integers(0, len(folded))
    start, end = sorted((data.draw(places), data.draw(places)))
    # What is sought begins and ends with a letter.
    assume(start < end and folded[start] != " " and folded[end - 1] != " ")
    assert bool(whole_words(folded, [(start, end)])) == ({start, end} <= word_edges(folded))
