"""`python -m benchmarks`: the peers side by side on the same questions; prints the table for docs/benchmarks.md."""

import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.home import postgresql as own_postgresql
from benchmarks import sets
from benchmarks.peers import PEERS, Ask, Missing, version_of
from panya.shared.search.evaluating import Question, ndcg, with_typos

_TYPOS = 1


@dataclass(frozen=True)
class Line:
    """One peer: how good and how quick; `missing` says why there are no figures."""

    name: str
    version: str = ""
    ndcg: float = 0.0
    mistyped: float = 0.0
    p50: float = 0.0
    p95: float = 0.0
    documents_per_second: float = 0.0
    missing: str = ""


def compare(limit: int = 0) -> list[Line]:
    """Every peer on the same passages and questions, without titles; `limit`: only so many questions."""
    asked = sets.iapp()
    questions = asked.questions[: limit or None]
    with own_postgresql() as address:
        os.environ["PANYA_PEER_POSTGRESQL"] = address or ""
        return [_line(name, asked.passages, questions) for name in PEERS]


def _line(name: str, passages: Sequence, questions: Sequence[Question]) -> Line:
    make, package = PEERS[name]
    started = time.perf_counter()
    try:
        ask = make(passages)
    except Missing as missing:
        return Line(name, missing=str(missing))
    per_second = len(passages) / (time.perf_counter() - started)
    seconds: list[float] = []
    plain = _mean(ask, questions, seconds)
    mistyped = _mean(ask, with_typos(questions, _TYPOS), [])
    seconds.sort()
    p50, p95 = (1000 * seconds[int(len(seconds) * share)] for share in (0.5, 0.95))
    return Line(name, version_of(package), plain, mistyped, p50, p95, per_second)


def _mean(ask: Ask, questions: Sequence[Question], seconds: list[float]) -> float:
    gained = 0.0
    for question in questions:
        started = time.perf_counter()
        found = ask(question.text)
        seconds.append(time.perf_counter() - started)
        gained += ndcg(found, question.relevant)
    return gained / len(questions)


def main() -> None:
    if not sets.are_at_hand():
        sys.exit("development data is missing (PANYA_SHARED)")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| engine | nDCG@10 | with two typos | p50 | p95 | documents/s | version |\n|---|---|---|---|---|---|---|")
    for line in compare(int(sys.argv[1]) if len(sys.argv) > 1 else 0):
        if line.missing:
            print(f"| {line.name} | skipped: wants {line.missing} | | | | | |")
            continue
        figures = f"{line.ndcg:.3f} | {line.mistyped:.3f} | {line.p50:.2f} ms | {line.p95:.2f} ms"
        print(f"| {line.name} | {figures} | {line.documents_per_second:.0f} | {line.version} |")


if __name__ == "__main__":
    main()
