import json
import random

import pytest

from panya.shared.search.analysis import analyse
from panya.shared.search.engines.tantivy import TantivyEngine
from panya.shared.search.engines.tantivy_terms import terms
from panya.shared.search.evaluating import (
    Passage,
    Question,
    Unreadable,
    ask_all,
    evaluate,
    indexed,
    mistype,
    ndcg,
    read_passages,
    read_questions,
    recall,
    reciprocal_rank,
    with_typos,
)

PASSAGES = [
    Passage("a", "ทุเรียน", "ราคาทุเรียนปีนี้"),
    Passage("b", "ลำไย", "ส่งออกลำไยไปจีน"),
    Passage("c", "", "ข้าวหอมมะลิ"),
]


def test_what_stands_first_counts_most():
    assert ndcg(["a", "b"], {"a"}) == 1
    assert ndcg(["b", "a"], {"a"}) == pytest.approx(0.6309, abs=1e-4)
    assert ndcg(["a", "x", "b"], {"a", "b"}) == pytest.approx(1.5 / 1.6309, abs=1e-4)
    assert ndcg(["x"] * 10 + ["a"], {"a"}) == 0
    assert reciprocal_rank(["x", "a"], {"a"}) == 0.5
    assert reciprocal_rank(["x"], {"a"}) == 0


def test_recall_is_of_as_many_as_there_is_room_for():
    many = {str(number) for number in range(20)}
    assert recall([str(number) for number in range(10)], many) == 1
    assert recall(["0", "x"], {"0", "1"}) == 0.5
    assert recall(["x", "0"], {"0"}, depth=1) == 0


def test_nothing_relevant_is_worth_nothing_and_breaks_nothing():
    assert (ndcg(["a"], set()), reciprocal_rank([], set()), recall([], set())) == (0, 0, 0)


def test_the_questions_find_their_passages_in_an_index_of_their_own():
    questions = [Question("1", "ราคาทุเรียน", frozenset("a")), Question("2", "ลำไย", frozenset("b"))]
    with indexed(PASSAGES) as corpus:
        ranked = list(ask_all(corpus, questions))
        assert [each.found[0].id for each in ranked] == ["a", "b"]
        figures = evaluate(corpus, ranked).as_json()
    assert (figures["documents"], figures["queries"], figures["ndcg@10"], figures["recall@1"]) == (3, 2, 1, 1)
    assert figures["latency_ms"].keys() == {"p50", "p95", "p99"}


def test_thai_questions_are_asked_without_vectors():
    with indexed(PASSAGES, by_meaning=False) as corpus:
        assert type(corpus.engine) is TantivyEngine
        assert corpus.search("ราคาทุเรียน")[0][0].id == "a"


def test_words_that_only_ask_count_by_their_letters_alone():
    with indexed(PASSAGES, by_meaning=False) as corpus:
        searcher = corpus.engine._index.searcher()
        asked = terms(analyse("ราคาทุเรียนเท่าไร"), searcher)
        assert {field: list(asked.weighed[field]) for field in ("words", "icu_words", "title_words", "pairs")} == {
            "words": ["ราคา", "ทุเรียน"],
            "icu_words": ["ราคา", "ทุเรียน"],
            "title_words": ["ราคา", "ทุเรียน"],
            "pairs": ["ราคา_ทุเรียน"],
        }
        assert "เท่" in asked.weighed["trigrams"]
        assert list(terms(analyse("เท่าไร"), searcher).weighed["words"]) == ["เท่าไร"]


def test_letters_that_very_many_texts_hold_do_not_count_but_still_make_a_look_alike():
    passages = [Passage(str(number), "", "ราคายางพารา") for number in range(60)]
    with indexed([*passages, Passage("a", "", "ราคาทุเรียน")], by_meaning=False) as corpus:
        asked = terms(analyse("ราคาทุเรียน"), corpus.engine._index.searcher())
        assert "ราค" in asked.trigrams
        assert "ราค" not in asked.weighed["trigrams"]
        assert {"ทุเ", "าทุ"} <= asked.weighed["trigrams"].keys()
        assert len(corpus.search("รคคายยางพาร")[0]) == 10


def test_without_titles_a_word_of_the_title_finds_nothing():
    with indexed([Passage("a", "ทุเรียน", "ข้าวหอมมะลิ")], with_titles=False) as corpus:
        assert corpus.search("ทุเรียน") == ([], [])


def test_a_question_without_an_answer_in_the_corpus_does_not_move_the_ranking_figures():
    questions = [Question("1", "ทุเรียน", frozenset("a")), Question("2", "ดาวอังคาร")]
    with indexed(PASSAGES) as corpus:
        assert evaluate(corpus, list(ask_all(corpus, questions))).ndcg == 1


def test_the_same_seed_makes_the_same_two_typos():
    questions = [Question("1", "ราคาทุเรียนปีนี้")]
    once, again, other = (with_typos(questions, seed)[0].text for seed in (1, 1, 2))
    assert once == again
    assert once not in {questions[0].text, other}


def test_only_thai_is_mistyped():
    assert mistype("FTA 2569", random.Random(1)) == "FTA 2569"


def test_a_split_is_read_alone(tmp_path):
    rows = [{"id": each, "text": "ถาม", "relevant": ["a"], "split": each} for each in ("train", "test")]
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [question.id for question in read_questions(tmp_path, "test")] == ["test"]
    assert len(read_questions(tmp_path)) == 2


@pytest.mark.parametrize("text", ["{", "[]", '{"id": 1}', "\udcff"])
def test_what_cannot_be_read_says_where(tmp_path, text):
    (tmp_path / "corpus.jsonl").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Unreadable, match=r"corpus\.jsonl"):
        read_passages(tmp_path)
