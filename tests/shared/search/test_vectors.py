"""The file of vectors, with vectors made by hand: no encoder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from panya.shared.search.analysis import Analysed
from panya.shared.search.engines import Damaged, Document
from panya.shared.search.engines.vectors import TABLE, Vectors

numpy = pytest.importorskip("numpy", reason="comes with the extra `semantic`")


def document(number, file=0, audience=("PUBLIC",), *, whole=True):
    nothing = Analysed([], "", [])
    return Document(number, number, nothing, nothing, whole, "note", 1, audience=audience, file=file)


def pointing(place):
    vector = numpy.zeros(512, numpy.float32)
    vector[place] = 1
    return vector


@pytest.fixture
def vectors(tmp_path):
    made = Vectors(tmp_path)
    made.put([document(1), document(2), document(3)], [[pointing(1)], [pointing(2)], [pointing(1) + pointing(2) / 2]])
    made.commit()
    return made


def numbers(vectors, place, audience=(), limit=10):
    return [near.number for near in vectors.nearest(pointing(place), audience, limit) if near.nearness > 0.1]


def test_the_nearest_come_first(vectors):
    assert numbers(vectors, 1) == [1, 3]
    assert numbers(vectors, 2) == [2, 3]
    assert vectors.nearest(pointing(1), (), 1)[0].nearness == pytest.approx(1, abs=0.01)


def test_a_document_is_as_near_as_its_nearest_piece_and_stands_once(vectors):
    vectors.put([document(4), document(4, file=7)], [[pointing(5), pointing(1) * 2, pointing(1)], [pointing(5)]])
    vectors.commit()
    assert numbers(vectors, 1, limit=2) == [4, 1]
    assert [(near.number, near.file) for near in vectors.nearest(pointing(5), (), 2)] == [(4, 0), (4, 7)]


def test_what_a_document_sounds_like_is_kept_whole_over_its_pieces(vectors, tmp_path):
    heard = "|" + "KNT|" * 50
    vectors.put([document(4), document(5)], [[pointing(4), pointing(6)], [pointing(5)]], [heard, "|" + "W" * 200])
    vectors.commit()
    other = Vectors(tmp_path)
    kept = {place: other.spoken(other.nearest(pointing(place), (), 1)[0]) for place in (1, 4, 5, 6)}
    # One piece has room for so much; what was put without sounds has none.
    assert kept == {1: "", 4: heard, 5: "|" + "W" * 127, 6: heard}


def test_rows_of_an_older_form_are_built_anew(vectors, tmp_path, monkeypatch):
    monkeypatch.setattr("panya.shared.search.engines.vectors._FORM", 3)
    with pytest.raises(Damaged):
        Vectors(tmp_path)


def test_another_process_sees_what_was_committed_and_nothing_else(vectors, tmp_path):
    other = Vectors(tmp_path)
    vectors.put([document(4)], [[pointing(4)]])
    other.refresh()
    assert numbers(other, 4) == []
    vectors.commit()
    assert numbers(other, 4) == []
    other.refresh()
    assert numbers(other, 4) == [4]


def test_a_record_put_again_takes_its_own_place_with_all_its_files(vectors):
    vectors.put([document(1), document(1, file=7)], [[pointing(8)], [pointing(9)]])
    vectors.commit()
    assert numbers(vectors, 1) == [3]
    assert numbers(vectors, 8) == numbers(vectors, 9) == [1]
    assert vectors.nearest(pointing(9), (), 1)[0].file == 7
    vectors.put([document(1)], [[pointing(8)]])
    vectors.commit()
    assert numbers(vectors, 9) == []
    assert vectors.count() == 3


def test_several_batches_are_committed_together(vectors):
    vectors.put([document(4)], [[pointing(4)]])
    vectors.put([document(5)], [[pointing(5)]])
    vectors.put([document(4)], [[pointing(6)]])
    vectors.commit()
    assert [numbers(vectors, place) for place in (4, 5, 6)] == [[], [5], [4]]


def test_what_was_deleted_is_gone_and_its_room_is_swept(vectors, tmp_path, monkeypatch):
    monkeypatch.setattr("panya.shared.search.engines.vectors._SWEEP", 0)
    vectors.drop([1, 2, 404])
    vectors.commit()
    assert (numbers(vectors, 1), vectors.count()) == ([3], 1)
    assert [file.stat().st_size for file in tmp_path.glob("*.vectors")] == [640]
    assert numbers(Vectors(tmp_path), 1) == [3]


def test_what_others_may_read_takes_nobodys_place(tmp_path):
    vectors = Vectors(tmp_path)
    hidden = [document(number, audience=("circle:1",)) for number in range(1, 3000)]
    vectors.put([*hidden, document(5000, audience=("INTERNAL", "person:2"))], [[pointing(1)]] * 3000)
    vectors.commit()
    assert numbers(vectors, 1, {"INTERNAL"}, limit=1) == [5000]
    assert numbers(vectors, 1, {"person:3"}) == []


def test_many_are_looked_at_by_their_signs_first_and_the_nearest_are_still_found(tmp_path):
    chance = numpy.random.default_rng(1)
    made = chance.standard_normal((6000, 512)).astype(numpy.float32)
    vectors = Vectors(tmp_path)
    vectors.put([document(number) for number in range(6000)], made[:, None])
    vectors.commit()
    for number in range(0, 6000, 500):
        asked = made[number] + chance.standard_normal(512).astype(numpy.float32)
        assert vectors.nearest(asked, (), 1)[0].number == number


def test_a_writer_that_died_leaves_what_was_there(vectors, tmp_path):
    matrix = next(tmp_path.glob("*.vectors"))
    with matrix.open("ab") as file:
        file.write(b"half a row")
    again = Vectors(tmp_path)
    again.put([document(4)], [[pointing(4)]])
    again.abandon()
    again.put([document(5)], [[pointing(5)]])
    again.commit()
    assert (numbers(again, 1), numbers(again, 4), numbers(again, 5)) == ([1, 3], [], [5])


@pytest.mark.parametrize("name", [TABLE, "*.vectors"])
def test_a_cut_file_is_damage(vectors, tmp_path, name):
    file = next(tmp_path.glob(name))
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(Damaged):
        Vectors(tmp_path)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system does not list threads")
def test_numpy_reckons_in_one_thread():
    """Its other threads wait by spinning, which makes a question dear on a busy machine."""
    code = (
        "import os, panya.shared.search.engines.vectors as v\n"
        "a = v.numpy.ones((900, 900), 'f4'); a @ a\n"
        "print(len(os.listdir('/proc/self/task')))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert told.stdout.strip() == "1"
