"""A measured figure beside its target."""

import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Figure:
    """`ok` is None where data, a program or a peer is missing; `target` None where only a report is asked."""

    name: str
    value: float | None
    unit: str
    target: str | None = None
    ok: bool | None = True


def _rounded(value: float) -> float:
    """Shares are told to four digits: targets of quality lie close to what is measured."""
    return round(value, 4 if abs(value) < 1 else 2)


def at_most(name: str, value: float, unit: str, limit: float) -> Figure:
    return Figure(name, _rounded(value), unit, f"≤ {limit:g}", value <= limit)


def at_least(name: str, value: float, unit: str, limit: float) -> Figure:
    return Figure(name, _rounded(value), unit, f"≥ {limit:g}", value >= limit)


def report(name: str, value: float, unit: str) -> Figure:
    return Figure(name, _rounded(value), unit)


def missing(name: str, what: str) -> Figure:
    """A figure that could not be taken, and why."""
    return Figure(f"{name} – {what}", None, "", None, None)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def print_table(figures: list[Figure]) -> None:
    words = {True: "yes", False: "NO", None: "-"}
    print(f"\n{platform.machine()}, Python {platform.python_version()}\n")
    print("| figure | value | unit | target | holds |\n|---|---|---|---|---|")
    for figure in figures:
        print(f"| {figure.name} | {figure.value} | {figure.unit} | {figure.target or 'report'} | {words[figure.ok]} |")


def write_json(figures: list[Figure]) -> None:
    rows = json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=1)
    (REPOSITORY / "bench.json").write_text(rows + "\n", encoding="utf-8")
