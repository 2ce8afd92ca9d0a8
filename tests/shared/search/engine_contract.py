"""What every search engine must do; a suite for an engine subclasses this and gives `make_engine(path)`."""

from pathlib import Path

import pytest

from panya.shared.search.analysis import analyse
from panya.shared.search.engines import Busy, Damaged, Document, Engine, Other, Sought, Wanted


def document(number, body="", title="", **fields):
    fields = {"fingerprint": number * 7, "whole": True, "kind": "note", "unit": 1, **fields}
    return Document(number=number, title=analyse(title), body=analyse(body), **fields)


def numbers(engine, query, *, loose=False, limit=100, **wanted):
    return [hit.number for hit in engine.search(Sought(analyse(query)), Wanted(**wanted), limit, loose=loose)]


class EngineContract:
    def make_engine(self, path: Path, *, create: bool = False) -> Engine:
        raise NotImplementedError

    def harm(self, path: Path) -> None:
        raise NotImplementedError

    @pytest.fixture
    def path(self, tmp_path):
        return tmp_path / "index"

    @pytest.fixture
    def engine(self, path):
        engine = self.make_engine(path, create=True)
        yield engine
        engine.close()

    def put(self, engine, *documents):
        engine.write(documents)
        engine.commit()

    def test_an_empty_index_finds_nothing(self, engine):
        assert numbers(engine, "ทุเรียน") == []
        assert numbers(engine, "ทุเรียน", loose=True) == []
        assert engine.count() == 0
        assert engine.fingerprints() == {}

    def test_a_word_of_the_body_or_the_title_finds_the_document(self, engine):
        self.put(
            engine, document(1, "ราคาทุเรียนปีนี้"), document(2, title="ส่งออกทุเรียน"), document(3, "ข้าวหอมมะลิ", "ราคาข้าว")
        )
        assert sorted(numbers(engine, "ทุเรียน")) == [1, 2]

    def test_a_document_is_found_only_after_commit(self, engine):
        engine.write([document(1, "ทุเรียน")])
        assert numbers(engine, "ทุเรียน") == []
        engine.commit()
        assert numbers(engine, "ทุเรียน") == [1]

    def test_a_document_takes_the_place_of_the_one_with_its_number(self, engine):
        self.put(engine, document(1, "ทุเรียน"), document(2, "มังคุด"))
        self.put(engine, document(1, "ลำไย", fingerprint=99))
        assert numbers(engine, "ทุเรียน") == []
        assert numbers(engine, "ลำไย") == [1]
        assert engine.fingerprints() == {1: 99, 2: 14}
        assert engine.count() == 2

    def test_of_two_documents_with_one_number_in_one_batch_the_later_counts(self, engine):
        self.put(engine, document(1, "ทุเรียน"), document(1, "ลำไย"))
        assert (numbers(engine, "ทุเรียน"), numbers(engine, "ลำไย")) == ([], [1])

    def test_a_deleted_document_is_not_found(self, engine):
        self.put(engine, document(1, "ทุเรียน"), document(2, "ทุเรียน"))
        engine.delete([1, 404])
        engine.commit()
        assert numbers(engine, "ทุเรียน") == [2]

    def test_what_was_not_committed_is_dropped_at_the_close(self, engine, path):
        self.put(engine, document(1, "ทุเรียน"))
        engine.write([document(2, "ทุเรียน")])
        engine.close()
        assert numbers(self.make_engine(path), "ทุเรียน") == [1]

    def test_each_condition_narrows(self, engine):
        self.put(
            engine,
            document(1, "ทุเรียน", kind="note", unit=10, topics=(5, 6), tags=(8,), year=2569, audience=("PUBLIC",)),
            document(2, "ทุเรียน", kind="asset", unit=11, topics=(6,), tags=(9,), year=2568, audience=("circle:3",)),
        )
        assert numbers(engine, "ทุเรียน", kind="asset") == [2]
        assert numbers(engine, "ทุเรียน", units=[10, 12]) == [1]
        assert sorted(numbers(engine, "ทุเรียน", topics=[6])) == [1, 2]
        assert numbers(engine, "ทุเรียน", topics=[5]) == [1]
        assert numbers(engine, "ทุเรียน", tag=9) == [2]
        assert numbers(engine, "ทุเรียน", year=2569) == [1]
        assert numbers(engine, "ทุเรียน", audience=["PUBLIC", "INTERNAL"]) == [1]
        assert numbers(engine, "ทุเรียน", audience=["circle:3", "PUBLIC"], kind="note") == [1]
        assert numbers(engine, "ทุเรียน", numbers=[2, 3]) == [2]
        assert numbers(engine, "ทุเรียน", kind="course") == []

    def test_a_title_weighs_more_than_a_mention(self, engine):
        filler = "การประชุมหารือเรื่องการค้าและการลงทุนระหว่างประเทศ " * 3
        mention = document(1, filler + "ทุเรียน" + filler, title="ผลไม้ไทย")
        self.put(engine, mention, document(2, filler * 2, title="ทุเรียนไทย"), document(3, filler, title="ผลไม้"))
        assert numbers(engine, "ทุเรียน")[0] == 2

    def test_a_repeated_query_word_counts_once(self, engine):
        self.put(engine, document(1, "ทุเรียน ราคา"), document(2, "ลำไย ราคา"))
        once = engine.search(Sought(analyse("ทุเรียน")), Wanted(), 10)[0].score
        assert engine.search(Sought(analyse("ทุเรียน ทุเรียน")), Wanted(), 10)[0].score < 2 * once

    def test_equal_scores_show_the_newer_record_first(self, engine):
        self.put(engine, *(document(number, "ทุเรียน") for number in (3, 1, 2)))
        assert numbers(engine, "ทุเรียน") == [3, 2, 1]

    def test_a_hit_says_whether_it_holds_every_word_and_whether_its_whole_text_was_indexed(self, engine):
        self.put(engine, document(1, "ราคา", title="ทุเรียน"), document(2, "ทุเรียน", whole=False))
        hits = {hit.number: (hit.exact, hit.whole) for hit in engine.search(Sought(analyse("ราคาทุเรียน")), Wanted(), 10)}
        assert hits == {1: (True, True), 2: (False, False)}

    def test_where_more_hold_every_word_than_are_asked_for_none_of_the_others_takes_a_place(self, engine):
        filler = "การประชุมหารือเรื่องการค้าและการลงทุนระหว่างประเทศ " * 5
        every_word = [document(number, f"ราคาทุเรียน {filler}") for number in range(1, 9)]
        self.put(engine, *every_word, *(document(number, "ทุเรียน", title="ทุเรียน") for number in range(20, 29)))
        hits = engine.search(Sought(analyse("ราคาทุเรียน")), Wanted(), 5)
        assert len(hits) == 5
        assert all(hit.number < 9 and hit.exact and 0 < hit.score < 20 for hit in hits)

    def test_no_score_is_so_high_that_it_passes_for_every_word(self, engine):
        words = [f"{'กขคงจ'[place % 5]}{place}x{place * 7919}" for place in range(300)]
        self.put(engine, document(1, " ".join(words), title=" ".join(words)), document(2, " ".join([*words, "ทุเรียน"])))
        hits = engine.search(Sought(analyse(" ".join([*words, "ทุเรียน"]))), Wanted(), 10)
        assert {hit.number: hit.exact for hit in hits} == {1: False, 2: True}
        assert all(hit.score > 20 for hit in hits)

    def test_loosely_a_misspelt_word_is_found_and_another_is_not(self, engine):
        self.put(engine, document(1, "สินค้าอิเล็กทรอนิกส์"), document(2, "ข้าวหอมมะลิ"))
        assert numbers(engine, "อิเล็กโทรนิกส์", loose=True) == [1]

    def test_what_holds_a_word_only_as_it_was_most_likely_meant_is_found_and_called_guessed(self, engine):
        others = [document(number, "รายงานการประชุมหารือ") for number in range(3, 40)]
        self.put(engine, document(1, "ทุเรียนหมอนทองส่งออก"), document(2, "ราคามังคุด"), *others)
        hits = engine.search(Sought(analyse("ราคาทุฬเรียน")), Wanted(), 10)
        assert {hit.number: hit.guessed for hit in hits} == {1: True, 2: False}
        assert not any(hit.exact for hit in hits)
        assert numbers(engine, "ทุฬเรียน", loose=True) == [1]

    def test_a_word_that_says_nothing_finds_nothing_beside_one_that_does(self, engine):
        self.put(engine, document(1, "วันนี้ได้เรียนรู้เรื่องใหม่"), document(2, "คำแปลก"), document(3, "วันนี้"))
        assert numbers(engine, "ไม่มีคำนี้เลย") == [2]
        assert 1 in numbers(engine, "นี้ ได้")

    def test_a_misspelt_word_is_found_beside_others_and_comes_first(self, engine):
        filler = "การประชุมหารือเรื่องการค้าและการลงทุนระหว่างประเทศ "
        others = [document(number, filler * 2) for number in range(2, 40)]
        self.put(engine, document(1, filler + "ผู้ประกอบการส่งออกทุเรียน"), *others)
        for typed in ("การค้าทุเรยน", "การค้าทุเรีียน", "การค้าทุเรียย", "การค้าทเุรียน"):
            assert numbers(engine, typed)[0] == 1

    def test_of_a_very_long_query_the_rarest_terms_count_not_the_first(self, engine):
        common = [f"คำที่{number}" for number in range(300)]
        text = " ".join(common)
        self.put(engine, *(document(number, text) for number in range(2, 9)), document(1, text + " ทุเรียน"))
        assert numbers(engine, text + " ทุเรียน", limit=1) == [1]

    def test_three_thousand_terms_are_answered(self, engine):
        self.put(engine, document(1, "ทุเรียน"))
        query = "ทุเรียน " + " ".join(f"x{number}" for number in range(3_000))
        assert numbers(engine, query) == [1]

    def test_a_phrase_is_found_only_where_its_words_follow_each_other(self, engine):
        # Each pair stands somewhere in the second text, the three never in a row.
        self.put(engine, document(1, "ราคา ทุเรียน จีน"), document(2, "ราคา ทุเรียน ไทย และ ทุเรียน จีน"))
        phrase = analyse("ราคา ทุเรียน จีน")
        assert [hit.number for hit in engine.search(Sought(phrase, phrases=(phrase,)), Wanted(), 10)] == [1]

    def test_a_phrase_must_stand_there_word_after_word(self, engine):
        self.put(engine, document(1, "ราคาทุเรียน"), document(2, "ทุเรียนขึ้นราคา"))
        phrase = Sought(analyse("ราคาทุเรียน"), phrases=(analyse("ราคาทุเรียน"),))
        assert [hit.number for hit in engine.search(phrase, Wanted(), 10)] == [1]

    def test_what_is_not_wanted_is_left_out(self, engine):
        self.put(engine, document(1, "ราคาทุเรียน"), document(2, "ราคาลำไย"))
        without = Sought(analyse("ราคา"), without=(analyse("ลำไย"),))
        assert [hit.number for hit in engine.search(without, Wanted(), 10)] == [1]

    def test_another_way_to_say_it_is_found_after_what_was_typed_and_counts_as_held(self, engine):
        self.put(engine, document(1, "เขตการค้าเสรี"), document(2, "เปิด FTA"), document(3, "ทุเรียน"))
        other = Other(analyse("เขตการค้าเสรี"), instead_of=("fta",))
        hits = engine.search(Sought(analyse("FTA"), others=(other,)), Wanted(), 10)
        assert [(hit.number, hit.exact) for hit in hits] == [(2, True), (1, True)]

    def test_a_file_is_found_by_itself_and_goes_with_its_record(self, engine):
        self.put(engine, document(1, "ราคา"), document(1, "ทุเรียน", file=7), document(2, "ทุเรียน"))
        assert {(hit.number, hit.file) for hit in engine.search(Sought(analyse("ทุเรียน")), Wanted(), 10)} == {
            (1, 7),
            (2, 0),
        }
        self.put(engine, document(1, "ลำไย"))
        assert numbers(engine, "ทุเรียน") == [2]

    def test_only_those_by_the_wanted_author_are_found(self, engine):
        self.put(engine, document(1, "ทุเรียน", authors=("person:3",)), document(2, "ทุเรียน", authors=("name:สมชาย",)))
        assert numbers(engine, "ทุเรียน", authors=("name:สมชาย",)) == [2]

    def test_the_limit_holds_and_keeps_the_best(self, engine):
        self.put(engine, *(document(number, "ทุเรียน " + "ราคา " * number) for number in range(1, 30)))
        assert numbers(engine, "ทุเรียน", limit=3) == numbers(engine, "ทุเรียน")[:3]

    def test_the_pairs_that_look_alike_find_each_other(self, engine, look_alikes):
        for number, (stored, _sought) in enumerate(look_alikes, start=1):
            self.put(engine, document(number, stored))
        for number, (_stored, sought) in enumerate(look_alikes, start=1):
            assert number in numbers(engine, sought)

    def test_harmless_and_endless_queries_find_nothing_and_break_nothing(self, engine):
        self.put(engine, document(1, "ทุเรียน"))
        for query in ("", " ", "\x00", "AND OR NOT", "+-*?~^:()[]{}\"'\\/", "ๆๆๆ", "ก" * 500, "\ud800", "่่่"):
            assert numbers(engine, query) == []
            assert numbers(engine, query, loose=True) == []

    def test_the_state_changes_with_a_commit_and_with_nothing_else(self, engine, path):
        self.put(engine, document(1, "ทุเรียน"))
        engine.close()
        before = engine.state()
        assert self.make_engine(path).state() == before
        self.put(engine, document(2, "ลำไย"))
        assert engine.state() != before

    def test_a_reader_sees_what_another_committed_once_it_refreshes(self, engine, path):
        self.put(engine, document(1, "ทุเรียน"))
        reader = self.make_engine(path)
        self.put(engine, document(2, "ทุเรียน"))
        assert numbers(reader, "ทุเรียน") == [1]
        reader.refresh()
        assert numbers(reader, "ทุเรียน") == [2, 1]

    def test_a_second_writer_is_told_that_the_index_is_busy(self, engine, path):
        engine.write([document(1, "ทุเรียน")])
        second = self.make_engine(path)
        with pytest.raises(Busy):
            second.write([document(2, "ลำไย")])
        engine.close()
        self.put(second, document(2, "ลำไย"))
        assert numbers(second, "ลำไย") == [2]
        second.close()

    def test_a_missing_index_is_damage(self, path):
        with pytest.raises(Damaged):
            self.make_engine(path)

    def test_a_whole_index_verifies_and_a_harmed_one_does_not(self, engine, path):
        self.put(engine, document(1, "ทุเรียน"))
        engine.close()
        engine.verify()
        self.harm(path)
        with pytest.raises(Damaged):
            engine.verify()

    def test_a_title_is_found_by_letters_inside_it_the_highest_number_first_and_a_body_never(self, engine):
        self.put(
            engine,
            document(1, title="คู่มือส่งออกทุเรียน", audience=("PUBLIC",)),
            document(2, "ส่งออกทุเรียน", title="ราคามังคุด", audience=("PUBLIC",)),
            document(3, title="ทุเรียนหมอนทอง", audience=("PUBLIC",)),
            document(4, title="ทุเรียนของหน่วยงาน", audience=("UNIT",)),
        )

        def titles(*runs, limit=9):
            return engine.titles(runs, Wanted(audience=("PUBLIC",)), limit)

        assert titles("ทุเรี") == [3, 1]
        assert titles("ทุเรี", limit=1) == [3]
        assert titles("ออก", "คู่มือ") == [1]
        assert titles("รา") == [2]
        assert titles("ไม่มีเลย") == titles("ก") == titles() == []
