"""Texts for the properties: Thai as it is typed and mistyped, mixed with all of Unicode."""

from hypothesis import strategies as st

THAI = [chr(code) for code in range(0x0E01, 0x0E5C) if not 0x0E3B <= code <= 0x0E3E]
MARKS = list("ัิีึืฺุู็่้๊๋์ํ๎")
TROUBLE = [*MARKS, *"าำเแกนaé e\u0301\u0316\u0300\u20dd\u0334 \n\r\t\x00\x85\x0b\u200b\u200d\u202e\u2060\ufeff\u00ad"]
TROUBLE += ["\ud800", "\U0001d165", "\U000e0041", "\ufe0f", "\u2028", "\u09c7", "\u09be", "\u1100", "\u1161", "😀", "🇹"]

thai = st.text(st.sampled_from(THAI), max_size=60)
trouble = st.text(st.sampled_from(TROUBLE), max_size=40)
anything = st.text(st.characters(), max_size=60)  # lone surrogates too
texts = st.one_of(thai, trouble, anything, st.lists(st.one_of(thai, trouble, anything), max_size=4).map("".join))
