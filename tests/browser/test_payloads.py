"""Text that means harm, in every field that people fill: nothing runs, nothing is fetched, honest words stay.

The browser passes the content policy by (`bypass_csp`): what is safe then is safe by the text alone. A second walk
keeps the policy and must not meet a single report of it.
"""

import pytest
from django.utils import timezone

from panya.base.thai.normalise import normalise, normalise_line
from panya.shared.content.actions.items import Place, create_item, publish_latest
from panya.shared.content.actions.notebooks import make_notebook
from panya.shared.content.html import clean_html
from panya.shared.content.models import Access, Item
from panya.shared.content.text import TITLE_LIMIT, Text
from panya.shared.feedback.models import Comment, CommentState, Report
from panya.shared.feedback.text import comment_html
from panya.shared.people.actions.profile import change_own_profile
from panya.shared.people.models import Role
from tests.browser.conftest import bring_index_up_to_date, sign_in
from tests.factories import AppointmentFactory, UserFactory
from tests.payloads import OUTSIDE, payloads, sample

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "cache"]), pytest.mark.timeout(3000)]

_IN_A_NOTE = 50
# Lists cut longer titles.
_SHOWN_WHOLE = 120
_BEFORE = "คำนำหน้าที่สุจริต"
# What runs marks the window; what would ask calls no dialog.
_WATCH = "window.hits = []; window.hit = (n) => { window.hits.push(n) }; window.alert = window.hit"


@pytest.mark.parametrize("keeps_policy", [False, True], ids=["policy off", "policy on"])
def test_a_sample_of_what_means_harm_runs_nowhere(open_watched, keeps_policy):
    # With the policy kept fewer are enough: it must only have nothing to say.
    _sweep(open_watched, sample(40 if keeps_policy else 200), keeps_policy=keeps_policy)


@pytest.mark.soak
def test_nothing_that_means_harm_runs_anywhere(open_watched):
    _sweep(open_watched, payloads(), keeps_policy=False)


def test_the_watch_catches_what_runs_and_what_asks(open_watched):
    page, seen = open_watched(keeps_policy=False)
    page.goto("/sign-in")
    page.evaluate(f"""document.querySelector("main").innerHTML =
        '<img src=x onerror=hit(7)><img src=//{OUTSIDE}/7.png>'""")
    page.wait_for_function("window.hits.length > 0")

    assert page.evaluate("window.hits") == [7]
    assert [url for url in seen if OUTSIDE in url] == [f"http://{OUTSIDE}/7.png"]


@pytest.fixture
def open_watched(chromium, site):
    contexts = []

    def _open(*, keeps_policy: bool):
        context = chromium.new_context(base_url=site, locale="th-TH", bypass_csp=not keeps_policy)
        contexts.append(context)
        context.add_init_script(_WATCH)
        page, seen = context.new_page(), []
        page.set_default_timeout(20_000)
        page.on("request", lambda request: seen.append(request.url) if not _is_own(request.url, site) else None)
        page.on("dialog", lambda dialog: (seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda message: seen.append(message.text) if "Content Security" in message.text else None)
        page.route(lambda url: not _is_own(url, site), lambda route: route.abort())
        return page, seen

    yield _open
    for context in contexts:
        context.close()


def _is_own(url: str, site: str) -> bool:
    return url.startswith((f"{site}/", "about:"))


def _sweep(open_watched, texts: list[str], *, keeps_policy: bool) -> None:
    officer = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=None).person
    notes = [
        _harmful_note(officer, texts[start : start + _IN_A_NOTE], start) for start in range(0, len(texts), _IN_A_NOTE)
    ]
    titles = [_titled(officer, text) for text in texts if normalise_line(text)]
    change_own_profile(officer, about="\n".join(texts)[:2_000], expertise=[], language="th")
    bring_index_up_to_date()
    page, seen = open_watched(keeps_policy=keeps_policy)
    guest_pages = ["/", "/notes/", "/search?q=" + _BEFORE, "/feeds", *(f"/notes/{note.pk}" for note in notes)]
    lists = [f"/notes/?page={number}" for number in range(1, len(titles) // 20 + 2)]
    for address in guest_pages:
        _look_at(page, address)
    shown = [title for address in lists for title in _titles_on(page, address)]
    # A title is plain text: an officer who writes about such things reads every letter again.
    assert {title for title in titles if len(title) <= _SHOWN_WHOLE} - set(shown) == set()
    sign_in(page, officer)
    own = ["/", "/me", "/notifications/", "/moderation/", "/notes/notebooks/", f"/people/{officer.public_id}"]
    own += [f"/notes/{note.pk}{part}" for note in notes for part in ("", "/print")]
    own += [f"/notes/{notes[0].pk}{part}" for part in ("/history", "/place", "/edit")]
    for address in own:
        _look_at(page, address)

    assert seen == []
    for place, note in enumerate(notes):
        page.goto(f"/notes/{note.pk}")
        words = page.locator("article.note").inner_text()
        # The last note has what was left over.
        assert words.count(_BEFORE) == len(texts[place * _IN_A_NOTE :][:_IN_A_NOTE]), note.title


def _look_at(page, address: str) -> None:
    page.goto(address)
    # Focus, pointer and time: what waits for one of them must not run either.
    page.evaluate("document.querySelectorAll('main a, main [tabindex]').forEach((one) => one.focus())")
    assert page.evaluate("window.hits") == [], address


def _titles_on(page, address: str) -> list[str]:
    _look_at(page, address)
    return page.locator(".record__title a").evaluate_all("(links) => links.map((link) => link.textContent.trim())")


def _titled(officer, text: str) -> str:
    """A note that has the text for its title; gives the title as it is stored."""
    title = normalise_line(text)[:TITLE_LIMIT]
    place = Place(unit=officer.unit, access=Access.PUBLIC)
    item = create_item("note", Text(title, "", f"<p>{_BEFORE}</p>"), place, owner=officer, author=officer)
    return publish_latest(item, by=officer).title.strip()


def _harmful_note(officer, texts: list[str], number: int) -> Item:
    """One note with these texts in every field, as its writer, commenters, guests and reporters would fill them."""
    one = next((text for text in texts if normalise_line(text)), "x")
    title = normalise_line(one)[:TITLE_LIMIT]
    place = Place(
        unit=officer.unit,
        access=Access.PUBLIC,
        notebook=make_notebook(officer, normalise_line(f"{number} {one}")[:100]),
        tags=tuple(dict.fromkeys(line[:40] for text in texts if (line := normalise_line(text)))),
        source=normalise_line(texts[-1])[:300],
    )
    lead = normalise("\n".join(texts))[:900]
    item = create_item("note", Text(title, lead, _body(texts)), place, owner=officer, author=officer)
    item = publish_latest(item, by=officer)
    for text in texts:
        _say(item, text)
    Item.objects.filter(pk=item.pk).update(comment_count=len(texts))
    return Item.objects.get(pk=item.pk)


def _body(texts: list[str]) -> str:
    """Each text is cleaned for itself, as if it came alone: what swallows the rest must not swallow others."""
    return "".join(f"<p>{_BEFORE}</p>{clean_html(text)}" for text in texts)


def _say(item: Item, text: str) -> None:
    said = normalise(text).strip() or "x"
    body = comment_html(said[:5_000], item, mentions=True)
    name = normalise_line(text)[:60] or "x"
    now = timezone.now()
    for state in (CommentState.VISIBLE, CommentState.WAITING):
        Comment.objects.create(item=item, name=name, body_html=body, body_text=said, state=state, written_at=now)
    Report.objects.create(item=item, reason="other", words=said[:1_000])
