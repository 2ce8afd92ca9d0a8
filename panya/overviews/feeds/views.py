"""Feeds, the page that explains them, and what search engines ask for."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from panya.overviews.feeds import queries
from panya.overviews.feeds.formats import FORMS
from panya.overviews.feeds.queries import absolute, changed_at


@login_not_required
@require_safe
def feeds(request):
    """What a feed is for, and what can be followed."""
    shown = {
        "feed": queries.site_feed(),
        "tags": queries.tags_with_feeds(),
        "units": queries.units_with_feeds(),
    }
    return render(request, "feeds/feeds.html", shown)


@login_not_required
@require_safe
def feed_site(request, form):
    with queries.speaking_thai():
        return _feed(request, queries.site_feed(), form)


@login_not_required
@require_safe
def feed_tag(request, pk, form=""):
    return _answer(request, lambda: queries.tag_feed(pk), form)


@login_not_required
@require_safe
def feed_unit(request, code, form=""):
    return _answer(request, lambda: queries.unit_feed(code), form)


@login_not_required
@require_safe
def feed_notebook(request, public_id, form=""):
    return _answer(request, lambda: queries.notebook_feed(public_id), form)


@login_not_required
@require_safe
def feed_person(request, public_id, form=""):
    return _answer(request, lambda: queries.person_feed(public_id), form)


@login_not_required
@require_safe
def robots(request):
    """Search engines read what is public, and leave the search page and the doors alone."""
    lines = ["User-agent: *", "Disallow: /search", "Disallow: /sign-in", "Disallow: /password"]
    lines += ["", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def sitemap(request):
    """Where the pages of the map lie."""
    pages = [absolute(f"/sitemap/{number}.xml") for number in range(1, queries.sitemap_count() + 1)]
    return render(request, "feeds/sitemap.xml", {"pages": pages}, content_type="application/xml; charset=utf-8")


@login_not_required
@require_safe
def sitemap_page(request, page):
    """Public records with the day on which each last changed."""
    items = queries.sitemap_page(page)
    if items is None:
        raise Http404
    places = [(absolute(item.get_absolute_url()), changed_at(item).date().isoformat()) for item in items]
    shown = {"places": places, "start": absolute("/") if page == 1 else ""}
    return render(request, "feeds/sitemap_page.xml", shown, content_type="application/xml; charset=utf-8")


def _answer(request, find, form):
    """The feed in the form that was asked for; without a form the page about it, for people."""
    if not form:
        feed = _there(find())
        return render(request, "feeds/feed.html", {"feed": feed})
    with queries.speaking_thai():
        return _feed(request, _there(find()), form)


def _there(feed):
    if feed is None:
        raise Http404
    return feed


def _feed(request, feed, form):
    """Written anew at each look, because rights may have changed; sent only where the reader has another one."""
    if form not in FORMS:
        raise Http404
    write, content_type = FORMS[form]
    body = write(feed).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=content_type)
    # The day is told and does not decide: a record that is withdrawn makes a feed older, not newer.
    response.headers["ETag"], response.headers["Last-Modified"] = etag, http_date(feed.updated.timestamp())
    return get_conditional_response(request, etag=etag, response=response)
