"""Doors read through queries and write through actions: they never touch `.objects`."""

import re

from tests.guards.source import place, python_files, templates

_TOUCH = re.compile(r"\.objects\b|\._default_manager\b|\.save\(\)|\.delete\(\)")
_SAFE = re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off|mark_safe\(|csrf_exempt")
# The one module that decides about HTML, and the icons, which are our own constants.
_MAY_MARK_SAFE = {"panya/shared/content/html.py", "panya/base/ui/templatetags/ui.py"}


def touches(source: str) -> list[str]:
    return _TOUCH.findall(source)


def test_views_and_forms_do_not_touch_tables():
    doors = [path for path in python_files("views", "forms", "home", "menu") if "management" not in path.parts]
    found = {place(path): touches(path.read_text(encoding="utf-8")) for path in doors}

    assert len(doors) > 5
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_nothing_but_the_html_module_marks_text_as_safe():
    sources = [*python_files(), *templates()]
    found = {place(path) for path in sources if _SAFE.search(path.read_text(encoding="utf-8"))}

    assert found - _MAY_MARK_SAFE == set()


def test_the_guard_catches_a_view_that_asks_the_table():
    assert touches("def page(request):\n    return Item.objects.all()") == [".objects"]
    assert _SAFE.search("{{ body|safe }}")
