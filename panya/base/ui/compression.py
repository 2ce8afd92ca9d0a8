"""Pages go over the line compressed (decision 0016): a Thai page is a third of its size then."""

import gzip
import io
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

View = Callable[[HttpRequest], HttpResponse]
# What fits into one packet gains nothing.
LEAST = 1400
# The lowest level that still finds Thai, which is three bytes a letter: a fifth of a millisecond for a long note.
_LEVEL = 2
_KINDS = ("text/", "application/json", "application/atom+xml", "application/rss+xml", "application/feed+json")


class CompressionMiddleware:
    """Compress text for browsers that take it; its length tells nothing, being padded by chance (BREACH)."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not _may_shrink(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.content = _compressed(response.content)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
        return response


def _may_shrink(response: HttpResponse) -> bool:
    return (
        not response.streaming
        and not response.has_header("Content-Encoding")
        and response.headers.get("Content-Type", "").startswith(_KINDS)
        and len(response.content) >= LEAST
    )


def _compressed(content: bytes) -> bytes:
    """As gzip with a file name of random length, which readers skip."""
    name = secrets.token_hex(50)[: secrets.randbelow(100)]
    target = io.BytesIO()
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=_LEVEL, fileobj=target, mtime=0) as file:
        file.write(content)
    return target.getvalue()
