"""The judged sets, from the development data where it is at hand (PANYA_SHARED); no text is kept."""

import json
import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from panya.shared.search.evaluating import Passage, Question, read_passages, read_questions

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("PANYA_SHARED", REPOSITORY.parent / "shared"))
IAPP, NEWS = SHARED / "data" / "iapp", SHARED / "data" / "thaigov"
# github.com/google-deepmind/xquad (CC BY-SA 4.0): `xquad.th.json` and `xquad.en.json`.
XQUAD = Path(os.environ.get("PANYA_XQUAD", SHARED / "data" / "xquad"))
_SEED = 30449


@dataclass(frozen=True)
class Set:
    """Passages and what is asked of them."""

    passages: Sequence[Passage]
    questions: Sequence[Question]


def are_at_hand() -> bool:
    return (IAPP / "corpus.jsonl").exists() and (NEWS / "corpus.jsonl").exists()


def iapp(split: str = "test") -> Set:
    """Wikipedia passages and questions, as they are."""
    return Set(read_passages(IAPP), read_questions(IAPP, split))


def english() -> Set:
    """The same passages, asked in English by ourselves: ids and our own words are all that is kept here."""
    return Set(read_passages(IAPP), read_questions(REPOSITORY / "benchmarks" / "data" / "english"))


def english_answered() -> Set:
    """Questions of train and valid in our English, with their answers: asking by meaning was learned from them."""
    answers = {question.id: question.answers for question in read_questions(IAPP)}
    asked = read_questions(REPOSITORY / "benchmarks" / "data" / "english_answered")
    return Set(read_passages(IAPP), [replace(question, answers=answers[question.id]) for question in asked])


def has_xquad() -> bool:
    return all((XQUAD / f"xquad.{language}.json").exists() for language in ("th", "en"))


def xquad(language: str = "th") -> Set:
    """Short Thai paragraphs, asked in Thai or English, with the answers as they stand in Thai.

    Only the length of the pieces of meaning was chosen on them.
    """
    thai, asked = _xquad("th"), _xquad(language)
    answers = {
        one["id"]: tuple(answer["text"] for answer in one["answers"]) for paragraph in thai for one in paragraph["qas"]
    }
    return Set(
        [Passage(str(number), "", paragraph["context"]) for number, paragraph in enumerate(thai)],
        [
            Question(
                one["id"],
                one["question"],
                frozenset([str(number)]),
                answers[one["id"]],
            )
            for number, paragraph in enumerate(asked)
            for one in paragraph["qas"]
        ],
    )


def haystack(split: str = "test", hay: int = 40_000) -> Set:
    """The same questions and passages among many of about the same length."""
    asked = iapp(split)
    return Set([*asked.passages, *made_of_news(hay, 900)], asked.questions)


def long_queries() -> Set:
    """News items without their headline and longest paragraph; that paragraph is what is typed."""
    passages, questions = [], []
    for number, item in enumerate(read_passages(NEWS)):
        paragraphs = [part.strip() for part in item.text.split("\n") if part.strip()]
        # One paragraph alone would leave nothing to find, a short one is no long query.
        longest = max(range(len(paragraphs)), key=lambda place: len(paragraphs[place]), default=0)
        rest = "\n".join(part for place, part in enumerate(paragraphs) if place != longest)
        if len(rest) < 300 or len(paragraphs[longest]) < 500:
            continue
        passages.append(Passage(item.id, "", rest))
        questions.append(Question(str(number), paragraphs[longest][:3_000], frozenset([item.id])))
    chance = random.Random(_SEED)
    return Set(passages, chance.sample(questions, min(500, len(questions))))


def headlines() -> Set:
    """News items without their headline, which is what is typed."""
    passages, questions = [], []
    for item in read_passages(NEWS):
        passages.append(Passage(item.id, "", item.text))
        headline = item.title.rpartition("ข่าวทำเนียบรัฐบาล-")[2]
        questions.append(Question(item.id, headline, frozenset([item.id])))
    return Set(passages, random.Random(_SEED).sample(questions, 500))


def made_of_news(count: int, length: int) -> Iterator[Passage]:
    """So many passages of about this length, each from sentences of the news in a new order; the same every time."""
    chance = random.Random(_SEED)
    sentences = [
        part for item in read_passages(NEWS) for part in re.split(r"[\n ]{2,}|\n", item.text) if len(part) > 20
    ]
    for number in range(count):
        text: list[str] = []
        while sum(map(len, text)) < length:
            text.append(chance.choice(sentences))
        yield Passage(f"news-{number}", "", "\n".join(text)[: length + 200])


def _xquad(language: str) -> list[dict[str, Any]]:
    articles = json.loads((XQUAD / f"xquad.{language}.json").read_text(encoding="utf-8"))["data"]
    return [paragraph for article in articles for paragraph in article["paragraphs"]]
