import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panya.base.thai.normalise import normalise
from panya.base.thai.word_list import make_word_list
from panya.base.thai.words import (
    WORD_LIST,
    WordListMissing,
    analyser_version,
    content_words,
    held_together,
    icu_words,
    load_dictionary,
    merge_terms,
    words,
)
from tests.base.thai.growth import assert_linear
from tests.base.thai.texts import texts

# newmm alone takes seconds for a few kilobytes of the first ones.
AMBIGUOUS = ["กชกร", "กรกช", "รอก", "กรม", "นบนอบ", "สสส", "ส", "ลามลวน", "อิอิอิอิ", "ตากลม"]
ADVERSARIES = [*AMBIGUOUS, "ก.ค.", "ก.ก..", "พ.ร.บ.", "เ", "่", "ๆ", "1ก", "a", ".", " ", "การจัดการความรู้", "กรม "]


def test_thai_is_split_into_words():
    assert words("การจัดการความรู้ของกระทรวงพาณิชย์") == ["การ", "จัดการ", "ความรู้", "ของ", "กระทรวงพาณิชย์"]


@pytest.mark.parametrize("text", ["ต่างประเทศ: เช็กลิสต์ 90 วัน", "คำพ้อง คำขอความรู้ หรือถามผู้รู้", "การค้าชายแดน"])
def test_no_line_is_broken_inside_a_word_that_is_held_together(text):
    held = held_together(text)
    breaks, ends = set(accumulate(map(len, words(text)))), set()
    for piece in icu_words(held):
        ends.add(max(ends, default=0) + len(piece.replace("\u2060", "")))

    assert normalise(held) == text
    assert [end for end in ends if end not in breaks] == []


@given(texts)
def test_holding_words_together_adds_nothing_that_is_kept(text):
    assert held_together(normalise(text)).replace("\u2060", "") == normalise(text)


def test_content_words_have_no_spaces_signs_or_case():
    assert content_words("กรมฯ จัดเวที “RCEP” บ่อย ๆ ปี ๒๕๖๙!") == ["กรม", "จัด", "เวที", "rcep", "บ่อย", "ปี", "2569"]


@pytest.mark.parametrize(
    ("one", "other"), [("น้ำใจ", "นํ้าใจ"), ("แม่น้ำ", "เเม่นํ้า"), ("๒๕๖๙", "2569"), ("ไทย", "ไท\u200bย")]
)
def test_spellings_that_look_the_same_give_the_same_words(one, other):
    assert content_words(one) == content_words(other) != []


@given(texts)
def test_words_joined_are_the_text(text):
    clean = normalise(text)
    assert "".join(words(clean)) == clean


@given(st.lists(st.sampled_from([*AMBIGUOUS, "ความรู้", "ก.พ.", " ", "x", "ั"]), max_size=60).map("".join))
def test_long_runs_joined_are_the_text(text):
    assert "".join(words(text)) == text


def test_a_long_run_is_read_like_a_short_one():
    sentence = "เจ้าหน้าที่ทุกคนเขียนบันทึกและแลกเปลี่ยนเรียนรู้กันทุกเดือน"
    assert words(sentence * 200) == words(sentence) * 200


@pytest.mark.shared
def test_reading_through_a_window_ends_words_where_reading_whole_does(shared_data):
    """nlpo3 reading news whole is the measure; only words longer than the window may differ."""
    import json

    import nlpo3

    name = load_dictionary()
    with (shared_data / "thaigov" / "corpus.jsonl").open(encoding="utf-8") as lines:
        text = "\n".join(normalise(json.loads(line)["text"]) for line, _ in zip(lines, range(100), strict=False))
    whole, ours = _ends(nlpo3.segment(text, name)), _ends(words(text))
    assert len(whole & ours) >= 0.99 * len(whole | ours)


def _ends(found):
    ends, position = set(), 0
    for word in found:
        position += len(word)
        ends.add(position)
    return ends


@pytest.mark.parametrize("unit", ADVERSARIES)
def test_time_grows_with_length_and_no_faster(unit):
    assert_linear(words, unit)


def test_one_word_of_a_hundred_kilobytes_is_read():
    text = "กชกร" * 8_500
    assert "".join(words(text)) == text


def test_threads_read_alike():
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(words, ["จัดการความรู้ทุกวัน" * 20] * 40))
    assert all(one == found[0] for one in found)


def test_a_missing_word_list_says_what_to_do(tmp_path):
    with pytest.raises(WordListMissing, match="make setup"):
        load_dictionary(tmp_path / "none.txt")


def test_another_word_list_gives_other_words_and_another_version(tmp_path):
    before, whole = analyser_version(), words("กระทรวงพาณิชย์")
    other = tmp_path / "other.txt"
    other.write_text("กระทรวง\nพาณิชย์", encoding="utf-8")
    try:
        load_dictionary(other)
        assert words("กระทรวงพาณิชย์") == ["กระทรวง", "พาณิชย์"] != whole
        assert analyser_version() != before
    finally:
        load_dictionary(WORD_LIST)
    assert (analyser_version(), words("กระทรวงพาณิชย์")) == (before, whole)


def test_the_word_list_is_normalised_sorted_and_safe_to_cut(tmp_path):
    target = tmp_path / "list.txt"
    count = make_word_list(target)
    found = target.read_text(encoding="utf-8").split("\n")
    assert len(found) == count > 50_000
    assert found == sorted({normalise(word) for word in found})
    assert not any(" " in word for word in found)
    assert [path.name for path in tmp_path.iterdir()] == ["list.txt"]


@pytest.mark.parametrize("module", ["words", "clusters", "word_list", "dates", "sorting"])
def test_neither_pythainlp_nor_django_is_imported(module):
    code = f"import sys, panya.base.thai.{module}; print({{'pythainlp', 'django'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_longest_term_wins():
    tokens = ["การ", "จัดการ", "ความรู้", "ดี"]
    terms = {"การจัดการ", "การจัดการความรู้", ("ความรู้", "ดี")}
    assert merge_terms(tokens, terms) == ["การจัดการความรู้", "ดี"]


def test_spaces_inside_a_term_do_not_count():
    terms = {"knowledge audit"}
    assert merge_terms(["a", " ", "knowledge", " ", "audit", " "], terms) == [
        "a",
        " ",
        "knowledge audit",
        " ",
    ]
    assert merge_terms(["knowledge", "audit"], terms) == ["knowledgeaudit"]


def test_a_term_does_not_end_inside_a_word():
    assert merge_terms(["การ", "จัดการ"], {"การจัด"}) == ["การ", "จัดการ"]


@given(
    st.lists(st.sampled_from(["ก", "ข", "กข", " ", "ค"]), max_size=30),
    st.sets(st.lists(st.sampled_from(["ก", "ข", " "]), max_size=4).map(tuple), max_size=5),
)
def test_merging_loses_nothing_and_is_done_at_once(tokens, terms):
    merged = merge_terms(tokens, terms)
    assert "".join(merged) == "".join(tokens)
    assert len(merged) <= len(tokens)


def test_merging_time_grows_with_length_and_no_faster():
    terms = {"ก" * length for length in range(2, 40)}
    assert_linear(lambda text: merge_terms(list(text), terms), "ก", length=10_000)
