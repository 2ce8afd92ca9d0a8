"""Where Thai text may be parted."""

from hypothesis import given
from hypothesis import strategies as st

from panya.base.thai.clusters import clusters
from panya.base.thai.normalise import normalise
from panya.base.thai.sentences import LONGEST, clauses

_THAI = st.text(alphabet=st.sampled_from("กขคงจนมาิีุ่้์ำเแ พ.ศ.1234๑๒๓ \n()“”,abcXYและโดย"), max_size=400)


def said(text):
    return [text[clause.start : clause.end] for clause in clauses(text)]


@given(st.one_of(_THAI, st.text(max_size=400)))
def test_clauses_stand_in_order_and_leave_out_nothing_but_white_space(text):
    text = normalise(text)
    found, done = clauses(text), 0
    for clause in found:
        assert done <= clause.start < clause.end <= len(text)
        assert not text[done : clause.start].strip()
        done = clause.end
    assert not text[done:].strip()


@given(st.one_of(_THAI, st.text(alphabet="กขคงจนมาิีุ่้์", min_size=300, max_size=900)))
def test_no_clause_is_too_long_or_cut_inside_a_cluster(text):
    text = normalise(text)
    ends, place = {0}, 0
    for cluster in clusters(text):
        # A mark that stands on a space is a letter of its own here.
        ends |= set(range(place, place + len(cluster))) if cluster[0].isspace() else set()
        place += len(cluster)
        ends.add(place)
    for clause in clauses(text):
        assert clause.end - clause.start <= LONGEST
        assert {clause.start, clause.end} <= ends


def test_a_number_stays_with_its_unit_and_a_day_in_one_piece():
    assert said("เกิดเมื่อ 3 ธันวาคม พ.ศ. 2533 ที่กรุงเทพ") == ["เกิดเมื่อ 3 ธันวาคม พ.ศ. 2533 ที่กรุงเทพ"]
    assert said("มีผู้เข้าร่วม 40 คน") == ["มีผู้เข้าร่วม 40 คน"]
    assert said("จ่าย 100 บาท และได้รับใบเสร็จ") == ["จ่าย 100 บาท", "และได้รับใบเสร็จ"]


def test_lines_part_and_say_so():
    found = clauses("ข้อแรก ทำก่อน\nข้อสอง")
    assert [(each.opens_line) for each in found] == [True, False, True]


def test_brackets_and_english_names_stay_whole():
    assert said("บริษัท (มหาชน จำกัด) แห่งนี้") == ["บริษัท", "(มหาชน จำกัด)", "แห่งนี้"]
    assert said("เรียนที่ Raffles International College ก่อน") == ["เรียนที่", "Raffles International College", "ก่อน"]


def test_what_has_no_space_is_parted_after_a_word_and_quickly():
    assert len(said("ก" * 100_000)) >= 100_000 / LONGEST
