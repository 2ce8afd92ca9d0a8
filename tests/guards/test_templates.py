"""Every template compiles, is used somewhere, and asks for nothing that it is not given."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template, engines
from django.template.loader import get_template

from tests.guards.source import PANYA, templates
from tests.guards.walk import unknown_variables

pytestmark = pytest.mark.timeout(600)

# Django looks for these by itself.
KNOWN_BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def test_every_template_compiles():
    for path in templates():
        get_template(template_name(path))


def test_every_template_is_used():
    texts = {path: path.read_text(encoding="utf-8") for path in [*PANYA.rglob("*.py"), *templates()]}

    assert unused([template_name(path) for path in templates()], list(texts.values())) == []


@pytest.mark.django_db(databases=["default", "cache"])
def test_no_page_asks_for_a_variable_that_it_is_not_given(walked):
    assert walked.unknown_variables == set()


def test_the_guard_catches_an_unused_template():
    said = [
        'render(request, "notes/note.html")',
        "{% component 'tag' %}{% drawing \"leaf\" %}",
        'f"{answer.status}.html"',
    ]
    names = [
        "notes/note.html",
        "ui/components/tag.html",
        "ui/drawings/leaf.svg",
        "422.html",
        "500.html",
        "notes/old.html",
    ]

    assert unused(names, said) == ["notes/old.html"]


def test_the_guard_catches_a_template_that_does_not_compile():
    with pytest.raises(Exception, match="endif"):
        engines["django"].from_string("{% if x %}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ nobody }}", True),
        ("{{ user.nothing|truncate_thai:9 }}", True),
        ("{% component 'tag' href=nobody %}x{% endcomponent %}", True),
        ("{{ user }}{{ nobody|default:'' }}{% if nobody %}x{% endif %}", False),
    ],
)
def test_the_guard_catches_a_variable_that_nobody_gave(text, found):
    met: set[str] = set()
    with unknown_variables(met):
        Template(text).render(Context({"user": "คุณ"}))

    assert bool(met) == found


def unused(names: list[str], texts: list[str]) -> list[str]:
    """Templates that no program text and no other template names."""
    whole = "\n".join(texts)
    return [name for name in names if not any(re.search(pattern, whole) for pattern in _mentions(name))]


def _mentions(name: str) -> list[str]:
    if name in KNOWN_BY_NAME:
        return [""]
    if re.fullmatch(r"\d+\.html", name):
        return [re.escape('{answer.status}.html"')]
    stem = re.escape(Path(name).stem)
    if name.startswith("ui/components/"):
        return [rf"component ['\"]{stem}['\"]", rf"['\"]{re.escape(name)}['\"]"]
    if name.startswith("ui/drawings/"):
        return [rf"drawing ['\"]{stem}['\"]", rf"picture=['\"]{stem}['\"]"]
    return [rf"['\"]{re.escape(name)}[#'\"]"]


def template_name(path: Path) -> str:
    return path.as_posix().rpartition("/templates/")[2]
