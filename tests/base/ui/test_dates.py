"""The one date field and the one filter door for dates."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from panya.base.ui.forms import ThaiDateField


class Diary(forms.Form):
    day = ThaiDateField()


def draw(source, **values):
    return engines["django"].from_string(source).render(values)


@pytest.mark.parametrize("written", ["22/5/2549", "22 พ.ค. 49", "2006-05-22", "๒๒ พฤษภาคม ๒๕๔๙", "22 May 2006"])
def test_a_day_is_read_in_any_form_that_officers_write(written):
    form = Diary({"day": written})

    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2006, 5, 22)


@pytest.mark.parametrize(
    ("written", "told"),
    [("เมื่อวาน", "22 พ.ค. 2549"), ("31/2/2549", "ปฏิทิน"), ("", "โปรดใส่วันที่"), ("9" * 500, "22 พ.ค. 2549")],
)
def test_a_day_that_cannot_be_read_is_answered_with_what_can(written, told):
    form = Diary({"day": written})

    assert told in form.errors["day"][0]


def test_what_was_typed_stays_in_the_field():
    assert 'value="เมื่อวาน"' in str(Diary({"day": "เมื่อวาน"})["day"])


@pytest.mark.parametrize(("language", "shown", "era"), [("th", "22 พฤษภาคม 2549", "543"), ("en", "22 May 2006", "0")])
def test_the_field_shows_the_era_of_the_page_and_reads_it_back(language, shown, era):
    with translation.override(language):
        field = str(Diary(initial={"day": date(2006, 5, 22)})["day"])
        assert f'value="{shown}"' in field
        assert f'data-era="{era}"' in field
        assert Diary({"day": shown}).is_valid()


def test_an_unchanged_day_in_another_spelling_is_no_change():
    assert not Diary({"day": "22/5/2549"}, initial={"day": date(2006, 5, 22)}).has_changed()
    assert Diary({"day": "23/5/2549"}, initial={"day": date(2006, 5, 22)}).has_changed()


@pytest.mark.parametrize(("language", "year"), [("th", "2549"), ("en", "2006")])
def test_a_page_shows_days_in_the_era_of_its_language(language, year):
    with translation.override(language):
        assert year in draw("{{ day|thai_date }}", day=date(2006, 5, 22))


def test_a_moment_is_shown_on_its_bangkok_day_and_kept_exact_for_machines():
    late = datetime(2006, 5, 22, 18, 30, tzinfo=UTC)

    with translation.override("th"):
        shown = draw("{% when late %}", late=late)
    assert shown == '<time datetime="2006-05-22T18:30:00+00:00">23 พฤษภาคม 2549</time>'


@pytest.mark.parametrize(
    "source", ["{% when day %}", "{{ day|thai_date }}", "{{ day|short_date }}", "{{ day|thai_datetime }}"]
)
def test_no_day_is_shown_as_nothing(source):
    assert draw(source, day=None) == ""
