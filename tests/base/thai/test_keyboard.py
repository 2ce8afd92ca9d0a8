import pytest

from panya.base.thai.keyboard import typed_on_latin, typed_on_thai

PAIRS = [
    ("l;ylfu", "สวัสดี"),
    ("0yfdki8;k,i^h", "จัดการความรู้"),
    ("dki8hk", "การค้า"),
    ("lj'vvd", "ส่งออก"),
    ("rkIbp`N", "พาณิย_์"),
]


@pytest.mark.parametrize(("keys", "thai"), PAIRS)
def test_the_same_keys_give_the_other_script(keys, thai):
    assert typed_on_thai(keys) == thai
    assert typed_on_latin(thai) == keys
