import json
from datetime import UTC, datetime

import pytest

from panya.features.notes.importers import jsonl
from panya.features.notes.importers.record import SourceRecord
from panya.features.notes.importers.report import Refusal

PREFIX = "\ufeffหน่วยงานทดสอบ-ข่าวประจำวันของหน่วย-"


@pytest.fixture
def lines(tmp_path):
    def read(*rows: bytes | dict, prefixes: frozenset[str] = frozenset()) -> list[SourceRecord | Refusal]:
        path = tmp_path / "records.jsonl"
        path.write_bytes(b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows))
        return list(jsonl.read(path, prefixes))

    return read


@pytest.fixture
def titles(tmp_path):
    def read(*names: str) -> list[tuple[str, str]]:
        path = tmp_path / "titles.jsonl"
        rows = ({"id": str(n), "title": name, "text": "เนื้อหา"} for n, name in enumerate(names))
        path.write_text("\n".join(json.dumps(row) for row in rows))
        return [(record.source, record.title) for record in jsonl.read(path, jsonl.survey(path).prefixes)]

    return read


def test_every_field_is_kept(lines):
    row = {"id": 7, "title": " ชื่อเรื่อง ", "text": "หนึ่ง\n\nสอง <b>", "author": "วารี ทดสอบ", "notebook": "สมุดงาน"}
    row |= {"tags": ["ค้า", "ขาย"], "written": "22 พ.ค. 49", "licence": "CC BY", "source": "http://example.org/7"}

    [record] = lines(row)

    assert (record.id, record.line, record.title) == ("7", 1, "ชื่อเรื่อง")
    assert record.body_html == "<p>หนึ่ง</p><p>สอง &lt;b&gt;</p>"
    assert (record.author_name, record.notebook, record.tags) == ("วารี ทดสอบ", "สมุดงาน", ("ค้า", "ขาย"))
    assert (record.licence, record.source) == ("cc-by", "http://example.org/7")
    assert record.written_at == datetime(2006, 5, 21, 17, tzinfo=UTC)
    assert (record.number, record.edited_at, record.comments, record.remarks) == (None, None, (), ())


def test_only_id_and_text_are_needed_and_the_first_line_is_the_title(lines):
    [record] = lines({"id": "a", "text": "บรรทัดแรก\nบรรทัดที่สอง"})

    assert (record.title, record.written_at) == ("บรรทัดแรก", None)
    assert record.body_html == "<p>บรรทัดแรก</p><p>บรรทัดที่สอง</p>"


def test_a_long_first_line_is_cut_between_words(lines):
    [record] = lines({"id": "a", "text": "การค้าชายแดน" * 100})

    assert len(record.title) <= 150
    assert record.title.removesuffix("…").endswith(("การ", "ค้า", "ชายแดน"))


def test_the_date_in_the_first_line_is_the_time_of_writing_and_no_title(lines):
    [record] = lines({"id": "a", "text": "วันศุกร์ที่ 13 กรกฎาคม 2561\nเปิดตลาดกลาง\nเนื้อข่าว"})

    assert record.written_at == datetime(2018, 7, 12, 17, tzinfo=UTC)
    assert record.title == "เปิดตลาดกลาง"
    assert record.body_html.startswith("<p>วันศุกร์ที่ 13 กรกฎาคม 2561</p>")


def test_what_the_source_says_of_the_time_goes_before_the_first_line(lines):
    [record] = lines({"id": "a", "text": "วันศุกร์ที่ 13 กรกฎาคม 2561\nข่าว", "written": "2020-02-01T10:30:00+07:00"})

    assert record.written_at == datetime(2020, 2, 1, 3, 30, tzinfo=UTC)


def test_an_unreadable_time_is_left_unknown_and_told(lines):
    [record] = lines({"id": "a", "text": "ข่าว", "written": "สมัยโน้น"})

    assert record.written_at is None
    assert "สมัยโน้น" in record.remarks[0]


def test_broken_lines_are_told_by_number_and_the_rest_goes_on(lines):
    good = {"id": "ok", "text": "ดี"}
    broken = [
        b"{",
        b"[1, 2]",
        b"\xff\xfe\x00{",
        b'{"id": "x", "text": "a\x00b"}',
        "ภาษาไทย".encode("cp874"),
        b"[" * 100_000,
        b"9" * 10_000,
        b'{"id": "x", "text": "' + b"a" * jsonl.LINE_LIMIT + b'"}',
        {"text": "ไม่มีรหัส"},
        {"id": True, "text": "รหัสผิดชนิด"},
        {"id": "", "text": "รหัสว่าง"},
        {"id": "x" * 201, "text": "รหัสยาว"},
        {"id": "x"},
        {"id": "x", "text": " \n "},
        {"id": "x", "text": 5},
        {"id": "x", "text": "ก", "title": ["ข"]},
        {"id": "x", "text": "ก", "tags": "ค้า"},
        {"id": "x", "text": "ก", "tags": [1]},
    ]

    read = lines(good, *broken, b"", b"   ", good | {"id": "last"})

    assert [found.id for found in read if isinstance(found, SourceRecord)] == ["ok", "last"]
    refused = [found for found in read if isinstance(found, Refusal)]
    assert [refusal.line for refusal in refused] == list(range(2, 2 + len(broken)))
    assert all(refusal.reason for refusal in refused)
    assert read[-1].line == len(broken) + 4


def test_lone_surrogates_nul_and_bidi_escapes_are_taken_out(lines):
    [record] = lines(b'{"id": "a\\ud800", "title": "\\u202eb\\u0000c", "text": "d"}')

    assert (record.id, record.title) == ("a", "bc")


def test_a_byte_order_mark_before_the_first_line_is_no_fault(lines):
    [record] = lines(b'\xef\xbb\xbf{"id": "a", "text": "b"}')

    assert record.id == "a"


def test_a_long_beginning_that_fifty_titles_share_becomes_their_source(titles):
    found = titles(*(f"{PREFIX}ข่าวที่ {n}" for n in range(50)), "หน่วยงานทดสอบ-อื่น")

    assert found[:2] == [("หน่วยงานทดสอบ-ข่าวประจำวันของหน่วย", "ข่าวที่ 0"), ("หน่วยงานทดสอบ-ข่าวประจำวันของหน่วย", "ข่าวที่ 1")]
    assert len(found) == 51
    assert found[-1] == ("", "หน่วยงานทดสอบ-อื่น")


def test_titles_stay_whole_where_fewer_share_a_beginning_or_it_is_short(titles):
    few = titles(*(f"{PREFIX}ข่าวที่ {n}" for n in range(49)))
    short = titles(*(f"ข่าว-เรื่องที่ {n}" for n in range(60)))

    assert few[0] == ("", f"{PREFIX[1:]}ข่าวที่ 0")
    assert short[0] == ("", "ข่าว-เรื่องที่ 0")


def test_a_title_that_is_nothing_but_the_shared_beginning_stays_whole(titles):
    found = titles(*(f"{PREFIX}ข่าวที่ {n}" for n in range(50)), PREFIX)

    assert found[-1] == ("", PREFIX[1:])


def test_the_hash_tells_a_changed_line(lines):
    first, same, changed = lines({"id": "a", "text": "ก"}, {"id": "a", "text": "ก"}, {"id": "a", "text": "ข"})

    assert first.sha256 == same.sha256 != changed.sha256


def test_the_first_news_items_read_well(shared_data):
    path = shared_data / "thaigov" / "corpus.jsonl"
    survey = jsonl.survey(path)
    read = [record for record, _n in zip(jsonl.read(path, survey.prefixes), range(50), strict=False)]

    assert survey.lines == 3_000
    assert {type(record) for record in read} == {SourceRecord}
    assert all(record.written_at for record in read)
    assert not [record.title for record in read if record.title.startswith(("\ufeff", "รัฐบาลไทย-ข่าว"))]
    assert {record.source.split(" · ")[0] for record in read} == {"รัฐบาลไทย-ข่าวทำเนียบรัฐบาล"}
