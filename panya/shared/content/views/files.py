"""Files as they are served: through the rights of the texts that refer to them, and harmless to whoever opens them."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from panya.base.core.client_address import client_address, counted_as
from panya.base.core.limits import Limit
from panya.base.core.read_only import writes_on_get
from panya.shared.audit import actions as audit
from panya.shared.content.file_links import file_address, page_url
from panya.shared.content.marked_text import MOST_ROWS, pieces, table_of
from panya.shared.content.queries import find_file, record_of_file
from panya.shared.files.blobs import path_of
from panya.shared.files.queries import page_of, with_readings
from panya.shared.files.words import page_label

LONGEST_QUERY = 500
# Each page is marked anew; nobody reads four in a second.
PAGES = Limit("file-pages", hits=240, seconds=60)
# Nothing in it runs, loads or sends, wherever a browser opens it.
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


@login_not_required
@require_safe
@writes_on_get
def stored_file(request, public_id):
    """A picture to look at, any other file to take away."""
    found = _found(request, public_id)
    return _served(request, found, found.file.sha256)


@login_not_required
@require_safe
@writes_on_get
def small_picture(request, public_id):
    """A picture for lists."""
    found = _found(request, public_id, pictures_only=True)
    return _served(request, found, found.file.small_sha256 or found.file.sha256)


@login_not_required
@require_safe
@writes_on_get
def file_page(request, public_id, number):
    """The words of one page of a file beside its look, with the passage marked that the reader came for."""
    PAGES.spend(counted_as(request))
    found = _found(request, public_id)
    page = page_of(found.file, number)
    if page is None:
        raise Http404
    with_readings([found.file])
    query = request.GET.get("q", "")[:LONGEST_QUERY]
    marked = pieces(page.text, request.GET.get("quote", ""), query)
    shown = {
        "file": found.file,
        "page": page,
        "label": page_label(found.file.media_type, number),
        "record": record_of_file(found.file, request.user),
        "look": _look_of(found.file, page),
        "pieces": marked,
        "rows": table_of(marked) if found.file.is_table and page.text else [],
        "rows_left_out": page.text.count("\n") >= MOST_ROWS,
        "previous": page_url(public_id, number - 1, q=query) if number > 1 else "",
        "next": page_url(public_id, number + 1, q=query) if number < found.file.reading.pages_count else "",
    }
    return render(request, "content/file_page.html", shown)


def _look_of(file, page):
    """The address of the picture of a page; a picture is its own."""
    if page.picture_sha256:
        return reverse("page_picture", args=[file.public_id, page.number])
    return file_address(file.public_id) if file.is_picture else ""


@login_not_required
@require_safe
@writes_on_get
def page_picture(request, public_id, number):
    """The look of one page of a PDF."""
    found = _found(request, public_id)
    page = page_of(found.file, number)
    if page is None or not page.picture_sha256:
        raise Http404
    answer = FileResponse(_opened(page.picture_sha256), content_type="image/webp")
    answer["Cache-Control"] = "no-store" if found.audited is not None else "private, no-cache"
    answer["Content-Security-Policy"] = _POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _found(request, public_id, *, pictures_only=False):
    """The file, its reading written down where that must be; no row, no file."""
    found = find_file(public_id, request.user)
    if found is None or (pictures_only and not found.file.is_picture):
        raise Http404
    if found.audited is not None:
        audit.record(
            "content.read_file",
            by=request.user,
            object_kind="item",
            object_id=found.audited,
            after={"file": found.file.public_id},
            address=client_address(request),
        )
    return found


def _served(request, found, sha256):
    # The bytes of an address never change; whether one may still have them is asked each time.
    etag = f'"{found.file.public_id}-{found.file.size if sha256 == found.file.sha256 else 0}"'
    answer = None if found.audited is not None else get_conditional_response(request, etag=etag)
    if answer is None:
        answer = _bytes(found.file, sha256)
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-store" if found.audited is not None else "private, no-cache"
    answer["Content-Security-Policy"] = _POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _bytes(file, sha256):
    opened = _opened(sha256)
    return FileResponse(opened, as_attachment=not file.is_picture, filename=file.name, content_type=file.media_type)


def _opened(sha256):
    try:
        return path_of(sha256).open("rb")
    except FileNotFoundError:
        # The doctor tells the administrator which one is missing.
        raise Http404 from None
