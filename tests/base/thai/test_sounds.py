"""Names in Latin letters and how they are written in Thai."""

import time

import pytest

from panya.base.thai.sounds import heard_as, sounds_of, spoken, sure
from panya.base.thai.words import words


def hears(name, text):
    return bool(heard_as(sounds_of(name)).search(spoken(words(text))))


@pytest.mark.parametrize(
    ("name", "thai"),
    [
        ("Denver", "ทีมเดนเวอร์ชนะ"),
        ("Broncos", "บรองโกส์"),
        ("Schneider", "ร็อบ ชไนเดอร์"),
        ("Julius", "จูเลียส ซีซาร์"),
        ("Alexander", "อเล็กซานเดอร์"),
        ("Victoria", "ทะเลสาบวิกตอเรีย"),
        ("Petrovna", "เปตรอฟนา"),
        ("Phongsak", "นายพงษ์ศักดิ์"),
        ("Škoda", "สโกดา"),
        ("Jacksonville", "แจ็กสันวิลล์"),
    ],
)
def test_a_name_is_heard_in_thai(name, thai):
    assert hears(name, thai)


@pytest.mark.parametrize(
    ("name", "thai"),
    [
        ("Denver", "เดนมาร์ก"),
        ("Carl", "กรุงเทพมหานคร"),
    ],
)
def test_another_name_is_not_heard(name, thai):
    assert not hears(name, thai)


def test_a_part_of_a_word_is_not_heard():
    assert not heard_as(sounds_of("Nirvana")).search(spoken(["เนอร์วานาโตะ"]))
    assert heard_as(sounds_of("Nirvana")).search(spoken(["เนอร์วา", "นา", "โตะ"]))


def test_words_keep_their_edges_and_what_is_not_spoken_is_left_out():
    assert spoken(["เดน", "เวอร์", "2569", "ธรรม", "อา"]) == "|TN|W|TM|"
    assert spoken([]) == "|"


def test_silent_letters_need_not_be_heard():
    assert (sounds_of("Robert"), sure(sounds_of("Robert"))) == (["L", "P", "L?", "T"], 3)
    assert sounds_of("Ayayi 2") == []


@pytest.mark.parametrize("text", ["จ " * 20_000, "จ" * 20_000, "จ ร " * 10_000])
def test_a_text_made_for_it_does_not_make_the_search_slow(text):
    said = spoken(text.split())
    started = time.process_time()
    for name in ("chz" * 10, "rlrjrjrlrzjrjzrlj", "c" * 500):
        heard_as(sounds_of(name)).search(said)
    assert time.process_time() - started < 1
