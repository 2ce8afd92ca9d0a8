"""Reads of files; whether somebody may have one is asked of `content`."""

from django.db.models import Sum

from panya.base.core import environment
from panya.shared.files.models import StoredFile
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
    return {sha256 for row in rows.iterator() for sha256 in row if sha256}
