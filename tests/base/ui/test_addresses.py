"""Where a form may lead back to."""

import pytest

from panya.base.ui.answers import own_address


@pytest.mark.parametrize(
    "typed",
    ["", "foo", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/a\r\nX: 1"],
)
def test_only_a_path_of_this_site_is_followed(typed):
    assert own_address(typed) is None


def test_a_path_in_thai_is_written_as_a_header_may_carry_it():
    assert own_address("/search?q=ก") == "/search?q=%E0%B8%81"
