"""Thai marks stand where they belong, on the page and on paper, in the bundled font, at every size and weight."""

import pytest

from panya.shared.content.models import Access
from tests.browser.pictures import TOLERANCE, difference
from tests.factories import NoteFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])

WORDS = "ที่ นั้น ซื้อ เอี๊ยด น้ำ ปู่"
_BODY = (
    f"<p>{WORDS}</p><h2>{WORDS}</h2><h3>{WORDS}</h3><p><strong>{WORDS}</strong></p>"
    f"<blockquote><p>{WORDS}</p></blockquote>"
)
# What must stand higher (or lower) than what: the mark above the vowel, the vowel below the letter.
_HIGHER = [("ที่", "ที"), ("ที", "ท"), ("นั้", "นั"), ("ซื้", "ซื"), ("อี๊", "อี"), ("น้ำ", "นำ"), ("ปู่", "ปู")]
_LOWER = [("ปู่", "ป่"), ("ญู", "ญ"), ("กุ", "ก")]

_INK = """([words, font]) => {
  const pen = new OffscreenCanvas(10, 10).getContext("2d");
  pen.font = font;
  return words.map((word) => {
    const size = pen.measureText(word);
    return [size.actualBoundingBoxAscent, size.actualBoundingBoxDescent];
  });
}"""

# Every element that holds words: is its line as high as the tallest Thai cluster, and does it show all of it?
FAULTS = """() => {
  const pen = new OffscreenCanvas(10, 10).getContext("2d");
  const found = new Set();
  for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && /[\\u0e00-\\u0e7f]/.test(node.data));
    if (!own || !element.checkVisibility() || element.closest(".visually-hidden, option, noscript, svg")) continue;
    const style = getComputedStyle(element);
    pen.font = `${style.fontWeight} ${style.fontSize} Sarabun`;
    const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = pen.measureText("ที่ซื้อเอี๊ยดปู่");
    const name = (element.className ? element : element.parentElement).outerHTML.slice(0, 60);
    const lines = new Set();
    for (const node of element.childNodes) {
      if (node.nodeType !== 3) continue;
      const words = document.createRange();
      words.selectNode(node);
      for (const line of words.getClientRects()) if (line.width) lines.add(Math.round(line.bottom));
    }
    if (lines.size > 1 && parseFloat(style.lineHeight) < up + down - 1) found.add(`lines touch: ${name}`);
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const shown = getComputedStyle(box).overflowY;
      if (!["hidden", "clip"].includes(shown) || getComputedStyle(box).display === "inline") continue;
      if (box.clientHeight > 1 && box.clientHeight < up + down) found.add(`cut off: ${name}`);
    }
  }
  return [...found];
}"""


@pytest.fixture
def specimen(open_page):
    note = NoteFactory(title=WORDS, lead=WORDS, body=_BODY, access=Access.PUBLIC)
    page = open_page(bypass_csp=True, device_scale_factor=2, reduced_motion="reduce")

    def _open(paper: bool = False):
        page.goto(f"/notes/{note.pk}/print" if paper else f"/notes/{note.pk}")
        page.emulate_media(media="print" if paper else "screen")
        page.evaluate("document.fonts.ready")
        return page

    return _open


def _apart(page, paper, store=False):
    """Of each part of the specimen, how far it is from the stored picture."""
    place = "print" if paper else "page"
    parts = {"title": "h1", "lead": ".lead", "text": ".prose"}
    return {
        f"{place}-{part}": difference(page, f"{place}-{part}", page.locator(where).first.screenshot(), store=store)
        for part, where in parts.items()
    }


@pytest.mark.parametrize("paper", [False, True], ids=["page", "print"])
def test_thai_looks_as_it_was_approved(specimen, paper):
    apart = _apart(specimen(paper), paper, store=True)

    assert {name: share for name, share in apart.items() if share > TOLERANCE} == {}


@pytest.mark.parametrize("fault", [".prose * { font-family: sans-serif !important }",
                                   ".prose p { line-height: 1 !important; overflow: hidden }"],
                         ids=["another font", "a narrow line"])  # fmt: skip
def test_a_planted_fault_is_seen(specimen, fault):
    page = specimen()
    page.add_style_tag(content=fault)

    assert _apart(page, False)["page-text"] > TOLERANCE


@pytest.mark.parametrize("font", ["400 18px Sarabun", "600 18px Sarabun", "400 15px Sarabun", "600 40px Sarabun"])
def test_marks_stand_above_and_below_each_other(specimen, font):
    page = specimen()
    measured = {word: page.evaluate(_INK, [[word], font])[0] for pair in [*_HIGHER, *_LOWER] for word in pair}

    assert [pair for pair in _HIGHER if measured[pair[0]][0] <= measured[pair[1]][0]] == []
    assert [pair for pair in _LOWER if measured[pair[0]][1] <= measured[pair[1]][1]] == []


@pytest.mark.parametrize("size", ["normal", "largest"])
def test_no_line_touches_the_next_and_none_is_cut_off(specimen, size):
    page, found = specimen(), {}
    page.context.add_cookies([{"name": "panya-text", "value": size, "url": page.url}])
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        for address in ("/ui/", "/", "/help/", "/notes/", "/sign-in", page.url):
            page.goto(address)
            found[f"{address} at {width}"] = page.evaluate(FAULTS)

    assert {address: faults for address, faults in found.items() if faults} == {}


def test_a_line_that_cuts_marks_off_is_caught(specimen):
    page = specimen()
    page.add_style_tag(content=".prose p { line-height: 1; width: 4em; height: 1em; overflow: hidden }")

    assert {fault.split(":")[0] for fault in page.evaluate(FAULTS)} == {"lines touch", "cut off"}
