"""Components see only what they are given, escape it, and work in a form."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template import engines

from panya.base.ui.gallery import GalleryForm
from panya.base.ui.icons import ICONS

PACKAGE = Path(__file__).resolve().parents[3] / "panya"


def draw(source, **values):
    return BeautifulSoup(engines["django"].from_string(source).render(values), "html.parser")


def test_a_component_does_not_see_the_page_around_it():
    drawn = draw('{% component "button" %}ตกลง{% endcomponent %}', href="/elsewhere", kind="danger")

    assert drawn.a is None
    assert drawn.button["class"] == ["button"]


def test_a_component_escapes_its_values_and_keeps_its_content():
    drawn = draw('{% component "record" title=title href="/" %}<b>x</b>{% endcomponent %}', title="<script>1</script>")

    assert drawn.script is None
    assert drawn.h3.a.text == "<script>1</script>"
    assert drawn.b.text == "x"


@pytest.mark.parametrize(("name", "letter"), [("เพ็ญศรี", "พ"), ("ไพศาล", "พ"), ("Somsri", "S"), ("๙", "?"), ("", "?")])
def test_an_avatar_shows_a_letter_that_can_stand_alone(name, letter):
    assert draw('{% component "avatar" name=name %}{% endcomponent %}', name=name).text == letter


def test_pagination_without_a_neighbour_is_no_landmark():
    assert draw('{% component "pagination" %}{% endcomponent %}').nav is None


def test_every_icon_that_a_template_names_exists():
    named = {
        name
        for template in PACKAGE.rglob("*.html")
        for name in re.findall(r'(?:{% icon |icon=)"(\w+)"', template.read_text())
    }

    assert named
    assert named - ICONS.keys() == set()


def test_a_wrong_field_is_named_described_and_linked_from_the_summary():
    wrong = GalleryForm({"title": "", "written_on": "1/1/2549", "topic": "trade", "access": "staff"})
    drawn = draw("{% form_errors form %}{% field form.title %}", form=wrong)

    field = drawn.find(id="id_title")
    assert drawn.find(class_="error-summary").a["href"] == "#id_title"
    assert drawn.find("label")["for"] == "id_title"
    assert field["aria-invalid"] == "true"
    assert [drawn.find(id=part) is not None for part in field["aria-describedby"].split()] == [True, True]


def test_every_kind_of_field_has_a_name_for_those_who_listen():
    drawn = draw("{% for bound in form %}{% field bound %}{% endfor %}", form=GalleryForm())

    unnamed = [
        field["name"]
        for field in drawn.find_all(["input", "select", "textarea"])
        if not drawn.find("label", attrs={"for": field["id"]})
    ]
    assert unnamed == []
    assert [group.legend is not None for group in drawn.find_all("fieldset")] == [True, True]


def test_a_form_without_faults_has_no_summary():
    assert draw("{% form_errors form %}", form=GalleryForm()).text.strip() == ""


def test_a_fault_of_the_whole_form_stands_in_the_summary():
    class Refusing(forms.Form):
        def clean(self):
            raise forms.ValidationError("ทั้งหน้า")

    assert draw("{% form_errors form %}", form=Refusing({})).li.text == "ทั้งหน้า"


def test_no_template_of_the_look_carries_script_or_style_of_its_own():
    for template in (PACKAGE / "base" / "ui" / "templates").rglob("*.html"):
        drawn = BeautifulSoup(template.read_text(), "html.parser")
        assert [tag for tag in drawn.find_all("script") if not tag.get("src")] == [], template
        assert drawn.find_all("style") == [], template
        assert [tag for tag in drawn.find_all(True) if any(a == "style" or a.startswith("on") for a in tag.attrs)] == []
