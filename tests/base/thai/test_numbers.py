import pytest
from hypothesis import given
from hypothesis import strategies as st

from panya.base.thai.numbers import arabic_digits, thai_digits, valid_citizen_id


def with_check_digit(twelve: str) -> str:
    total = sum(int(digit) * (14 - place) for place, digit in enumerate(twelve, start=1))
    return twelve + str((11 - total % 11) % 10)


def test_digits_change_their_script_and_nothing_else_changes():
    assert thai_digits("ครั้งที่ 1/2549") == "ครั้งที่ ๑/๒๕๔๙"
    assert arabic_digits("ครั้งที่ ๑/๒๕๔๙") == "ครั้งที่ 1/2549"


@given(st.text())
def test_digits_come_back(text):
    assert arabic_digits(thai_digits(text)) == arabic_digits(text)
    assert thai_digits(arabic_digits(text)) == thai_digits(text)


def test_a_known_citizen_number_is_valid():
    assert valid_citizen_id("1101700230708")
    assert valid_citizen_id("๑๑๐๑๗๐๐๒๓๐๗๐๘")


@given(st.from_regex("[1-9][0-9]{11}", fullmatch=True), st.integers(1, 9))
def test_only_the_right_check_digit_is_valid(twelve, step):
    number = with_check_digit(twelve)
    assert valid_citizen_id(number)
    assert not valid_citizen_id(number[:-1] + str((int(number[-1]) + step) % 10))


@pytest.mark.parametrize("text", ["", "123", "11017002307081", "110170023070x", "1101700230709", "¹101700230708"])
def test_what_is_no_citizen_number_is_refused(text):
    assert not valid_citizen_id(text)


def test_the_number_of_a_firm_is_no_citizen_number():
    assert not valid_citizen_id(with_check_digit("010554012345"))
