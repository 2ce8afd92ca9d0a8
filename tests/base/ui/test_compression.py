"""Pages go compressed to those who take it, and are the same page."""

import gzip

import pytest

from panya.base.ui.compression import LEAST

pytestmark = pytest.mark.urls("tests.base.ui.urls")


def test_a_page_is_the_same_compressed_and_smaller(client):
    plain = client.get("/ui/")
    packed = client.get("/ui/", headers={"Accept-Encoding": "br, gzip"})

    assert (plain.has_header("Content-Encoding"), packed["Content-Encoding"]) == (False, "gzip")
    assert len(gzip.decompress(packed.content)) == len(plain.content)
    assert len(packed.content) * 2 < len(plain.content)
    assert int(packed["Content-Length"]) == len(packed.content)
    assert ["Accept-Encoding" in answer["Vary"] for answer in (plain, packed)] == [True, True]


def test_the_length_of_a_page_is_blurred(client):
    lengths = {len(client.get("/ui/", headers={"Accept-Encoding": "gzip"}).content) for _turn in range(12)}

    assert len(lengths) > 1


def test_what_fits_into_one_packet_is_left_alone(client):
    answer = client.post("/ui/theme/", {"theme": "gray"}, headers={"Accept-Encoding": "gzip"})

    assert len(answer.content) < LEAST
    assert not answer.has_header("Content-Encoding")
