"""Copies the fonts that the pages use out of node_modules; run by setup, needs no Django."""

import shutil
import sys
from pathlib import Path

_FROM = Path("node_modules/@fontsource/sarabun")
_TO = Path(__file__).resolve().parent / "static" / "vendor" / "sarabun"
SCRIPTS = ("thai", "latin")
WEIGHTS = (400, 600)


def copy_fonts(source: Path = _FROM, target: Path = _TO) -> list[Path]:
    """Copy the four files of Sarabun and its licence; return what was copied."""
    names = [f"files/sarabun-{script}-{weight}-normal.woff2" for script in SCRIPTS for weight in WEIGHTS]
    target.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copyfile(source / name, target / Path(name).name)) for name in [*names, "LICENSE"]]


if __name__ == "__main__":
    sys.stdout.write(f"fonts: {len(copy_fonts())} files\n")
