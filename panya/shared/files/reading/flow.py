"""Text as it runs through a document, and what hangs on its paragraphs: notes, text boxes, comments."""

from panya.shared.files.reading.pages import MOST_LETTERS, Pages

# Said of the text by somebody else, or not shown with it; Thai as the documents are.
COMMENT, SPEAKER = "[ความเห็น] ", "[บันทึกผู้บรรยาย] "


class Flow:
    """Fills pages; what hangs on a paragraph stands after it, so that the paragraph stays in one piece."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self._paragraphs = 0
        self._asides: list[list[str]] = []
        self._hanging: list[str] = []
        self._room = MOST_LETTERS

    @property
    def in_paragraph(self) -> bool:
        return self._paragraphs > 0

    def add(self, text: str) -> None:
        if not self._asides:
            self.pages.add(text)
        elif self._room > 0:
            self._asides[-1].append(text)
            self._room -= len(text)

    def begin_paragraph(self) -> None:
        self._paragraphs += 1

    def end_paragraph(self, ending: str = "\n") -> None:
        self.add(ending)
        self._paragraphs -= 1
        if not self._paragraphs and not self._asides:
            self.settle()

    def begin_aside(self) -> None:
        """What comes now hangs on the open paragraph."""
        self._asides.append([])

    def end_aside(self, mark: str = "") -> None:
        text = "".join(self._asides.pop()).strip()
        self.hang(f"{mark}{text}" if text else "")

    def hang(self, text: str) -> None:
        """Put this after the open paragraph."""
        if text:
            self._hanging.append(text)

    def settle(self) -> None:
        """Put down what hangs, here."""
        hanging, self._hanging = self._hanging, []
        for text in hanging:
            self.pages.add(f"{text}\n")

    def turn(self) -> None:
        """The page is full; what hangs on a paragraph turns none."""
        if not self._asides and self.pages.has_words:
            self.pages.turn()
