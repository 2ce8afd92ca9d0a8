"""The world that the guards walk: every role, every thing in every state, and a token in every field.

What each role may see is written here once more, by hand: the guards compare it with what the site does.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, Literal

from panya.shared.content.actions import items
from panya.shared.content.actions.drafts import autosave, open_draft
from panya.shared.content.models import Access, Draft, Item, Link, Notebook, Status, Tag
from panya.shared.content.text import Text
from panya.shared.files.models import StoredFile
from panya.shared.people.account_mail import reset_tokens
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.people.actions.notices import tell
from panya.shared.people.actions.profile import change_own_profile
from panya.shared.people.models import Circle, NoticeKind, Posting, Role, Unit, UnitKind, User
from panya.shared.people.one_time_link import link_for
from panya.shared.people.second_step import app_codes, recovery_codes
from panya.shared.search import writer
from tests.factories import (
    AppointmentFactory,
    CommentFactory,
    PasskeyFactory,
    SignInFactory,
    StoredFileFactory,
    TopicFactory,
    UnitFactory,
    UserFactory,
    root_unit,
)
from tests.guards.visitor import Visitor
from tests.guards.world_documents import add_page

SIGNED_OUT = frozenset({"anonymous", "disabled"})
# Signed in, but no staff: a former member of the staff and a person from outside.
OUTSIDE = frozenset({"ex_member", "mentor"})
WRITERS = frozenset({"author", "owner", "co_editor"})
KEEPERS = frozenset({"author", "owner"})
ROLES = (
    "anonymous",
    "disabled",
    "ex_member",
    "mentor",
    "officer",
    "same_unit",
    "other_unit",
    "circle_member",
    "km_team",
    "unit_administrator",
    "administrator",
    "auditor",
    "co_editor",
    "owner",
    "author",
)
EVERYONE = frozenset(ROLES)
STAFF = EVERYONE - SIGNED_OUT - OUTSIDE
NOBODY: frozenset[str] = frozenset()
# They have written about themselves.
TALKERS = ("author", "mentor")
READERS = {
    Access.PUBLIC: EVERYONE,
    Access.REQUEST: STAFF,
    Access.INTERNAL: STAFF,
    Access.UNIT: WRITERS | {"same_unit"},
    Access.RESTRICTED: WRITERS | {"circle_member"},
}
# What no state of the world uses.
NEVER = {
    **dict.fromkeys(("number", "old_number", "new_number", "revision_number"), 990),
    **dict.fromkeys(("public_id", "draft_id", "token", "uidb36", "key"), "zzzzzzzzzzzzzzzz"),
    "code": "NOSUCHUNIT",
    "case_number": "ZZZZZ-ZZZZZ",
    "slug": "nosuchtopic",
    "pk": 990_990,
    "kind": "nosuchkind",
    "form": "atom",
    "page": 990,
}


@dataclass(frozen=True)
class Thing:
    """Something an address can be about: its arguments, and who may do what with it."""

    state: str
    values: dict[str, Any]
    readers: frozenset[str] = EVERYONE
    writers: frozenset[str] = NOBODY
    keepers: frozenset[str] = NOBODY
    # Those who see the card only.
    cards: frozenset[str] = NOBODY
    retirers: frozenset[str] = NOBODY
    subject: Any = None

    @property
    def rights(self) -> tuple[frozenset[str], ...]:
        return self.readers, self.writers, self.keepers, self.retirers


@dataclass
class World:
    """Everything there is, by kind, and the tokens that stand in its fields."""

    people: dict[str, User | None] = field(default_factory=dict)
    things: dict[str, list[Thing]] = field(default_factory=dict)
    # Token: what it stands in, and exactly the roles that meet it somewhere.
    tokens: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    circle: Circle | None = None
    tag_keys: list[int] = field(default_factory=list)
    notebooks: dict[str, Notebook] = field(default_factory=dict)
    # Secrets of second steps: nobody meets them anywhere, their own person included.
    buried: list[str] = field(default_factory=list)

    def secret(self, place: str, seen_by: frozenset[str]) -> str:
        """A text that stands nowhere else; the guards look for its last twelve letters."""
        token = hashlib.blake2b(place.encode(), digest_size=6).hexdigest()
        self.tokens[token] = place, seen_by
        return f"ขุมทรัพย์{token}"

    def visitor(self, role: str, language: str = "th") -> Visitor:
        return Visitor(role, self.people[role], language)

    def person(self, role: str) -> User:
        person = self.people[role]
        assert person is not None
        return person

    def thing(self, kind: str, state: str) -> Thing:
        return next(thing for thing in self.things[kind] if thing.state == state)

    def add(self, kind: str, thing: Thing) -> Thing:
        self.things.setdefault(kind, []).append(thing)
        return thing


def build_world() -> World:
    """Make everything, inside the caller's transaction, and index it."""
    world = World()
    _units(world)
    _people(world)
    _circles(world)
    _notebooks(world)
    _items(world)
    _assets(world)
    _lineage(world)
    _reviews(world)
    # After all assets: it says who retires and renews each of them.
    _fresh(world)
    _terms(world)
    # Those over which the files of the texts came.
    Draft.objects.all().delete()
    _drafts(world)
    _live(world)
    _pages_of_people(world)
    _talk(world)
    _uses(world)
    _told(world)
    _kept(world)
    _audited(world)
    _accounts(world)
    world.tag_keys = list(Tag.objects.values_list("pk", flat=True))
    _desk(world)
    _fed(world)
    writer.drain()
    # Signed in while the account was open: `visitor` must find the door shut.
    User.objects.filter(pk=world.person("disabled").pk).update(is_active=False)
    _links(world)
    return world


def _units(world: World) -> None:
    root = root_unit()
    department = UnitFactory(code="ALPHA", parent=root, name_th="กรมเอก", name_en="Department Alpha")
    below = UnitFactory(
        code="ALPHA1", parent=department, kind=UnitKind.DIVISION, name_th="กองเอกหนึ่ง", name_en="Alpha One"
    )
    other = UnitFactory(code="BETA", parent=root, name_th="กรมโท", name_en="Department Beta")
    outside = UnitFactory(
        code="OUT", parent=None, kind=UnitKind.EXTERNAL, name_th="สถาบันพี่เลี้ยง", name_en="Mentor Institute"
    )
    world.units = {"root": root, "alpha": department, "alpha1": below, "beta": other, "outside": outside}
    for name, unit in world.units.items():
        world.add("unit", Thing(name, {"code": unit.code}, subject=unit))


_WORKS_IN = {
    "disabled": "alpha",
    "ex_member": None,
    "mentor": "outside",
    "officer": "root",
    "same_unit": "alpha1",
    "other_unit": "beta",
    "circle_member": "beta",
    "km_team": "beta",
    "unit_administrator": "beta",
    "administrator": "beta",
    "auditor": "beta",
    "co_editor": "beta",
    "owner": "alpha",
    "author": "alpha",
}
_MANAGERS = frozenset({"administrator", "unit_administrator"})
_ADMINISTRATORS = frozenset({"administrator"})


def _people(world: World) -> None:
    world.people["anonymous"] = None
    for role, unit in _WORKS_IN.items():
        world.people[role] = _somebody(role, world.units[unit] if unit else False)
    Posting.objects.create(
        person=world.person("ex_member"),
        unit=world.units["alpha"],
        valid_from=date(2019, 1, 1),
        valid_to=date(2021, 12, 31),
    )
    for role in ("mentor", "disabled", "same_unit", "other_unit", "administrator"):
        kept = _MANAGERS if (_WORKS_IN[role] or "").startswith("alpha") else _ADMINISTRATORS
        _add_person(world, role, world.person(role), kept, kept)
    # Works in the unit, but whoever reset this password could become an administrator.
    above = _somebody("above", world.units["alpha"])
    _add_person(world, "administrator in the unit", above, _MANAGERS, _ADMINISTRATORS)
    alpha = world.units["alpha"]
    _appoint(world, world.person("mentor"), Role.MENTOR, alpha, _ADMINISTRATORS, _ADMINISTRATORS)
    _appoint(world, world.person("km_team"), Role.KM_TEAM, alpha, _ADMINISTRATORS, _ADMINISTRATORS)
    _appoint(world, world.person("same_unit"), Role.KM_TEAM, world.units["alpha1"], _MANAGERS, _MANAGERS)
    _appoint(
        world, world.person("unit_administrator"), Role.UNIT_ADMINISTRATOR, alpha, _ADMINISTRATORS, _ADMINISTRATORS
    )
    _appoint(world, world.person("administrator"), Role.ADMINISTRATOR, None, _ADMINISTRATORS, _ADMINISTRATORS)
    _appoint(world, world.person("auditor"), Role.AUDITOR, None, _ADMINISTRATORS, _ADMINISTRATORS)
    _appoint(world, above, Role.ADMINISTRATOR, None, _MANAGERS, _ADMINISTRATORS)


def _somebody(role: str, unit: Unit | Literal[False]) -> User:
    return UserFactory(
        first_name=f"คุณ{role.replace('_', '')}",
        last_name="ทดสอบ",
        name_en=role.replace("_", " ").title(),
        email=f"{role.replace('_', '.')}@example.go.th",
        person_code=f"W-{role.upper()}",
        unit=unit,
    )


def _add_person(world: World, state: str, person: User, kept: frozenset[str], keepers: frozenset[str]) -> None:
    world.add("person", Thing(state, {"public_id": person.public_id}, kept, kept, keepers, subject=person))


def _appoint(world, person, role, unit, kept, enders) -> None:
    appointment = AppointmentFactory(person=person, role=role, unit=unit)
    values = {"public_id": person.public_id, "pk": appointment.pk}
    world.add("appointment", Thing(f"{role} {person.name_en}", values, kept, enders, enders, subject=appointment))


def _circles(world: World) -> None:
    owner = frozenset({"owner"})
    # Those who write a record see to whom it is open.
    name = world.secret("name of a circle", WRITERS)
    world.circle = Circle.objects.create(owner=world.person("owner"), name=name)
    # Members who are no staff (any more) read nothing by it.
    world.circle.members.add(*[world.person(role) for role in ("circle_member", "mentor", "ex_member", "disabled")])
    values = {"public_id": world.circle.public_id}
    world.add("circle", Thing("of the owner", values, owner, owner, owner, subject=world.circle))


def _links(world: World) -> None:
    """Links by which a person comes in without a password."""
    newcomer = UserFactory(first_name="คนใหม่", unit=world.units["beta"])
    for role, person, readers in (("valid", newcomer, EVERYONE), ("disabled", world.person("disabled"), NOBODY)):
        token = link_for(person).rpartition("/")[2]
        world.add("sign_in_link", Thing(role, {"token": token}, readers, subject=person))
        values = {"uidb36": person.public_id, "key": reset_tokens.make_token(person)}
        world.add("reset_link", Thing(role, values, readers, subject=person))
    world.add("import", Thing("people", {"kind": "people"}, EVERYONE, _MANAGERS))
    world.add("import", Thing("units", {"kind": "units"}, EVERYONE, _ADMINISTRATORS))


def _notebooks(world: World) -> None:
    shown = Notebook.objects.create(
        owner=world.person("owner"),
        name=world.secret("name of a notebook with public notes", EVERYONE),
        description=world.secret("description of a notebook with public notes", EVERYONE),
    )
    hidden = Notebook.objects.create(
        owner=world.person("owner"),
        name=world.secret("name of a notebook with restricted notes", READERS[Access.RESTRICTED]),
        description=world.secret("description of a notebook with restricted notes", READERS[Access.RESTRICTED]),
    )
    empty = Notebook.objects.create(
        owner=world.person("author"),
        name=world.secret("name of an empty notebook", frozenset({"author"})),
        description=world.secret("description of an empty notebook", frozenset({"author"})),
    )
    world.notebooks = {"shown": shown, "hidden": hidden, "empty": empty}
    readers = {"shown": EVERYONE, "hidden": READERS[Access.RESTRICTED], "empty": frozenset({"author"})}
    for name, notebook in world.notebooks.items():
        owner = frozenset({"author" if name == "empty" else "owner"})
        thing = Thing(name, {"public_id": notebook.public_id}, readers[name], owner, owner, subject=notebook)
        world.add("notebook", thing)


def _items(world: World) -> None:
    for number, access in enumerate(Access, 101):
        note(world, number, access, Status.PUBLISHED)
    note(world, 106, Access.REQUEST, Status.PUBLISHED, named_author=True)
    note(world, 111, Access.PUBLIC, Status.DRAFT)
    note(world, 121, Access.PUBLIC, Status.RETIRED)
    note(world, 122, Access.UNIT, Status.RETIRED)
    note(world, 131, Access.PUBLIC, Status.PUBLISHED, deleted=True)
    restricted = Item.objects.get(pk=105)
    public = Item.objects.get(pk=101)
    Item.objects.filter(pk=121).update(superseded_by=restricted)
    Link.objects.create(source=public, target=restricted)
    Link.objects.create(source=restricted, target=public)


def note(
    world: World, number: int, access: str, status: str, *, deleted: bool = False, named_author: bool = False
) -> Thing:
    """A note of this number in this state, with tokens in all its fields and revisions.

    With a named author it has come from elsewhere: its author has no account, and a name that is a token.
    """
    readers = NOBODY if deleted else WRITERS if status == Status.DRAFT else READERS[Access(access)]
    cards = EVERYONE - readers if access == Access.REQUEST and status == Status.PUBLISHED else NOBODY
    without = {"author"} if named_author else set()
    writers = NOBODY if deleted else WRITERS - without
    keepers = NOBODY if deleted else KEEPERS - without
    about = f"{status} {access}{' deleted' if deleted else ''} {number}"
    author = None if named_author else world.person("author")
    name = world.secret(f"name of the author of {about}", readers) if named_author else ""
    place = _place(world, number, access, about, readers)
    item = _write(world, number, place, status, about, Thing(about, {}, readers, writers, cards=cards), author, name)
    if deleted:
        Item.objects.filter(pk=number).update(deleted_at=item.written_at)
    values = {"number": number, "revision_number": 1, "old_number": 1, "new_number": 2}
    world.add("revision", Thing(f"revision of {about}", values, readers, writers, keepers, subject=item))
    retirers = NOBODY if status == Status.DRAFT else keepers
    thing = Thing(about, {"number": number}, readers, writers, keepers, cards, retirers, item)
    # The addresses of notes know notes only, those of comments, thanks and numbers every kind.
    world.add("note", thing)
    return world.add("item", thing)


def _place(world: World, number: int, access: str, about: str, readers: frozenset[str]) -> items.Place:
    circles = {Access.UNIT: (circle_of_unit(world.units["alpha"]),), Access.RESTRICTED: (world.circle,)}
    topic = TopicFactory(slug=f"topic-{number}", name_th=f"หัวข้อ {number}", name_en=f"Topic {number}")
    return items.Place(
        unit=world.units["alpha"],
        access=access,
        circles=circles.get(Access(access), ()),
        notebook=world.notebooks["hidden" if access == Access.RESTRICTED else "shown"],
        topics=(topic,),
        tags=(world.secret(f"tag of {about}", readers), "ทุกคนใช้"),
        source=world.secret(f"source of {about}", readers),
        co_editors=(world.person("co_editor"), world.person("disabled")),
    )


def _write(world, number, place, status, about, rights, author, name) -> Item:
    owner, readers, writers = world.person("owner"), rights.readers, rights.writers
    with_files = partial(_with_files, world, owner)
    old = _text(world, f"old revision of {about}", writers, writers, writers)
    if author is not None:
        # What came from elsewhere was written by nobody here and brings no files along.
        old = _with_files(world, author, old, f"old {about}", writers)
    item = items.create_item("note", old, place, owner=owner, author=author, author_name=name, number=number)
    if status != Status.DRAFT:
        seen_by = readers | rights.cards
        shown = _text(world, about, seen_by, seen_by, readers)
        items.save_text(item, with_files(shown, about, readers), by=owner, base=item.latest)
        item = items.publish_latest(Item.objects.get(pk=number), by=owner)
        CommentFactory(item=item, body_html=f"<p>{world.secret(f'comment on {about}', readers)}</p>")
        Item.objects.filter(pk=number).update(comment_count=1)
    newer = _text(world, f"unpublished revision of {about}", writers, writers, writers)
    newer = with_files(newer, f"unpublished {about}", writers)
    items.save_text(item, newer, by=owner, base=Item.objects.get(pk=number).latest)
    item = Item.objects.get(pk=number)
    if status == Status.RETIRED:
        items.retire(item, by=owner, reason=world.secret(f"reason of {about}", readers))
    return Item.objects.get(pk=number)


def _text(world: World, about: str, titles: frozenset[str], leads: frozenset[str], bodies: frozenset[str]) -> Text:
    return Text(
        world.secret(f"title of {about}", titles),
        world.secret(f"lead of {about}", leads),
        f"<p>{world.secret(f'body of {about}', bodies)}</p>",
    )


def _with_files(world: World, by: User, text: Text, about: str, readers: frozenset[str]) -> Text:
    """The text with a picture and an attachment that came over a draft which is gone; tokens in name, words, bytes."""
    draft = open_draft(by, "note")
    picture, attached = _files(world, draft, about, readers)
    words = world.secret(f"words for the picture of {about}", readers)
    body = f'{text.body_html}<img src="/files/{picture.public_id}" alt="{words}" width="40" height="30">'
    return replace(text, body_html=body, structured={"files": [attached.public_id]})


def _files(world: World, draft: Draft, about: str, readers: frozenset[str]) -> tuple[StoredFile, StoredFile]:
    found = []
    for kind, media_type, ending in (("picture", "image/png", "png"), ("attachment", "text/plain", "txt")):
        content = world.secret(f"bytes of the {kind} of {about}", readers).encode()
        name = world.secret(f"name of the {kind} of {about}", readers)
        file = StoredFileFactory(content, name=f"{name}.{ending}", media_type=media_type, draft=draft)
        thing = Thing(f"{kind} of {about}", {"public_id": file.public_id}, readers, subject=file)
        world.add("file", thing)
        add_page(world, thing, kind, readers)
        # Of what is no picture there is no small one; one picture for each set of rights.
        if kind == "picture" and thing.rights not in {one.rights for one in world.things.get("picture", [])}:
            world.add("picture", thing)
        found.append(file)
    return found[0], found[1]


def _drafts(world: World) -> None:
    for role, number in (("author", None), ("owner", None), ("co_editor", 105), ("author", 101)):
        person = world.person(role)
        item = Item.objects.get(pk=number) if number else None
        draft = open_draft(person, "note", item=item)
        about, own = f"draft of {role} of {number}", frozenset({role})
        fields = {name: world.secret(f"{name} of {about}", own) for name in ("title", "lead", "body")}
        autosave(draft, fields, by=person)
        picture, attached = _files(world, draft, about, own)
        fields["body"] += f'<img src="/files/{picture.public_id}" alt="" width="40" height="30">'
        autosave(draft, fields | {"attached": [attached.public_id]}, by=person)
        draft = Draft.objects.get(pk=draft.pk)
        world.add("draft", Thing(about, {"draft_id": draft.public_id}, own, own, own, subject=draft))
    # Who is a co-editor no more must not learn from an old draft what the record is called now.
    left = Draft.objects.create(person=world.person("other_unit"), kind="note", item_id=105, fields={"title": ""})
    world.add("draft", Thing("draft of a former co-editor", {"draft_id": left.public_id}, NOBODY, subject=left))


def _assets(world: World) -> None:
    from tests.guards.world_assets import write_assets

    write_assets(world)


def _live(world: World) -> None:
    from tests.guards.world_life import live_assets

    live_assets(world)


def _lineage(world: World) -> None:
    from tests.guards.world_lineage import make_lineage

    make_lineage(world)


def _fresh(world: World) -> None:
    from tests.guards.world_fresh import keep_fresh

    keep_fresh(world)


def _reviews(world: World) -> None:
    from tests.guards.world_review import review_everything

    review_everything(world)


def _uses(world: World) -> None:
    from tests.guards.world_uses import use_everything

    use_everything(world)


def _terms(world: World) -> None:
    from tests.guards.world_terms import keep_subjects

    keep_subjects(world)


def _kept(world: World) -> None:
    from tests.guards.world_kept import keep_everything

    keep_everything(world)


def _audited(world: World) -> None:
    from tests.guards.world_audit import audit_everything

    audit_everything(world)


def _desk(world: World) -> None:
    from tests.guards.world_desk import keep_desk

    keep_desk(world)


def _fed(world: World) -> None:
    from tests.guards.world_fed import feed_everything

    feed_everything(world)


def _told(world: World) -> None:
    from tests.guards.world_told import tell_everybody

    tell_everybody(world)


def _talk(world: World) -> None:
    from tests.guards.world_talk import everybody_talks

    everybody_talks(world)


def _pages_of_people(world: World) -> None:
    """Own words and expertise: for the staff and for oneself."""
    for role in TALKERS:
        about = world.secret(f"about {role}", STAFF | {role})
        expertise = world.secret(f"expertise of {role}", STAFF | {role})
        change_own_profile(world.person(role), about=about, expertise=[expertise], language="th")


def _accounts(world: World) -> None:
    """Second steps of every kind, and browsers in which somebody is signed in."""
    for role in ("author", "other_unit"):
        person, own = world.person(role), frozenset({role})
        secret, codes = app_codes.new_secret(), recovery_codes.new_codes()
        app_codes.keep(person, secret, step=0)
        recovery_codes.keep(person, codes)
        world.buried += [secret, app_codes.grouped(secret), *codes]
        key = PasskeyFactory(user=person, name=world.secret(f"name of a passkey of {role}", own))
        world.add("passkey", Thing(f"of {role}", {"public_id": key.data["public_id"]}, own, own, own, subject=key))
        sign_in = SignInFactory(person=person, device=world.secret(f"device of {role}", own))
        values = {"public_id": sign_in.public_id}
        world.add("sign_in", Thing(f"of {role}", values, own, own, own, subject=sign_in))
    tell(world.person("author"), NoticeKind.TAKEN_AWAY, reason=world.secret("reason of a notice", NOBODY))
