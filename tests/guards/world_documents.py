"""The words of the world's files: one page each, with a token of its own, and a drawn one for each set of rights."""

from dataclasses import replace
from typing import TYPE_CHECKING

from panya.shared.files.models import FilePage, FileReading, TextState

if TYPE_CHECKING:
    from tests.guards.world import Thing, World


def add_page(world: "World", file: "Thing", kind: str, readers: frozenset[str]) -> None:
    """Have the file read, as if the worker had done so."""
    stored = file.subject
    drawn = kind == "picture" and file.rights not in {one.rights for one in world.things.get("file-page-picture", [])}
    words = world.secret(f"words in the {file.state}", readers)
    # Two worlds in one database share the bytes of some files.
    reading, _made = FileReading.objects.get_or_create(
        sha256=stored.sha256,
        defaults={
            "media_type": stored.media_type,
            "state": TextState.READ,
            "pages_count": 1,
            "text_hash": stored.sha256,
        },
    )
    shown = {"text": words, "picture_sha256": stored.sha256 if drawn else ""}
    FilePage.objects.get_or_create(reading=reading, number=1, defaults=shown)
    page = replace(file, values={**file.values, "number": 1})
    world.add("file-page", page)
    if drawn:
        world.add("file-page-picture", page)
