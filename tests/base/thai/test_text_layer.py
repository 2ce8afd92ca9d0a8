"""Faults of text layers are mended, and mending twice changes nothing more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panya.base.thai.text_layer import mend, together

_SIGNS = st.text(st.sampled_from("กญฐนปเแาำะัิีุู่้์ํ \t\n\uf70a\uf70e\uf710\uf71aa1"), max_size=40)


@pytest.mark.parametrize(
    ("torn", "meant"),
    [
        ("น ํ า", "นำ"),
        ("น้ํา", "น้ำ"),
        ("ก ำหนด", "กำหนด"),
        ("เเม่", "แม่"),
        ("ก า ร จ ด ก า ร", "การจดการ"),
        ("การจ ั ดการ", "การจัดการ"),
        ("ผ ู ้ ซื้อ", "ผู้ซื้อ"),
        ("ปาล์ม ๆ ที่", "ปาล์ม ๆ ที่"),
        ("เ ป็น", "เป็น"),
        ("ป\uf70aา", "ป่า"),
        ("ท\uf70a\uf702", "ที่"),
        ("ที่ ประชุม กำหนด", "ที่ ประชุม กำหนด"),
    ],
)
def test_a_torn_text_is_made_whole(torn, meant):
    assert mend(torn) == meant


@given(_SIGNS)
def test_mending_twice_changes_nothing_more(text):
    assert mend(mend(text)) == mend(text)


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        ("ก า ร ค้า", "การค้า"),
        ("ป้าย ผู้ ซื้อ", "ป้ายผู้ซื้อ"),
        ("ใน  ปี 2569 มี", "ใน ปี 2569 มี"),
        ("ที่ ประชุมกำหนด", "ที่ ประชุมกำหนด"),
    ],
)
def test_short_pieces_that_were_read_in_a_picture_are_one_word(read, typed):
    assert together(read) == typed
