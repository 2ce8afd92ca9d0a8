"""The pages of a text as they are collected, and how much of it is taken at most."""

MOST_PAGES = 2_000
MOST_LETTERS = 3_000_000
# What has no pages of its own is parted about here, at the end of a line.
PART = 4_000
# In these the text of a page is rows of cells, parted by tabs.
TABLES = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        "text/csv",
        "text/tab-separated-values",
    }
)


class Unreadable(Exception):
    """There are no words to be had; `reason` is a key of `files.reasons.NO_TEXT`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Pages:
    """Collects text page by page; what is too much is left out, and nobody has to ask."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._open: list[str] = []
        self._room = MOST_LETTERS

    @property
    def has_words(self) -> bool:
        """Whether anything stands on the page that is being filled."""
        return any(piece.strip() for piece in self._open)

    @property
    def turned(self) -> int:
        """How many pages are full."""
        return len(self._done)

    def add(self, text: str) -> None:
        if self._room > 0 and len(self._done) < MOST_PAGES:
            self._open.append(text[: self._room])
            self._room -= len(text)

    def turn(self) -> None:
        """This page is full."""
        if len(self._done) < MOST_PAGES:
            self._done.append("".join(self._open))
        self._open = []

    def all(self) -> list[str]:
        if self._open:
            self.turn()
        return self._done


def parts_of(text: str) -> list[str]:
    """A text without pages in parts of about the length of one."""
    parts: list[str] = []
    text = text[:MOST_LETTERS]
    start = 0
    while start < len(text) and len(parts) < MOST_PAGES:
        end = start + PART
        if end < len(text):
            at_line = text.rfind("\n", start + PART // 2, end)
            at_space = text.rfind(" ", start + PART // 2, end)
            end = at_line + 1 if at_line > 0 else at_space + 1 if at_space > 0 else end
        parts.append(text[start:end])
        start = end
    return parts
