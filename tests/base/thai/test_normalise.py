import unicodedata

import pytest
from hypothesis import example, given

from panya.base.thai.normalise import identity_key, normalise, normalise_line, search_form
from tests.base.thai.growth import assert_linear
from tests.base.thai.texts import texts

LOOK_ALIKES = [
    ("ทำ", "ทํา"),
    ("น้ำ", "นํ้า"),
    ("น้ำ", "น้ํา"),
    ("น้ำ", "นำ้"),
    ("แม่", "เเม่"),
    ("กิ่", "ก่ิ"),
    ("กุ่", "กุ่"),
    ("กู้", "กู้"),
    ("ไทย", "ไท\u200bย"),
    ("ศักดิ์", "ศักด์ิ"),
    ("ที่", "ที่่"),
]
UNSEEN = list("\x00\x01\x1b\x7f\x80\u00ad\u200b\u200e\u202e\u2060\u2066\ufeff\ud800\udfff\ufffe")
ADVERSARIES = ["ํ", "่", "ก่ิ", "ำ่", "ํ่า", "เ", "e\u0301", "\u0301", "\u0316\u0301", "\U0001d165", "\r", "\x00", " ", "ก ่"]


@pytest.mark.parametrize(("right", "typed"), LOOK_ALIKES)
def test_spellings_that_look_the_same_are_stored_the_same(right, typed):
    assert right != typed
    assert normalise(typed) == right == normalise(right)


@given(texts)
@example("ก่ิ̣́ํ่า")
def test_a_sign_beyond_plane_0_changes_nothing_of_the_rest(text):
    assert normalise(f"{text} \U00010000") == normalise(text + " ") + "\U00010000"


@pytest.mark.parametrize(("one", "other"), [*LOOK_ALIKES, ("๒๕๖๙", "2569"), ("งาน ก", "งานก"), ("Ｋｍ", "KM")])
def test_what_looks_the_same_is_one_identity(one, other):
    assert identity_key(one) == identity_key(other)


@pytest.mark.parametrize(("one", "other"), [*LOOK_ALIKES, ("๒๕๖๙", "2569"), ("rcep", "RCEP")])
def test_what_looks_the_same_is_found_alike(one, other):
    assert search_form(one) == search_form(other)


def test_letters_borrowed_from_another_alphabet_give_the_same_identity():
    assert identity_key("аdmin") == identity_key("admin")  # the first letter is Cyrillic


@pytest.mark.parametrize(("one", "other"), [("มา", "ม่า"), ("ขาว", "ข่าว"), ("กก", "กข"), ("ทำ", "ทา"), ("a", "b")])
def test_what_looks_different_stays_different(one, other):
    assert identity_key(one) != identity_key(other)


def test_sara_am_is_kept_whole():
    assert normalise("คำถามสำคัญ") == "คำถามสำคัญ"
    assert "ํ" not in search_form("คำถามสำคัญ")


def test_digits_are_kept_as_written():
    assert normalise("พ.ศ. ๒๕๖๙ และ 2569") == "พ.ศ. ๒๕๖๙ และ 2569"


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_break_becomes_one(line_break):
    assert normalise(f"ก{line_break}ข") == "ก\nข"


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_cannot_be_seen_is_removed(unseen):
    assert normalise(f"{unseen}ก{unseen}ข{unseen}") == "กข"


def test_tabs_and_new_lines_stay():
    assert normalise("ก\tข\nค") == "ก\tข\nค"


def test_a_line_has_single_spaces():
    assert normalise_line("  เรื่อง\t ที่\u00a0หนึ่ง\n") == "เรื่อง ที่ หนึ่ง"


@pytest.mark.parametrize("mark", ["\u0301", "\u0336", "\u20dd", "\u0488", "\U0001d165"])
def test_a_letter_carries_at_most_three_marks(mark):
    assert normalise("b" + mark * 500) == "b" + mark * 3


def test_ordinary_english_is_untouched():
    text = "Knowledge audit, 2nd edition (café)."
    assert normalise(text) == text


@given(texts)
@example("กํ\u0301่\u0301\u0301่า้้")
@example("ำ่ำ่ำ่")
@example("a\ud83d\ude00")
def test_normalising_twice_is_normalising_once(text):
    once = normalise(text)
    assert normalise(once) == once


@given(texts)
def test_a_normalised_text_is_clean(text):
    clean = normalise(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert all(sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"} for sign in clean)
    assert "เเ" not in clean
    assert "ํา" not in clean
    clean.encode("utf-8")
    run = 0
    for sign in clean:
        run = run + 1 if unicodedata.category(sign)[0] == "M" else 0
        assert run <= 3


@given(texts)
def test_each_form_is_stable(text):
    for form in (normalise_line, search_form, identity_key):
        once = form(text)
        assert form(once) == once


def test_a_flag_beside_marks_keeps_its_letters():
    text = "\u0e47\u0e48\U0001f1f9\U0001f1f9\u0300"
    assert normalise(text) == text


@given(texts)
def test_texts_of_one_stored_form_share_search_form_and_identity(text):
    assert search_form(normalise(text)) == search_form(text)
    assert identity_key(search_form(text)) == identity_key(normalise(text)) == identity_key(text)


@pytest.mark.parametrize("unit", ADVERSARIES)
@pytest.mark.parametrize("form", [normalise, normalise_line, search_form, identity_key])
def test_time_grows_with_length_and_no_faster(form, unit):
    assert_linear(form, unit)
