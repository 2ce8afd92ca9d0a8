"""Where sources about the same subject name other figures."""

import pytest

from panya.features.assets.differing import MOST_ROWS, Sentence, differences, disagree, sentences_of


def rows(*passages):
    return [(found.subject, [(one.source, one.text) for one in found.sentences]) for found in differences(passages)]


def pair(one, other):
    return disagree(Sentence(1, one), Sentence(2, other))


def test_other_days_for_the_same_act_stand_side_by_side():
    one = (1, "ยื่นคำขอหนังสือรับรองถิ่นกำเนิดภายใน 15 วัน")
    other = (2, "คำขอหนังสือรับรองถิ่นกำเนิดให้ยื่นภายใน ๓๐ วัน")
    far = (3, "ค่าห้องประชุมของสำนักงาน 500 บาท")

    ((subject, sentences),) = rows(one, far, other)

    assert sentences == [one, other]
    assert "ถิ่นกำเนิด" in subject


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ค่าธรรมเนียมหนังสือรับรองฉบับละ 200 บาท", "ค่าธรรมเนียมหนังสือรับรองคิด 250 บาท"),
        ("เปิดรับคำขอโควตานำเข้าวันที่ 1 ตุลาคม 2568", "เปิดรับคำขอโควตานำเข้าวันที่ 1 พฤศจิกายน 2568"),
        ("ประกาศอัตราภาษีปี ค.ศ. 2024", "ประกาศอัตราภาษีปี พ.ศ. 2568"),
        ("เก็บอากรสินค้าร้อยละ 5", "เก็บอากรสินค้าร้อยละ 7"),
    ],
)
def test_other_figures_of_one_measure_disagree(one, other):
    assert pair(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The same figure, written otherwise.
        ("ค่าธรรมเนียมหนังสือรับรอง 1,500 บาท", "ค่าธรรมเนียมหนังสือรับรอง ๑๕๐๐ บาท"),
        ("ประกาศอัตราภาษีปี ค.ศ. 2006", "ประกาศอัตราภาษีปี พ.ศ. 2549"),
        ("เปิดรับคำขอโควตา 1 ต.ค. 2568", "เปิดรับคำขอโควตา 1 ตุลาคม 2568"),
        # One says more than the other, none says otherwise.
        ("ยื่นคำขอหนังสือรับรองภายใน 15 วัน", "ยื่นคำขอหนังสือรับรองภายใน 15 วัน นับถัดไป 3 วัน"),
        # Another measure, another subject, no figure.
        ("ออกหนังสือรับรองใน 15 วัน", "ออกหนังสือรับรอง 200 บาท"),
        ("ยื่นคำขอหนังสือรับรองภายใน 15 วัน", "จัดอบรมผู้ประกอบการ 30 วัน"),
        ("ยื่นคำขอหนังสือรับรองโดยเร็ว", "ยื่นคำขอหนังสือรับรองภายใน 30 วัน"),
    ],
)
def test_what_is_alike_or_about_something_else_does_not(one, other):
    assert not pair(one, other)


def test_one_source_does_not_disagree_with_itself():
    assert rows((1, "ยื่นคำขอหนังสือรับรองภายใน 15 วัน\nยื่นคำขอหนังสือรับรองภายใน 30 วัน")) == []


def test_three_who_disagree_stand_in_one_row_and_the_answer_is_always_the_same():
    passages = [(number, f"ยื่นคำขอหนังสือรับรองภายใน {number * 10} วัน") for number in (1, 2, 3)]

    assert [len(sentences) for _subject, sentences in rows(*passages)] == [3]
    assert rows(*passages) == rows(*passages)


def test_a_long_line_is_read_in_clauses_and_none_is_lost():
    line = " ".join(["ผู้ประกอบการยื่นคำขอพร้อมเอกสารการขนส่งทุกครั้ง"] * 12)

    parts = sentences_of(line)

    assert len(parts) > 2
    assert " ".join(parts) == line


def test_there_are_never_more_rows_than_anybody_reads():
    many = [(source, f"รายการสินค้าเลขหมาย{chr(0xE01 + n)}กาก {source * 7} บาท") for n in range(45) for source in (1, 2)]

    assert len(differences(many)) <= MOST_ROWS
