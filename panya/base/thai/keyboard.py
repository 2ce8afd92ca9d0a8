"""The Thai keyboard (Kedmanee) over the Latin one (US): what was typed while the other layout was on."""

_LATIN = (
    "`1234567890-=" "qwertyuiop[]\\" "asdfghjkl;'" "zxcvbnm,./"
    "~!@#$%^&*()_+" "QWERTYUIOP{}|" "ASDFGHJKL:\"" "ZXCVBNM<>?"
)  # fmt: skip
_THAI = (
    "_ๅ/-ภถุึคตจขช" "ๆไำพะัีรนยบลฃ" "ฟหกดเ้่าสวง" "ผปแอิืทมใฝ"
    "%+๑๒๓๔ู฿๕๖๗๘๙" "๐\"ฎฑธํ๊ณฯญฐ,ฅ" "ฤฆฏโฌ็๋ษศซ." "()ฉฮฺ์?ฒฬฦ"
)  # fmt: skip
_TO_THAI = str.maketrans(_LATIN, _THAI)
# The first key counts where two give the same sign.
_TO_LATIN = str.maketrans({thai: latin for latin, thai in zip(_LATIN[::-1], _THAI[::-1], strict=True)})


def typed_on_thai(text: str) -> str:
    """What the keys of a Latin text give on the Thai layout: l;ylfu → สวัสดี."""
    return text.translate(_TO_THAI)


def typed_on_latin(text: str) -> str:
    """What the keys of a Thai text give on the Latin layout: ดะฟ → fta."""
    return text.translate(_TO_LATIN)


def neighbours(sign: str) -> str:
    """The Thai signs on the keys beside this one, and the other sign on its own key."""
    return _NEIGHBOURS.get(sign, "")


def _neighbours() -> dict[str, str]:
    rows = [_THAI[:13], _THAI[13:26], _THAI[26:37], _THAI[37:47]]
    shifted = [_THAI[47:60], _THAI[60:73], _THAI[73:84], _THAI[84:94]]
    found: dict[str, str] = {}
    for plain, other in zip(rows, shifted, strict=True):
        for row, same in ((plain, other), (other, plain)):
            for at, sign in enumerate(row):
                near = row[max(at - 1, 0) : at] + row[at + 1 : at + 2] + same[at]
                found[sign] = found.get(sign, "") + near
    return found


_NEIGHBOURS = _neighbours()
