"""A real browser on a live site; skipped, visibly, where Chromium is not installed."""

import os
import shutil
import threading
import time

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection
from playwright.sync_api import sync_playwright

from panya.shared.search.writer import drain
from tests.factories.people import PASSWORD, root_unit

# Playwright runs an event loop in this thread; Django's guard would take the ORM calls of the tests for async ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

_AT_WORK = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
)
# A page that is closed may still send something: so long nothing must have come.
_SETTLED_SECONDS = 0.15
_PHONE = {"width": 360, "height": 740}
_WIDE = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-gpu"],
        )
        yield browser
        browser.close()


class _Answering:
    """How many requests the live site answers just now, and since when it answers none."""

    def __init__(self) -> None:
        self._lock, self._count, self._since = threading.Lock(), 0, time.monotonic()

    def begin(self, **kwargs) -> None:
        self._change(1)

    def end(self, **kwargs) -> None:
        self._change(-1)

    def is_quiet_for(self, seconds: float) -> bool:
        with self._lock:
            return self._count <= 0 and time.monotonic() - self._since >= seconds

    def _change(self, by: int) -> None:
        with self._lock:
            self._count, self._since = self._count + by, time.monotonic()


@pytest.fixture(scope="session")
def application(live_server):
    """What the live site runs while a test is on."""
    return live_server.thread.httpd.get_app()


@pytest.fixture
def site(live_server, application, transactional_db):
    """The address of a live site with the ministry's root unit."""
    root_unit()
    answering = _Answering()
    request_started.connect(answering.begin)
    request_finished.connect(answering.end)
    live_server.thread.httpd.set_app(application)
    # Passkeys and cookies know the site as localhost.
    yield live_server.url.replace("127.0.0.1", "localhost")
    live_server.thread.httpd.set_app(_closed)
    _wait_for_what_the_site_still_answers(answering)
    request_started.disconnect(answering.begin)
    request_finished.disconnect(answering.end)


def _closed(environ, start_response):
    """A page that is closed may send its draft late: between two tests it reaches no table that is emptied."""
    start_response("503 Service Unavailable", [("Content-Length", "0")])
    return []


def _wait_for_what_the_site_still_answers(answering: _Answering) -> None:
    """What a page sends while it is closed (its draft) must not hold a table that is emptied now."""
    until = time.monotonic() + 5
    while connection.vendor == "postgresql" and time.monotonic() < until:
        if answering.is_quiet_for(_SETTLED_SECONDS) and _database_rests():
            return
        time.sleep(0.02)


def _database_rests() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_AT_WORK)
        return cursor.fetchone() == (0,)


@pytest.fixture
def open_page(chromium, site):
    """Open a browser of its own; every error of the console or the policy fails the test."""
    contexts, faults = [], []

    def _open(*, phone: bool = False, **options):
        context = chromium.new_context(viewport=_PHONE if phone else _WIDE, base_url=site, locale="th-TH", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
        page.on("request", lambda request: faults.append(f"outside: {request.url}") if _is_outside(request) else None)
        return page

    yield _open
    for context in contexts:
        context.close()
    assert faults == []


def _is_fault(message) -> bool:
    # The browser itself reports every 4xx answer; the tests that cause one assert it.
    return message.type == "error" and "Failed to load resource" not in message.text


def _is_outside(request) -> bool:
    return not request.url.startswith(("http://localhost:", "data:", "blob:", "about:"))


def sign_in(page, person) -> None:
    page.goto("/sign-in")
    page.get_by_label("อีเมลหรือรหัสบุคลากร").fill(person.email)
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    page.wait_for_url("**/")


def bring_index_up_to_date() -> None:
    drain()
