"""The product's source files, for the guards that read them."""

from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PANYA = REPOSITORY / "panya"


def python_files(*names: str) -> Iterator[Path]:
    """Python files of the product (migrations aside); with names, only those files or folders."""
    for path in sorted(PANYA.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        if not names or path.stem in names or set(names) & set(path.relative_to(PANYA).parts[:-1]):
            yield path


def templates() -> Iterator[Path]:
    return (
        path for path in sorted(PANYA.rglob("templates/**/*")) if path.is_file() and path.suffix in {".html", ".txt"}
    )


def place(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))
