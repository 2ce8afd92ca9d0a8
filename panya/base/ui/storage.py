"""Static files as they are served: one style sheet instead of one request a component."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

ENTRY = "ui/ui.css"
_IMPORT = re.compile(r'@import url\("\./([\w/-]+\.css)"\) layer\((\w+)\);')


_MODULE = (
    r"""(?m)(?P<matched>^(?P<before>(?:import|export)\b[^;"'`]*?)["'](?P<url>\.\.?/[\w./-]+\.js)["'];)""",
    '%(before)s"%(url)s";',
)


def gather_styles(source: Storage, entry: str = ENTRY) -> str:
    """The entry sheet with its @imports replaced by what they name, each in its layer."""
    folder = entry.rpartition("/")[0]

    def imported(match: re.Match[str]) -> str:
        name, layer = match.groups()
        return f"@layer {layer} {{\n{_read(source, f'{folder}/{name}')}}}\n"

    return _IMPORT.sub(imported, _read(source, entry))


def _read(source: Storage, name: str) -> str:
    with source.open(name) as sheet:
        return sheet.read().decode()


class _Gathered:
    """Stands for the storage that holds the entry sheet and opens it gathered."""

    def __init__(self, source: Storage) -> None:
        self.source = source

    def open(self, name: str, mode: str = "rb") -> ContentFile:
        return ContentFile(gather_styles(self.source, name).encode())


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files; the style sheets are gathered into one."""

    # A module that a page loads and another one imports must have one address, else it runs twice.
    # Django's own patterns stumble over the comments of libraries.
    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("*.js", (_MODULE,)))
    # A file that set-up did not gather must not turn the page that reports it into a second fault.
    manifest_strict = False

    def post_process(self, paths: dict[str, Any], *args: Any, **kwargs: Any) -> Iterator[Any]:
        if ENTRY in paths:
            source, path = paths[ENTRY]
            paths = {**paths, ENTRY: (_Gathered(source), path)}
        yield from super().post_process(paths, *args, **kwargs)
