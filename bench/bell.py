"""How soon a mention is in the bell of another officer's open page, and how many bells one core answers."""

import json
import shutil

from playwright.sync_api import sync_playwright

from bench.figures import Figure, at_most, missing, report
from bench.home import Home, new_home
from bench.note_page import _load, _server
from bench.page_weight import _site

_ROUNDS, _PORT = 5, 18_104
# When the number at the bell changes; asked before the mention is published.
_NEXT_CHANGE = """() => new Promise((seen) => {
  const badge = document.getElementById("bell-count");
  new MutationObserver(() => seen(Date.now() / 1000)).observe(badge, {childList: true});
})"""


def measure() -> list[Figure]:
    with new_home() as home:
        home.panya("demo")
        session = json.loads(home.python("bench.bell_inside", "session"))
        cookie = f"{session['name']}={session['value']}"
        with _server(home, "panya.site.wsgi:application", 18_101):
            asked = _load(18_101, ["/notifications/count?shown=9"], cookie)
        figures = [report("bells asking, one core", asked["requests_per_second"], "requests/s")]
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        if chromium is None:
            return [*figures, missing("a mention in the bell of an open page", "needs Chromium")]
        with _site(home):
            waits = _waits(home, chromium, session)
    return [*figures, at_most(f"a mention in the bell of an open page: slowest of {_ROUNDS}", max(waits), "s", 5)]


def _waits(home: Home, chromium: str, session: dict[str, str]) -> list[float]:
    site, waits = f"http://localhost:{_PORT}", []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=site)
        context.add_cookies([{**session, "url": site}])
        page = context.new_page()
        page.goto("/notes/")
        page.wait_for_timeout(1_000)
        for _round in range(_ROUNDS):
            page.evaluate(f"() => {{ window.change = ({_NEXT_CHANGE})(); }}")
            published = float(home.python("bench.bell_inside", "mention"))
            waits.append(page.evaluate("() => window.change") - published)
        browser.close()
    return waits


if __name__ == "__main__":
    print(measure())
