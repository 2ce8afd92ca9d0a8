"""axe finds nothing serious on any main page, at the width of a small phone and on a wide screen."""

from pathlib import Path

import pytest

from panya.shared.content.mentions import KIND
from panya.shared.content.models import Access
from panya.shared.notifications.actions import tell
from tests.browser.conftest import sign_in
from tests.factories import AppointmentFactory, AssetFactory, NoteFactory, ReviewFactory, TopicFactory, UserFactory
from tests.factories.files import png

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])

_AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_RUN = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
_GUEST_PAGES = [
    "/",
    "/notes/",
    "/search?q=งาน",
    "/sign-in",
    "/password/forgotten",
    "/help/",
    "/ui/",
    "/notes/999",
    "/assets/",
]
_OFFICER_PAGES = [
    "/", "/assets/", "/assets/new", "/assets/new?template=story", "/assets/drafts", "/notes/new", "/notes/drafts",
    "/notes/notebooks/", "/circles", "/me", "/password",
    "/notifications/", "/notifications/settings",
    "/security", "/security/confirm", "/security/passkeys/new",
    "/manage/", "/manage/units", "/manage/people", "/manage/people/new", "/manage/import/people",
]  # fmt: skip


# axe tries styles out on the page: only here is the policy passed by.
def faults(page) -> list[str]:
    """What axe calls serious or critical on this page."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate(_RUN)
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found if one["impact"] in {"serious", "critical"}]


# At 200 % a window of 1280 px lays out as one of 640; text twice as large is what the site itself offers.
@pytest.mark.parametrize(
    ("width", "text"),
    [(360, "normal"), (1280, "normal"), (640, "normal"), (360, "largest")],
    ids=["360 px", "1280 px", "zoom of 200 %", "360 px, text twice as large"],
)
def test_no_page_shuts_anyone_out(open_page, site, width, text):
    officer = AppointmentFactory(person=UserFactory()).person
    TopicFactory()
    note = NoteFactory(author=officer, access=Access.PUBLIC, lead="คำนำ", tags=("งาน",))
    tell(KIND, [officer], subject=note.pk, by=UserFactory(), key="told")
    own = [f"/notes/{note.pk}{part}" for part in ("", "/edit", "/place", "/history", "/print", "/retire")]
    asset = AssetFactory(author=officer, access=Access.PUBLIC, topics=(TopicFactory(),))
    own += [f"/assets/{asset.pk}{part}" for part in ("", "/edit", "/place", "/history", "/print", "/checklist")]
    own.append(f"/assets/promote/{note.pk}")
    page, found = open_page(phone=width < 400, bypass_csp=True), {}
    page.set_viewport_size({"width": width, "height": 740})
    page.context.add_cookies([{"name": "panya-text", "value": text, "url": site}])
    for address in [*_GUEST_PAGES, f"/notes/{note.pk}"]:
        page.goto(address)
        found[f"guest {address}"] = faults(page)
    sign_in(page, officer)
    for address in [*_OFFICER_PAGES, *own]:
        page.goto(address)
        found[f"officer {address}"] = faults(page)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found[f"officer {address}"].append("scrolls sideways")

    assert {address: serious for address, serious in found.items() if serious} == {}


def test_the_pages_around_assets_shut_nobody_out_on_a_phone(open_page):
    """One page of each pattern: queue, board, desk, figures, lists of subjects, forms about two texts."""
    officer = AppointmentFactory(person=UserFactory()).person
    asset = AssetFactory(author=officer, access=Access.PUBLIC, topics=(TopicFactory(),))
    other = AssetFactory(access=Access.PUBLIC)
    review = ReviewFactory(officer)
    pages = [
        "/reviews/", f"/reviews/{review.public_id}", "/wanted/", "/wanted/new", "/uses/", "/uses/mine",
        "/figures/uses", "/requests/", "/requests/desk", "/due/", "/bin/", "/retention/", "/trust/",
        "/topics/", "/tags/", "/terms/", "/aims/", "/competences/", "/privacy", "/assets/suggestions",
        f"/assets/synthesis?items={asset.pk}&items={other.pk}", f"/assets/{other.pk}/suggest",
        f"/assets/{asset.pk}/merge?other={other.pk}", f"/assets/{asset.pk}/translate", f"/assets/{asset.pk}/relies",
        f"/assets/{asset.pk}/access", f"/assets/{asset.pk}/hand-over", f"/assets/{asset.pk}/compare/1/1",
        f"/records/{other.pk}/use", f"/records/{other.pk}/uses", f"/records/{other.pk}/graph",
    ]  # fmt: skip
    page, found = open_page(phone=True, bypass_csp=True), {}
    sign_in(page, officer)
    for address in pages:
        answer = page.goto(address)
        found[address] = [*faults(page), *([] if answer.status == 200 else [answer.status])]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found[address].append("scrolls sideways")

    assert {address: serious for address, serious in found.items() if serious} == {}


@pytest.mark.parametrize("phone", [True, False], ids=["360 px", "1280 px"])
def test_the_dialog_for_pictures_shuts_nobody_out(open_page, phone):
    page = open_page(phone=phone, bypass_csp=True)
    sign_in(page, UserFactory())
    page.goto("/notes/new")
    page.get_by_role("button", name="ใส่รูป").click()
    page.locator("#picture-input").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": png()})
    page.get_by_role("dialog").locator("img").wait_for()
    page.get_by_role("dialog").get_by_role("button", name="ใส่ในบันทึก").click()

    assert faults(page) == []


def test_the_guard_catches_a_button_without_a_name(open_page):
    page = open_page(bypass_csp=True)
    page.goto("/sign-in")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")

    assert [fault.split(":")[0] for fault in faults(page)] == ["button-name"]
