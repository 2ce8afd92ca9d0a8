"""Reads of files and their words; whether somebody may have one is asked of `content`."""

from django.db.models import Sum

from panya.base.core import environment
from panya.shared.files.models import FilePage, FileReading, StoredFile
from panya.shared.people.models import User


def largest_file() -> int:
    """The size in bytes beyond which no file is taken."""
    return environment.FILE_LIMIT.number() * 1024 * 1024


def bytes_uploaded_by(person: User) -> int:
    """How much of the quota a person uses."""
    found = StoredFile.objects.filter(uploaded_by=person).aggregate(total=Sum("size"))
    return int(found["total"] or 0)


def named_blobs() -> set[str]:
    """The hashes of all blobs that some row names."""
    rows = StoredFile.objects.values_list("sha256", "small_sha256")
    drawn = FilePage.objects.exclude(picture_sha256="").values_list("picture_sha256", flat=True)
    return {sha256 for row in rows.iterator() for sha256 in row if sha256} | set(drawn.iterator())


def with_readings(files: list[StoredFile]) -> list[StoredFile]:
    """The files, each with how far it was read."""
    found = FileReading.objects.in_bulk([file.sha256 for file in files]) if files else {}
    for file in files:
        file.reading = found.get(file.sha256)
    return files


def page_of(file: StoredFile, number: int) -> FilePage | None:
    """One page of a file that was read."""
    return FilePage.objects.filter(reading=file.sha256, number=number).first()


def pages_of(file: StoredFile) -> list[FilePage]:
    """All pages of a file, in order."""
    return list(FilePage.objects.filter(reading=file.sha256))
