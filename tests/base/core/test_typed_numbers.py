"""A number in an address is read, or it is not one; it never breaks a page."""

import pytest

from panya.base.core.typed_numbers import LARGEST, whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("500", 500)])
def test_digits_are_a_number(text, number):
    assert whole_number(text, most=500, default=1) == number


@pytest.mark.parametrize("text", [None, "", " 7", "-7", "+7", "7.0", "1_0", "501", "๗", "²", "9" * 19, "9" * 5_000])
def test_anything_else_is_the_default(text):
    assert whole_number(text, most=500, default=1) == 1
    assert whole_number(text, most=500, default=None) is None


def test_the_largest_number_of_a_column_is_read_and_the_next_is_not():
    assert whole_number(str(LARGEST), most=LARGEST, default=None) == LARGEST
    assert whole_number(str(LARGEST + 1), most=LARGEST, default=None) is None
