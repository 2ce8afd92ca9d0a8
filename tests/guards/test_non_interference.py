"""The site answers alike whether a hidden thing is there or not: byte for byte, to every role without the right."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils import timezone

from panya.shared.content.actions import items
from panya.shared.content.actions.drafts import autosave, open_draft
from panya.shared.content.actions.subjects import tags_named
from panya.shared.content.mentions import KIND
from panya.shared.content.models import Access, Item, Link, Notebook, Status, Tag
from panya.shared.content.text import Text
from panya.shared.files import blobs
from panya.shared.files.models import StoredFile
from panya.shared.notifications.actions import tell
from panya.shared.people.actions.profile import change_own_profile
from panya.shared.people.models import Circle, User
from panya.shared.search import writer
from panya.site.urls import urlpatterns
from tests.factories import CommentFactory, StoredFileFactory
from tests.guards import permission_table
from tests.guards.permission_table import doors
from tests.guards.visitor import begin_new_limits
from tests.guards.walk import asked, lists_asked_otherwise
from tests.guards.world import World
from tests.guards.world_lineage import addresses_around, led_to_hidden

pytestmark = [pytest.mark.django_db(databases=["default", "cache"]), pytest.mark.timeout(600)]

# Above every number of the world: a page that tells the last one would tell of it.
HIDDEN = 951
HIDDEN_FILE = "hddnflbcdfghjkmn"
WORDS = "ทุเรียนหมอนทองเกรดพิเศษ"


def restricted_note(world):
    _hidden_note(world, Access.RESTRICTED, (world.circle,))


def unit_note(world):
    _hidden_note(world, Access.UNIT, (Circle.objects.get(unit=world.units["alpha"]),))


def internal_note(world):
    _hidden_note(world, Access.INTERNAL)


def unpublished_note(world):
    _hidden_note(world, Access.PUBLIC, status=Status.DRAFT)


def deleted_note(world):
    _hidden_note(world, Access.PUBLIC, notebook=world.notebooks["shown"])
    Item.objects.filter(pk=HIDDEN).update(deleted_at=timezone.now())


def fields_of_hidden_notes(world):
    """Texts, tags, comments, counts, drafts, circle and notebook of notes that stay hidden."""
    owner = world.person("owner")
    for number in (104, 105, 111):
        _rewrite(world, number)
    Notebook.objects.filter(pk=world.notebooks["hidden"].pk).update(name=WORDS, description=WORDS)
    Circle.objects.filter(pk=world.circle.pk).update(name=WORDS)
    world.circle.members.add(world.person("author"))
    autosave(open_draft(owner, "note"), {"title": WORDS, "body": WORDS}, by=owner)


def fields_behind_cards(world):
    """What a card does not tell: body, tags, topics, source, licence, author, notebook, counts."""
    for number in (102, 106):
        item = Item.objects.get(pk=number)
        title, summary = item.title, item.summary
        _rewrite(world, number)
        values = {"title": title, "summary": summary, "licence": "cc-by", "source": WORDS, "notebook": None}
        Item.objects.filter(pk=number).update(author=None, author_name=WORDS, read_count=9, comment_count=7, **values)
        item.topics.set(Item.objects.get(pk=101).topics.all())
        item.co_editors.set([])


def what_others_are_told(world):
    tell(KIND, [world.person("officer")], subject=101, by=None, key="told/others", words={"name": WORDS})


def own_words(world):
    """What people say about themselves to their colleagues."""
    change_own_profile(world.person("author"), about=WORDS, expertise=[WORDS], language="th")


def hidden_files(world):
    """Files of hidden texts and of others' drafts, with the bytes of files that are shown."""
    owner = world.person("owner")
    draft = open_draft(owner, "note")
    content = blobs.path_of(StoredFile.objects.filter(item_files__item=101).first().sha256).read_bytes()
    attached = StoredFileFactory(content, name=f"{WORDS}.pdf", public_id=HIDDEN_FILE, draft=draft, by=owner)
    item = Item.objects.get(pk=105)
    text = Text(item.title, "", f"<p>{WORDS}</p>", {"files": [attached.public_id]})
    items.save_text(item, text, by=owner, base=item.latest)
    items.publish_latest(Item.objects.get(pk=105), by=owner)
    autosave(draft, {"title": WORDS, "attached": [attached.public_id]}, by=owner)


CHANGES = {
    led_to_hidden: ("anonymous", "other_unit"),
    restricted_note: ("mentor", "administrator"),
    unit_note: ("other_unit", "administrator"),
    internal_note: ("anonymous", "mentor"),
    unpublished_note: ("anonymous", "administrator"),
    # Its author meets it in the own bin.
    deleted_note: ("anonymous", "officer"),
    fields_of_hidden_notes: ("other_unit", "unit_administrator"),
    fields_behind_cards: ("anonymous", "ex_member"),
    what_others_are_told: ("mentor", "author"),
    own_words: ("anonymous", "mentor"),
    hidden_files: ("anonymous", "other_unit"),
}


@pytest.fixture(scope="module")
def without() -> dict:
    """The answers without the hidden thing, by role; the same for every test of this module."""
    return {}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_nothing_that_is_hidden_changes_an_answer(world, without, change):
    assert differing(world, change, CHANGES[change], without) == []


def test_those_with_the_right_do_see_the_change(world, without):
    readers = {
        led_to_hidden: "circle_member",
        restricted_note: "circle_member",
        unit_note: "same_unit",
        internal_note: "officer",
        unpublished_note: "circle_member",
        fields_of_hidden_notes: "owner",
        fields_behind_cards: "officer",
        what_others_are_told: "officer",
        own_words: "officer",
        hidden_files: "circle_member",
    }
    blind = [change.__name__ for change, role in readers.items() if not _seen_by(world, change, role)]

    assert blind == []


@pytest.mark.parametrize(
    "planted",
    [
        lambda request: HttpResponse(str(Item.objects.filter(status="published").count())),
        lambda request: HttpResponse("; ".join(Tag.objects.values_list("name", flat=True))),
        lambda request: HttpResponse(headers={"X-Last": str(Item.objects.order_by("pk").last().pk)}),
        lambda request: HttpResponse(status=200 if Item.objects.filter(pk=HIDDEN).exists() else 404),
    ],
    ids=["a total", "a tag cloud", "a header", "a status"],
)
def test_the_guard_catches_a_page_that_tells_of_a_hidden_note(world, settings, planted):
    planted.login_required = False
    settings.ROOT_URLCONF = (path("notes/", planted), *urlpatterns)

    assert [url.partition("?")[0] for _role, url in differing(world, restricted_note, ("anonymous",), {})] != []


def test_the_guard_catches_a_refusal_where_a_note_is_hidden(world, settings):
    def planted(request, number):
        if not Item.objects.filter(pk=number).exists():
            raise Http404
        return HttpResponse(status=403)

    planted.login_required = False
    settings.ROOT_URLCONF = (path("notes/<int:number>", planted), *urlpatterns)

    assert ("anonymous", f"/notes/{HIDDEN}") in differing(world, restricted_note, ("anonymous",), {})


def differing(world: World, change, roles: tuple[str, ...], without: dict, ask=None) -> list[tuple[str, str]]:
    """Role and address wherever the site answers otherwise once the change is made."""
    addresses = (ask or _addresses)(world)
    _build_anew()
    for role in roles:
        if role not in without:
            without[role] = answers(world, role, addresses)
    change(world)
    _build_anew()
    found = []
    for role in roles:
        changed = answers(world, role, addresses)
        found += [(role, url) for url, answer in without[role].items() if answer != changed[url]]
    return found


def _build_anew() -> None:
    """Until an index merges its parts it counts documents that were replaced: no leak, but near ties would turn."""
    writer.drain()
    writer.rebuild()


def answers(world: World, role: str, addresses: list[str]) -> dict[str, str]:
    """What this role gets from these addresses, without parts of pages that were kept from before."""
    cache.clear()
    begin_new_limits()
    visitor = world.visitor(role)
    return {url: asked(visitor, "GET", url).alike() for url in addresses}


def _addresses(world: World) -> list[str]:
    rows = permission_table.table().rows
    plain = [door.path({}) for door in doors() if rows[door.pattern].reads and not door.parameters]
    # Lists the browsers in which this very visitor is signed in, of whom each question makes a new one.
    plain.remove("/security")
    lists = [url for url in lists_asked_otherwise(world) if not url.startswith("/search")]
    about_it = ["", "/print", "/edit", "/history", "/publish", "/retire"]
    return [
        *plain,
        *addresses_around(),
        *(f"/notes/{HIDDEN}{part}" for part in about_it),
        *(f"/notes/{number}" for number in (101, 102, 104, 105, 106, 111, 121)),
        *(f"/files/{public_id}" for public_id in (HIDDEN_FILE, f"{HIDDEN_FILE}/small")),
        *(f"/people/{world.person(role).public_id}" for role in ("author", "owner", "circle_member")),
        *(f"/notes/notebooks/{notebook.public_id}" for notebook in world.notebooks.values()),
        f"/search?q={WORDS}",
        f"/search?q={WORDS[:7]}&unit=ALPHA&kind=note",
        f"/search?q=ขุมทรัพย์&tag={max(world.tag_keys) + 1}",
        "/search?q=ทุกคนใช้&topic=topic-101",
        f"/search/suggest?q={WORDS[:7]}",
        f"/notes/tags?tags={WORDS[:7]}",
        f"/notes/titles?q={WORDS[:7]}",
        *(f"/notes/{number}/around" for number in (101, 121)),
        f"/people/choose?q={WORDS[:7]}",
        f"/people/competences?new_expertise={WORDS[:7]}",
        *lists,
    ]


def _where_it_shows(world: World) -> list[str]:
    return [
        "/assets/201",
        f"/files/{HIDDEN_FILE}",
        "/notifications/",
        f"/search?q={WORDS}",
        f"/notes/{HIDDEN}",
        "/notes/102",
        f"/people/{world.person('author').public_id}",
    ]


def _hidden_note(world, access, circles=(), *, status=Status.PUBLISHED, notebook=None) -> None:
    """Written by somebody who wrote nothing else, in a notebook with nothing else, with a tag of its own."""
    by = world.person("circle_member")
    place = items.Place(
        unit=world.units["alpha"],
        access=access,
        circles=circles,
        notebook=notebook or Notebook.objects.create(owner=by, name=WORDS, description=WORDS),
        topics=tuple(Item.objects.get(pk=101).topics.all()),
        tags=(WORDS, "ทุกคนใช้"),
        source=WORDS,
    )
    text = Text(f"{WORDS} ขุมทรัพย์", f"{WORDS} คำนำ", f"<p>{WORDS} ทุกคนใช้</p>")
    item = items.create_item("note", text, place, owner=by, author=by, number=HIDDEN)
    # Whoever may not read it is told of it in vain.
    tell(KIND, User.objects.active(), subject=HIDDEN, by=None, key=f"told/{HIDDEN}", words={"name": WORDS})
    if status == Status.PUBLISHED:
        item = items.publish_latest(item, by=by)
        CommentFactory(item=item, body_text=WORDS)
    if notebook is None:
        Link.objects.create(source=item, target_id=101)
        Link.objects.create(source_id=101, target=item)
        Item.objects.filter(pk=121).update(superseded_by=item)


def _rewrite(world: World, number: int) -> None:
    owner, item = world.person("owner"), Item.objects.get(pk=number)
    items.save_text(item, Text(WORDS, WORDS, f"<p>{WORDS}</p>"), by=owner, base=item.latest)
    if item.status == Status.PUBLISHED:
        items.publish_latest(Item.objects.get(pk=number), by=owner)
    item.tags.add(*tags_named([f"{WORDS}{number}"]))
    CommentFactory(item=item, body_text=WORDS)


def _seen_by(world: World, change, role: str) -> bool:
    """Whether this role, which has the right, notices the change."""
    with transaction.atomic():
        noticed = differing(world, change, (role,), {}, _where_it_shows) != []
        transaction.set_rollback(True)
    return noticed
