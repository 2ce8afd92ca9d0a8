"""The English catalogue: collect the texts people see, compile it, or check that nothing is missing.

Source strings are Thai; Babel does the work of GNU gettext, which a fresh machine does not have.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1] / "panya"
CATALOGUE = PACKAGE / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"
_KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def collect() -> Catalog:
    """Every translatable text of Python files and templates."""
    catalogue = Catalog(locale="en", project="Panya", fuzzy=False)
    for path in _sources():
        place = str(path.relative_to(PACKAGE.parent))
        for _line, message, _comments, context in _texts(path):
            catalogue.add(message, locations=[(place, 0)], context=context)
    return catalogue


def _sources() -> Iterator[Path]:
    yield from (path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts)
    yield from (path for path in sorted(PACKAGE.rglob("templates/**/*")) if path.suffix in {".html", ".txt", ".xml"})


def _texts(path: Path) -> Iterator[tuple]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Only the calls matter; without their indentation the rest reads as one plain Python file.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    yield from extract("python", BytesIO(source.encode()), keywords=_KEYWORDS)


def update() -> Catalog:
    """Bring the catalogue up to date; translations stay, texts that are gone leave."""
    fresh, known = collect(), _read()
    for message in fresh:
        old = known.get(message.id, context=message.context) if message.id else None
        if old is not None:
            message.string = old.string
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, fresh, width=120, sort_output=True, omit_header=False, include_lineno=False)
    return fresh


def compile_catalogue() -> None:
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, _read())


def faults() -> list[str]:
    """Texts without English, texts that are gone, and translations that lost a placeholder."""
    known = _read()
    found = []
    for message in collect():
        if not message.id:
            continue
        translated = known.get(message.id, context=message.context)
        strings = _strings(translated.string) if translated is not None else []
        if not strings or not all(strings):
            found.append(f"no English for: {message.id!r} ({message.locations[0][0]})")
        elif any(_placeholders(message.id) != _placeholders(text) for text in strings[-1:]):
            found.append(f"placeholders differ: {message.id!r}")
    return found


def _strings(string: str | tuple[str, ...] | list[str]) -> list[str]:
    return list(string) if isinstance(string, tuple | list) else [string]


def _placeholders(text: str | tuple[str, ...]) -> set[str]:
    return set(_PLACEHOLDER.findall(_strings(text)[-1]))


def _read() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="en")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def main(arguments: list[str]) -> int:
    if "--compile" in arguments:
        compile_catalogue()
        return 0
    if "--check" in arguments:
        found = faults()
        print("\n".join(found[:40]))
        return 1 if found else 0
    missing = [message for message in update() if message.id and not all(_strings(message.string))]
    compile_catalogue()
    print(f"{CATALOGUE.relative_to(PACKAGE.parent)}: {len(missing)} texts still want English")
    return 0


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(USE_I18N=False)
    django.setup()
    sys.exit(main(sys.argv[1:]))
