"""The files of the demo ministry agree with one another and with the country they describe."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import panya
from panya.base.thai.normalise import normalise
from panya.base.thai.words import words
from panya.site.demo.people import DEMO_ACCOUNTS, MORE_ACCOUNTS

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
    "auditor",
    "expert",
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
NOTES = [
    note for file in sorted((DEMO / "themes").glob("*.json")) for note in json.loads(file.read_text(encoding="utf-8"))
]
NOTE = {note["slug"]: note for note in NOTES}
PUBLISHED = [note for note in NOTES if note.get("status") != "draft"]
HISTORY = [note for note in NOTES if "date" in note["written"]]
each_note = pytest.mark.parametrize("note", NOTES, ids=lambda note: note["slug"])


def posting_span(posting):
    return date.fromisoformat(posting["from"]), date.fromisoformat(posting["to"] or "9999-12-31")


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
    assert len(set(codes)) == len(codes) == 58
    assert len(set(emails)) == len(emails)
    for person in PEOPLE:
        assert person["email"] is None or person["email"].endswith("@example.go.th")
        assert person["staff_class"] in STAFF_CLASSES
        assert UNIT[person["unit"]]["valid_to"] is None or person.get("left")
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


def test_people_of_every_role_and_every_staff_class_are_there():
    assert {role["role"] for person in PEOPLE for role in person["roles"]} == ROLES
    assert {person["staff_class"] for person in PEOPLE} == STAFF_CLASSES
    assert {person["unit"] for person in PEOPLE if person["staff_class"] == "outside"} == {
        "FTPI",
        "OPDC",
        "OCSC",
        "KMI",
    }


def test_accounts_that_sign_in_are_people_who_still_serve():
    assert {PERSON[name].get("left") for name in (*DEMO_ACCOUNTS, *MORE_ACCOUNTS)} == {None}


def test_the_readme_names_every_account_that_signs_in():
    readme = (DEMO.parents[2] / "README.md").read_text(encoding="utf-8")
    assert [name for name in (*DEMO_ACCOUNTS, *MORE_ACCOUNTS) if f"`{name}`" not in readme] == []


def test_postings_follow_one_another_and_lie_within_the_life_of_their_unit():
    for person in PEOPLE:
        spans = [posting_span(posting) for posting in person.get("postings", ())]
        assert all(begin < end for begin, end in spans)
        assert all(end < begin for (_, end), (begin, _) in pairwise(spans))
        for posting, (begin, end) in zip(person.get("postings", ()), spans, strict=True):
            unit = UNIT[posting["unit"]]
            assert begin >= date.fromisoformat(unit["valid_from"] or "0001-01-01")
            assert min(end, date(9998, 1, 1)) <= date.fromisoformat(unit["valid_to"] or "9999-12-31")


def test_every_topic_stands_under_a_top_topic():
    assert len(TOPICS) == len(load("topics"))
    children = Counter(topic["parent"] for topic in TOPICS.values())
    for topic in TOPICS.values():
        if topic["parent"] is None:
            assert 2 <= children[topic["slug"]] <= 5, topic["slug"]
        else:
            assert TOPICS[topic["parent"]]["parent"] is None, topic["slug"]


def said_under(note) -> Iterator[dict]:
    """Every comment under a note and every answer to it."""
    for comment in note["comments"]:
        yield comment
        yield from comment.get("replies", ())


SAID = [(note, comment) for note in NOTES for comment in said_under(note)]


def text_of(note):
    return " ".join(text for _, text in Outline(note_html(note)).blocks)


def test_there_are_sixty_published_notes_of_every_stored_class_and_three_drafts():
    assert len(NOTE) == len(NOTES) == 63
    assert set(NOTE) == {p.stem for p in (DEMO / "notes").glob("*.html")}
    access = Counter(note["access"] for note in PUBLISHED)
    assert access == {"PUBLIC": 39, "INTERNAL": 13, "UNIT": 4, "REQUEST": 2, "RESTRICTED": 2}


def test_titles_differ_and_tags_are_used_again():
    assert len({note["title"] for note in NOTES}) == 63
    tags = Counter(tag for note in NOTES for tag in note["tags"])
    assert all(1 < len(set(note["tags"])) == len(note["tags"]) for note in NOTES)
    assert len([tag for tag, used in tags.items() if used > 1]) >= 35


def test_notes_come_from_every_department_and_many_provinces():
    units = {UNIT[unit_then(note)]["code"] for note in NOTES}
    departments = {code.split("-")[0] for code in units}
    assert departments == {"OPS", "DIT", "DBD", "DFT", "DTN", "DITP", "DEP", "DIP", "TPSO", "DOI", "PCO"}
    assert len([code for code in units if code.startswith("PCO-")]) >= 9


@each_note
def test_a_note_names_only_people_topics_and_units_that_exist(note):
    assert note["author"] in PERSON
    assert note["topic"] in TOPICS
    assert note["licence"] in LICENCES
    assert all(note[key] for key in ("tags", "title", "lead", "notebook"))
    assert set(note["circles"]) <= set(UNIT)
    assert bool(note["circles"]) == (note["access"] in {"UNIT", "RESTRICTED"})
    assert UNIT[PERSON[note["author"]]["unit"]]["kind"] != "external"


def unit_then(note):
    """Where the author worked on the day, else where the author works."""
    person = PERSON[note["author"]]
    if "date" not in note["written"] or "postings" not in person:
        return person["unit"]
    day = datetime.fromisoformat(note["written"]["date"]).date()
    spans = [(posting["unit"], *posting_span(posting)) for posting in person["postings"]]
    return next(unit for unit, begin, end in spans if begin <= day <= end)


@pytest.mark.parametrize("note", HISTORY, ids=lambda note: note["slug"])
def test_history_happened_from_2549_to_2552_in_units_of_the_day(note):
    day = datetime.fromisoformat(note["written"]["date"]).date()
    assert date(2006, 5, 1) <= day <= date(2009, 9, 30)
    assert "postings" in PERSON[note["author"]]
    unit = UNIT[unit_then(note)]
    assert (unit["valid_from"] or "") <= day.isoformat() <= (unit["valid_to"] or "9999")


def test_the_living_era_is_fifteen_months_and_every_recent_day_has_something():
    ages = sorted(note["written"]["days_ago"] for note in PUBLISHED if "days_ago" in note["written"])
    assert 0 < ages[0] < 1
    assert ages[-1] <= 450
    assert len([age for age in ages if age < 8]) >= 8
    assert len(HISTORY) >= 15


def test_the_two_days_of_may_2549_are_told():
    assert NOTE["kickoff-2549"]["written"]["date"].startswith("2006-05-23")
    assert "พุธที่ 24 พฤษภาคม 2549" in text_of(NOTE["announce-round-1"])
    assert "13.30–16.00" in text_of(NOTE["announce-round-1"])


def test_a_retired_note_names_a_published_successor():
    retired = [note for note in NOTES if "retired" in note]
    assert [note["slug"] for note in retired] == ["dep-first-fair"]
    assert NOTE[retired[0]["retired"]["successor"]] in PUBLISHED


def test_people_say_something_under_nearly_every_note():
    assert len(SAID) >= 150
    assert {note["slug"] for note in PUBLISHED if not note["comments"]} == set()
    texts = Counter(comment["text"] for _, comment in SAID)
    assert [text for text, n in texts.items() if n > 1] == []
    assert {note["slug"]: note["access"] for note in NOTES if note.get("waiting")} == {
        "price-tag-questions": "PUBLIC",
        "when-the-circle-goes-quiet": "PUBLIC",
    }
    assert len([comment for _, comment in SAID if comment.get("reported")]) == 1


@each_note
def test_only_readers_speak_under_a_note_and_after_it_came_out(note):
    assert note.get("status") != "draft" or note["comments"] == []
    for comment in said_under(note):
        assert comment["text"]
        assert comment["days_after"] > 0
        if "days_ago" in note["written"]:
            assert comment["days_after"] < note["written"]["days_ago"]
        if "author" in comment:
            assert may_read(PERSON[comment["author"]], note)
            assert "guest" not in comment
        else:
            assert note["access"] == "PUBLIC"
            assert comment["guest"]
            assert re.fullmatch(r"xxx\.\d{1,3}\.xxx\.xxx", comment["masked_address"])


def may_read(person, note):
    unit = UNIT[person["unit"]]
    above = {unit["code"], unit["parent"]}
    if person["staff_class"] == "outside":
        return note["access"] == "PUBLIC"
    return not note["circles"] or bool(above & set(note["circles"]))


@each_note
def test_answers_come_after_what_they_answer(note):
    for comment in note["comments"]:
        days = [comment["days_after"], *(answer["days_after"] for answer in comment.get("replies", ()))]
        assert days == sorted(days)


@each_note
def test_thanks_come_from_others_who_may_read(note):
    assert len(set(note["thanks"])) == len(note["thanks"])
    assert note["author"] not in note["thanks"]
    assert all(may_read(PERSON[name], note) for name in note["thanks"])


@each_note
def test_mentions_name_people_who_may_read(note):
    for comment in said_under(note):
        mentioned = re.findall(r"\{@([^}]+)\}", comment["text"])
        assert comment["text"].count("{") == len(mentioned)
        assert all(may_read(PERSON[name], note) for name in mentioned)


@each_note
def test_a_note_is_a_real_text(note):
    thai = [word for word in words(text_of(note)) if re.search("[\u0e01-\u0e2e]", word)]
    assert 80 <= len(thai) <= 600


@each_note
def test_a_note_uses_plain_markup_and_links_to_older_notes_only(note):
    outline = Outline(note_html(note))
    assert outline.open == []
    assert outline.tags <= ALLOWED_TAGS
    for tag, name, value in outline.attributes:
        assert (tag, name) in {("a", "href"), ("ol", "start")}
        if value.startswith("note:"):
            linked = NOTE[value.removeprefix("note:")]
            assert linked in PUBLISHED
            assert age(linked) > age(note)
        elif name == "href":
            assert value.startswith("https://")


def age(note):
    """Days before a far morrow: history is older than the living era."""
    written = note["written"]
    if "date" in written:
        return 100_000 - datetime.fromisoformat(written["date"]).timestamp() / 86_400
    return written["days_ago"]


def test_no_paragraph_is_written_twice():
    paragraphs = Counter(
        " ".join(text.split())
        for note in NOTES
        for tag, text in Outline(note_html(note)).blocks
        if tag in {"p", "li", "h2", "h3"} and text.strip()
    )
    assert [text for text, n in paragraphs.items() if n > 1] == []


@each_note
def test_the_spelling_is_what_we_would_store(note):
    said = [comment["text"] for comment in said_under(note)]
    for text in (note["title"], note["lead"], *note["tags"], *said):
        assert normalise(text) == text
        assert "  " not in text
    html = note_html(note)
    assert normalise(html).strip() == html.strip()
    assert "  " not in html
    # A vowel or tone mark that stands on nothing, and a run of the same mark, are slips of the finger.
    assert re.findall("(?:^|[ A-Za-z0-9])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", text_of(note)) == []


def test_no_address_is_anyones_real_one():
    everything = [path.read_text(encoding="utf-8") for path in DEMO.rglob("*") if path.suffix in {".json", ".html"}]
    domains = {domain for text in everything for domain in re.findall(r"[\w.-]+@([\w-]+\.[\w.-]+\w)", text)}
    assert domains == {"example.go.th"}
