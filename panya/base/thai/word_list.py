"""Makes the word list at setup; the program itself only reads the file."""

import re
from importlib.util import find_spec
from pathlib import Path

from panya.base.thai.normalise import normalise_line
from panya.base.thai.words import WORD_LIST

# Words with spaces or other signs would let one word reach over a place where a text is safely cut.
_PLAIN_WORD = re.compile("[\u0e01-\u0e4e]+(?:\\.[\u0e01-\u0e4e]+)*\\.?")


def make_word_list(target: Path = WORD_LIST) -> int:
    """Write pythainlp's words, one a line, normalised and sorted; returns how many."""
    lines = _source().read_text(encoding="utf-8").splitlines()
    found = {normalise_line(line) for line in lines}
    plain = sorted(word for word in found if _PLAIN_WORD.fullmatch(word))
    part = target.with_suffix(".part")
    part.write_text("\n".join(plain), encoding="utf-8", newline="\n")
    part.replace(target)  # a stopped setup leaves no half list
    return len(plain)


def _source() -> Path:
    """The word list inside pythainlp, found without importing that large package."""
    spec = find_spec("pythainlp")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The Thai word list is made from pythainlp: `make setup` installs it.")
    return Path(spec.origin).with_name("corpus") / "words_th.txt"


if __name__ == "__main__":
    make_word_list()
