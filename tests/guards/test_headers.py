"""Every answer carries the headers that keep a browser safe, and no page runs or shows what a strict policy forbids."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.urls import path

from panya.base.core.errors import Conflict, Refused, TooMany
from panya.shared.people.second_step import app_codes
from panya.site.urls import urlpatterns
from tests.factories import PasskeyFactory, UserFactory
from tests.factories.people import PASSWORD
from tests.guards.source import REPOSITORY
from tests.guards.visitor import Page, Visitor
from tests.guards.walk import asked, unknown_variables

pytestmark = [pytest.mark.django_db(databases=["default", "cache"]), pytest.mark.timeout(600)]

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
POLICY = {
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "connect-src": ["'self'"],
}
_PAGE_OF_FILE = re.compile("/files/[^/]+/pages/[0-9]+")
# A file runs, loads and sends nothing; who may have it is asked each time.
FILE_POLICY = {
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
    "sandbox": [],
}
PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}


def test_every_answer_carries_the_headers(walked):
    assert {(fault, page.url) for page in walked.all for fault in header_faults(page)} == set()


def test_no_page_holds_what_the_policy_forbids(walked):
    assert {(fault, page.url) for page in walked.all for fault in markup_faults(page)} == set()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SuspiciousOperation(), 400),
        (PermissionDenied(), 403),
        (Http404(), 404),
        (Conflict("สองคน"), 409),
        (Refused("ไม่ได้"), 422),
        (TooMany("ถี่ไป", 5), 429),
        (RuntimeError(), 500),
        (OperationalError("database is locked"), 503),
        (OSError(28, "No space left on device"), 507),
    ],
    ids=lambda value: value if isinstance(value, int) else "",
)
@pytest.mark.parametrize("signed_in", [False, True], ids=["guest", "officer"])
@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_pages_about_trouble_are_as_safe(settings, error, status, signed_in, htmx):
    visitor = Visitor("officer", UserFactory()) if signed_in else Visitor("anonymous", None)
    page = asked(visitor, "GET", _planted(settings, error), **htmx)

    assert page.status == status
    assert [*header_faults(page), *markup_faults(page)] == []
    assert page.body.strip() != ""


def test_a_form_without_its_token_is_answered_as_safely():
    page = asked(Visitor("officer", UserFactory()), "POST", "/me", token=False)

    assert page.status == 403
    assert [*header_faults(page), *markup_faults(page)] == []


def test_pages_of_a_second_step_are_as_safe_and_know_all_their_words(settings):
    person, unknown = UserFactory(), set()
    app_codes.keep(UserFactory(email="waits@example.go.th"), app_codes.new_secret(), step=0)
    signed_in, waiting = Visitor("officer", person), Visitor("officer", None)
    with unknown_variables(unknown):
        signed_in.post("/security/app/begin")
        answer = waiting.post("/sign-in", {"login": "waits@example.go.th", "password": PASSWORD})
        cookie = settings.SESSION_COOKIE_NAME
        waiting.client.cookies[cookie] = re.search(rf"{cookie}=(\w+)", answer.all)[1]
        pages = [signed_in.get("/security/app"), waiting.get("/sign-in/second-step")]
        PasskeyFactory(user=person)
        pages += [signed_in.post("/security/recovery-codes"), signed_in.get("/security")]

    assert [page.status for page in pages] == [200, 200, 200, 200]
    assert [fault for page in pages for fault in (*header_faults(page), *markup_faults(page))] == []
    assert unknown == set()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Security-Policy": "default-src 'none'; script-src 'self' 'unsafe-inline'"}, ""),
        ({"X-Content-Type-Options": ""}, ""),
        ({"Cache-Control": "max-age=60"}, ""),
        ({}, "<script>alert(1)</script>"),
        ({}, '<script nonce="other">1</script>'),
        ({}, '<script src="https://cdn.example/x.js"></script>'),
        ({}, '<p style="color: red">'),
        ({}, "<style>p {}</style>"),
        ({}, '<img src="/x" onerror="alert(1)">'),
        ({}, '<a href="javascript:alert(1)">'),
        ({}, '<link rel="stylesheet" href="//cdn.example/x.css">'),
    ],
)
def test_the_guard_catches(walked, headers, body):
    good = walked.pages["author", "/me"]
    assert [*header_faults(good), *markup_faults(good)] == []
    bad = Page("author", "/me", 200, good.headers | headers, good.body + body)

    assert [*header_faults(bad), *markup_faults(bad)] != []


def test_the_guard_catches_a_file_that_could_run(walked):
    files = (page for page in walked.of("author") if page.url.startswith("/files/") and page.status == 200)
    good = next(files)
    assert [*header_faults(good)] == []

    for bad in (
        {"Content-Disposition": "inline; filename=x.html", "Content-Type": "text/html"},
        {"Content-Security-Policy": "default-src 'none'"},
        {"Cache-Control": "private, max-age=60"},
    ):
        assert [*header_faults(Page("author", good.url, 200, good.headers | bad, good.body))] != []


def test_behind_https_cookies_belong_to_the_host_alone_and_browsers_stay_on_https(tmp_path):
    answer = _asked_behind_https(tmp_path)

    assert answer["status"] == 200
    assert int(re.search(r"max-age=(\d+)", answer["hsts"])[1]) >= 365 * 24 * 3600
    assert answer["names"] == ["__Host-panya-csrf", "__Host-panya-session"]
    assert answer["cookies"] != []
    for cookie in answer["cookies"]:
        assert cookie.startswith("__Host-")
        assert {"Secure", "Path=/", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


def header_faults(page: Page) -> Iterator[str]:
    """What the headers of this answer lack."""
    for name, value in FIXED.items():
        if page.headers.get(name) != value:
            yield f"{name}: {page.headers.get(name)}"
    # The words of a file are a page like any other; a picture of one is served as files are.
    if (
        page.url.startswith("/files/")
        and page.status == 200
        and not _PAGE_OF_FILE.fullmatch(page.url.partition("?")[0])
    ):
        yield from _file_faults(page)
        return
    policy = _policy(page)
    for name, sources in POLICY.items():
        if policy.get(name) != sources:
            yield f"{name}: {policy.get(name)}"
    scripts = policy.get("script-src", [])
    if "unsafe" in str(policy) or any(source != "'self'" and not source.startswith("'nonce-") for source in scripts):
        yield f"script-src: {scripts}"
    # An account that rests still sends its cookie.
    if page.role != "anonymous" and "no-store" not in page.headers.get("Cache-Control", ""):
        yield f"Cache-Control: {page.headers.get('Cache-Control')}"
    if page.role == "anonymous" and "public" in page.headers.get("Cache-Control", ""):
        yield "Cache-Control: public"
    if page.body and "charset=utf-8" not in page.headers.get("Content-Type", "").lower():
        yield f"Content-Type: {page.headers.get('Content-Type')}"


def _file_faults(page: Page) -> Iterator[str]:
    if _policy(page) != FILE_POLICY:
        yield f"policy of a file: {_policy(page)}"
    if page.headers.get("Cache-Control") not in {"no-store", "private, no-cache"}:
        yield f"Cache-Control of a file: {page.headers.get('Cache-Control')}"
    shown = page.headers.get("Content-Disposition", "inline").startswith("inline")
    if shown != (page.headers.get("Content-Type") in PICTURES):
        yield f"{page.headers.get('Content-Disposition')} for {page.headers.get('Content-Type')}"


def markup_faults(page: Page) -> Iterator[str]:
    """Inline scripts without the nonce, inline styles, event handlers, addresses of other sites."""
    if "html" not in page.headers.get("Content-Type", ""):
        return
    nonces = {source[7:-1] for source in _policy(page).get("script-src", []) if source.startswith("'nonce-")}
    for attributes in re.findall(r"<script\b([^>]*)>", page.body):
        if attributes == ' type="application/ld+json"':
            continue  # Browsers do not run it: facts for search engines.
        nonce = re.search(r'\bnonce="([^"]+)"', attributes)
        if not re.search(r'\bsrc="', attributes) and (nonce is None or nonce[1] not in nonces):
            yield f"<script{attributes}>"
    yield from (tag for tag in re.findall(r"<[a-z][^>]*>", page.body) if _is_forbidden(tag))
    if "<style" in page.body:
        yield "<style>"


@cache
def _is_forbidden(tag: str) -> bool:
    """Looked at once for all pages: most of their tags are the same."""
    if re.search(r"\sstyle=|\son[a-z]+=|=\"\s*javascript:", re.sub(r'="[^"]*"', _only_scheme, tag)):
        return True
    loads = re.match(r"<(script|link|img|iframe|form|source|use)\b", tag)
    is_own = tag.startswith(f'<link rel="canonical" href="{settings.PANYA_URL}/')
    return bool(loads and not is_own and re.search(r'(src|href|action)="(https?:)?//', tag))


def _only_scheme(value: re.Match[str]) -> str:
    """Text in an attribute may say anything, unless it is an address that runs."""
    return '="javascript:"' if value[0][2:].strip().lower().startswith("javascript:") else '=""'


def _policy(page: Page) -> dict[str, list[str]]:
    parts = [part.split() for part in page.headers.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


def _planted(settings, error: Exception) -> str:
    def planted(request):
        raise error

    planted.login_required = False
    settings.ROOT_URLCONF = (path("trouble", planted), *urlpatterns)
    return "/trouble"


_ASK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
answer = Client(headers={"host": "panya.example.go.th"}).get("/ui/", secure=True)
print(json.dumps({
    "status": answer.status_code,
    "hsts": answer.headers.get("Strict-Transport-Security", ""),
    "names": sorted([settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]),
    "cookies": [cookie.OutputString() for cookie in answer.cookies.values()],
}))
"""


def _asked_behind_https(home) -> dict:
    environment = os.environ | {
        "PANYA_URL": "https://panya.example.go.th",
        "PANYA_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "panya.site.settings",
    }
    command = [sys.executable, "-W", "ignore", "-c", _ASK]
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
