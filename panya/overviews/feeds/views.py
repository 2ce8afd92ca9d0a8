"""Feeds, the page that explains them, robots.txt and the sitemap: for everybody, and the same for everybody."""

import hashlib
from collections.abc import Callable
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from panya.overviews.feeds import queries
from panya.overviews.feeds.builders import LANGUAGE, absolute, atom, json_feed, rss
from panya.overviews.feeds.queries import Feed

_FORMATS: dict[str, tuple[Callable[[Feed, str], bytes], str]] = {
    "atom": (atom, "application/atom+xml; charset=utf-8"),
    "rss": (rss, "application/rss+xml; charset=utf-8"),
    "json": (json_feed, "application/feed+json; charset=utf-8"),
}
_XML = "application/xml; charset=utf-8"
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Pages that every record leads to, or that hold nothing to find.
_NOT_FOR_ROBOTS = ("/search", "/related/", "/sign-in", "/ui/", "/manage/", "/me", "/notes/*/print", "/notes/*/markdown")


@login_not_required
@require_safe
def feeds(request):
    """What a feed is, and which there are."""
    return render(request, "feeds/feeds.html", {"site": settings.PANYA_URL})


@login_not_required
@require_safe
def site(request, form):
    return _answer(request, form, queries.feed_of_site)


@login_not_required
@require_safe
def tag(request, form, pk):
    return _answer(request, form, lambda: queries.feed_of_tag(pk))


@login_not_required
@require_safe
def unit(request, form, code):
    return _answer(request, form, lambda: queries.feed_of_unit(code))


@login_not_required
@require_safe
def notebook(request, form, public_id):
    return _answer(request, form, lambda: queries.feed_of_notebook(public_id))


@login_not_required
@require_safe
def person(request, form, public_id):
    return _answer(request, form, lambda: queries.feed_of_person(public_id))


@login_not_required
@require_safe
def robots(request):
    """Which pages are worth finding; what is not public, robots do not see anyway."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_ROBOTS), ""]
    lines += [f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def sitemap(request):
    """The public records; where they are many, first the list of the pages (`?page=2`)."""
    asked, pages = request.GET.get("page", ""), queries.sitemap_pages()
    if not asked and pages > 1:
        address = absolute(reverse("sitemap"))
        return _sitemap("sitemapindex", [_place("sitemap", f"{address}?page={page + 1}") for page in range(pages)])
    number = int(asked or 1) if len(asked) < 7 and (asked or "1").isdecimal() else 0
    if not 0 < number <= pages:
        raise Http404
    rows = [
        _place("url", absolute(item.get_absolute_url()), queries.changed_at(item).isoformat(timespec="seconds"))
        for item in queries.sitemap_page(number)
    ]
    return _sitemap("urlset", rows)


def _answer(request, form, find):
    """The feed in this form, unless the reader has it already; in Thai, whoever asks."""
    with translation.override(LANGUAGE):
        feed = find()
        if feed is None:
            raise Http404
        build, media_type = _FORMATS[form]
        body = build(feed, request.path)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    changed = int(feed.updated.timestamp()) if feed.updated else None
    answer = get_conditional_response(request, etag=etag, last_modified=changed)
    if answer is None:
        answer = HttpResponse(body, content_type=media_type)
    answer["ETag"] = etag
    answer["Content-Language"] = LANGUAGE
    if changed is not None:
        answer["Last-Modified"] = http_date(changed)
    return answer


def _sitemap(root, rows):
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SITEMAPS}">{"".join(rows)}</{root}>\n'
    return HttpResponse(text, content_type=_XML)


def _place(name, address, changed=""):
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<{name}><loc>{escape(address)}</loc>{when}</{name}>"
