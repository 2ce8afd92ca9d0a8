"""The files of the demo ministry agree with one another and with the country they describe."""

import json
import re
from collections import Counter
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

import panya

DEMO = Path(panya.__file__).parent / "site" / "demo"

TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
ALLOWED_TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "a"} | TABLE_TAGS
BLOCKS = {"p", "h2", "h3", "li", "td", "th"}
LICENCES = {"all-rights-reserved", "cc-by", "cc-by-nc", "cc-by-sa"}
ROLES = {
    "administrator",
    "unit_administrator",
    "km_team",
    "mentor",
    "observer",
    "inspector",
    "cko",
}
STAFF_CLASSES = {
    "civil_servant",
    "government_employee",
    "permanent_employee",
    "temporary_employee",
    "outside",
}
# Province codes of the Ministry of Interior, Bangkok (10) left out.
PROVINCE_CODES = {
    str(code)
    for first, last in [
        (11, 19),
        (20, 27),
        (30, 39),
        (40, 49),
        (50, 58),
        (60, 67),
        (70, 77),
        (80, 86),
        (90, 96),
    ]
    for code in range(first, last + 1)
}
PROVINCES_BY_REGION = {
    "north": 9,
    "central": 21,
    "east": 7,
    "northeast": 20,
    "west": 5,
    "south": 14,
}


def load(name):
    return json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8"))


UNITS = load("units")
UNIT = {unit["code"]: unit for unit in UNITS}
PROVINCE_OFFICES = [unit for unit in UNITS if unit["kind"] == "province_office"]
PEOPLE = load("people")
PERSON = {person["email"] or person["person_code"]: person for person in PEOPLE}
TOPICS = {topic["slug"]: topic for topic in load("topics")}
NOTES = load("notes")
each_note = pytest.mark.parametrize("note", NOTES, ids=lambda note: note["slug"])


def note_html(note):
    return (DEMO / "notes" / f"{note['slug']}.html").read_text(encoding="utf-8")


class Outline(HTMLParser):
    """Collects tags, attributes and the text of every block, and checks that tags close."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.open, self.blocks = set(), [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.open.append(tag)
        if tag in BLOCKS:
            self.blocks.append((tag, ""))

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, text):
        if self.blocks and text.strip():
            tag, before = self.blocks[-1]
            self.blocks[-1] = (tag, before + text)


def test_there_are_76_provincial_offices_with_the_official_codes():
    assert len(PROVINCE_OFFICES) == 76
    assert {unit["province_code"] for unit in PROVINCE_OFFICES} == PROVINCE_CODES
    assert len({unit["name_th"] for unit in PROVINCE_OFFICES}) == 76
    assert Counter(unit["region"] for unit in PROVINCE_OFFICES) == PROVINCES_BY_REGION


def test_provincial_offices_hang_under_the_permanent_secretary():
    for unit in PROVINCE_OFFICES:
        assert unit["parent"] == "OPS"
        assert unit["code"] == f"PCO-{unit['province_code']}"


def test_unit_codes_are_unique():
    assert [code for code, n in Counter(unit["code"] for unit in UNITS).items() if n > 1] == []


def test_only_the_ministry_and_outside_organisations_have_no_parent():
    for unit in UNITS:
        if unit["parent"] is None:
            assert unit["code"] == "MOC" or unit["kind"] == "external", unit["code"]
        else:
            assert unit["parent"] in UNIT, unit["code"]


def test_units_end_after_they_began_and_their_successor_exists():
    for unit in UNITS:
        begin, end = unit["valid_from"], unit["valid_to"]
        began = date.fromisoformat(begin) if begin else date.min
        ended = date.fromisoformat(end) if end else date.max
        assert began < ended, unit["code"]
        if unit["renamed_to"]:
            assert unit["valid_to"] < UNIT[unit["renamed_to"]]["valid_from"]


def test_names_suffice_for_three_hundred_different_people():
    names = load("names")
    for key, least in [("given_m", 45), ("given_f", 60), ("family", 120)]:
        thai = [thai for thai, english in names[key]]
        assert len(set(thai)) == len(thai) >= least
        assert all(re.fullmatch(r"[\u0e01-\u0e4e]+", name) for name in thai)
        assert all(re.fullmatch(r"[A-Z][a-z-]+", english) for _, english in names[key])


def test_people_sign_in_by_codes_of_their_own_and_hold_known_posts():
    codes = [person["person_code"] for person in PEOPLE]
    emails = [person["email"] for person in PEOPLE if person["email"]]
    assert len(set(codes)) == len(codes) == 14
    assert len(set(emails)) == len(emails)
    for person in PEOPLE:
        assert person["email"] is None or person["email"].endswith("@example.go.th")
        assert person["staff_class"] in STAFF_CLASSES
        assert UNIT[person["unit"]]["valid_to"] is None
        for role in person["roles"]:
            assert role["role"] in ROLES
            # Without a unit a role holds over the whole organisation.
            assert role["unit"] is None or role["unit"] in UNIT


def test_the_three_demo_accounts_are_who_the_readme_says():
    by_email = {person["email"]: person for person in PEOPLE}
    roles = {email: {role["role"] for role in person["roles"]} for email, person in by_email.items()}
    assert by_email["officer@example.go.th"]["unit"] == "PCO-50"
    assert roles["officer@example.go.th"] == set()
    assert by_email["km@example.go.th"]["unit"] == "OPS-STR"
    assert roles["km@example.go.th"] == {"km_team", "unit_administrator"}
    assert by_email["admin@example.go.th"]["unit"] == "OPS-ICT"
    assert roles["admin@example.go.th"] == {"administrator"}


def test_every_topic_stands_under_a_top_topic():
    assert len(TOPICS) == len(load("topics"))
    children = Counter(topic["parent"] for topic in TOPICS.values())
    for topic in TOPICS.values():
        if topic["parent"] is None:
            assert 2 <= children[topic["slug"]] <= 5, topic["slug"]
        else:
            assert TOPICS[topic["parent"]]["parent"] is None, topic["slug"]


def test_there_are_twelve_notes_of_every_stored_class_but_restricted():
    assert len({note["slug"] for note in NOTES}) == 12
    assert {note["slug"] for note in NOTES} == {p.stem for p in (DEMO / "notes").glob("*.html")}
    access = Counter(note["access"] for note in NOTES)
    assert access == {"PUBLIC": 8, "INTERNAL": 2, "REQUEST": 1, "UNIT": 1}


@each_note
def test_a_note_names_only_people_topics_and_units_that_exist(note):
    assert note["author"] in PERSON
    assert note["topic"] in TOPICS
    assert note["licence"] in LICENCES
    assert all(note[key] for key in ("tags", "title", "lead", "notebook"))
    assert set(note["circles"]) <= set(UNIT)
    assert bool(note["circles"]) == (note["access"] in {"UNIT", "RESTRICTED"})


@each_note
def test_a_note_was_written_in_2549_or_in_the_last_fifteen_months(note):
    written = note["written"]
    if "era" in written:
        assert datetime.fromisoformat(written["date"]).year + 543 == int(written["era"])
    else:
        assert 0 < written["days_ago"] <= 450
        assert all(comment["days_after"] < written["days_ago"] for comment in note["comments"])


@each_note
def test_a_comment_comes_from_a_member_or_a_guest_who_may_read_the_note(note):
    for comment in note["comments"]:
        assert all(comment[key] for key in ("name", "text"))
        if comment["author"]:
            unit = UNIT[PERSON[comment["author"]]["unit"]]
            assert unit["code"] in (note["circles"] or UNIT)
            assert unit["kind"] != "external" or note["access"] == "PUBLIC"
            assert comment["masked_address"] is None
        else:
            assert note["access"] == "PUBLIC"
            assert re.fullmatch(r"xxx\.\d{1,3}\.xxx\.xxx", comment["masked_address"])


@each_note
def test_a_note_is_a_real_text(note):
    # 500 letters are some 80 to 100 Thai words, 2,400 some 400: long enough to say something.
    text = "".join(text for _, text in Outline(note_html(note)).blocks)
    assert 500 <= len(re.findall(r"[\u0e01-\u0e4e]", text)) <= 2400


@each_note
def test_a_note_uses_plain_markup_only(note):
    outline = Outline(note_html(note))
    assert outline.open == []
    assert outline.tags <= ALLOWED_TAGS
    for tag, name, value in outline.attributes:
        assert (tag, name) == ("a", "href")
        assert value.startswith("https://")


def test_no_paragraph_is_written_twice():
    paragraphs = Counter(
        " ".join(text.split())
        for note in NOTES
        for tag, text in Outline(note_html(note)).blocks
        if tag in {"p", "li", "h2", "h3"} and text.strip()
    )
    assert [text for text, n in paragraphs.items() if n > 1] == []
