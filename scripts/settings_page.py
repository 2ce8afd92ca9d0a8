"""docs/settings.md, written from the one list of settings."""

import sys
from pathlib import Path

from panya.base.core.environment import SETTINGS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "settings.md"
_HEAD = """# Settings

Everything that a site may change comes from the environment. Written by `make docs` from
`panya/base/core/environment.py`; do not edit this page by hand.

| name | without it | what it is for |
|---|---|---|
"""


def page() -> str:
    rows = (f"| `{s.name}` | {f'`{s.default}`' if s.default else '(empty)'} | {s.purpose} |" for s in SETTINGS)
    return _HEAD + "\n".join(rows) + "\n"


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
            return 0
        print("docs/settings.md is not what the list of settings says")
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
