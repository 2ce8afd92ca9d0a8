"""The peers on the same questions in the same run; the whole table: `python -m benchmarks`."""

from bench.figures import Figure, missing, report
from benchmarks import sets
from benchmarks.__main__ import compare


def measure() -> list[Figure]:
    if not sets.are_at_hand():
        return [missing("peers", "development data is missing (PANYA_SHARED)")]
    figures = []
    for line in compare():
        if line.missing:
            figures.append(missing(f"peer {line.name}", f"wants {line.missing}"))
            continue
        figures += [
            report(f"peer {line.name}: nDCG@10", line.ndcg, ""),
            report(f"peer {line.name}: with two typos", line.mistyped, ""),
            report(f"peer {line.name}: p95", line.p95, "ms"),
            report(f"peer {line.name}: indexed", line.documents_per_second, "documents/s"),
        ]
    return figures
