"""Going through a page as people do who have no mouse."""

_FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const label = one.labels?.[0]?.innerText ?? "";
  const ids = (one.getAttribute("aria-labelledby") ?? "").split(" ");
  const labelled = ids.map((id) => document.getElementById(id)?.innerText ?? "");
  const name = [one.getAttribute("aria-label") ?? "", ...labelled, label, one.innerText ?? "", one.value ?? ""]
    .map((part) => String(part).trim()).find(Boolean) ?? "";
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const frame = one.closest(".prose-frame");
  const outlined = parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none";
  const marked = outlined || (frame && getComputedStyle(frame).outlineStyle !== "none");
  return { name: name.replace(/\\s+/g, " "), seen, marked, skipped: one.tabIndex > 0 };
}"""


class Keyboard:
    """Tab, Enter and letters; each stop must be seen, marked and named."""

    def __init__(self, page) -> None:
        self.page = page
        self.faults: list[str] = []

    def stop(self) -> str:
        """The name of what has the focus."""
        one = self.page.evaluate(_FOCUSED)
        if one is None:
            return ""
        self.faults += [
            f"{fault}: {one['name'][:60]}"
            for fault, holds in (
                ("not in sight", not one["seen"]),
                ("focus not marked", not one["marked"]),
                ("out of order", one["skipped"]),
                ("without a name", not one["name"]),
            )
            if holds
        ]
        return one["name"]

    def tab_to(self, name: str, *, most: int = 80, back: bool = False) -> None:
        """Press Tab until what bears this name has the focus."""
        met = []
        for _turn in range(most):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            met.append(self.stop())
            if met[-1].startswith(name):
                return
        raise AssertionError(f"no way by Tab to “{name}”: {met}")

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def press(self, key: str = "Enter") -> None:
        self.page.keyboard.press(key)

    def end(self) -> None:
        """To the end of a text. The editor sets its own caret 20 ms after the focus came and reads a moved one late."""
        self.page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
        self.page.keyboard.press("Control+End")
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def go(self, key: str = "Enter") -> None:
        """Press a key that opens another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
