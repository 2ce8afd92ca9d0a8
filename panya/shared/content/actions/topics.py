"""Topics: a tree that KM teams keep; what stands under a topic follows it wherever it goes."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.base.core.merging import move_references
from panya.base.core.random_ids import random_id
from panya.shared.audit import actions as audit
from panya.shared.content.actions.changes import tell_changed
from panya.shared.content.models import Topic
from panya.shared.content.permissions import may_keep_subjects
from panya.shared.people.models import User
from panya.shared.people.text import one_line

NAME_LIMIT, SLUG_LIMIT = 120, 60
LARGEST_ORDER = 9_999
# Words that stand in the address of a page of their own.
_NOT_A_SLUG = {"new"}


@dataclass(frozen=True)
class TopicFields:
    """What is written about a topic, and under which one it stands."""

    name_th: str
    name_en: str = ""
    parent: Topic | None = None
    sort_order: int = 100


@transaction.atomic
def add_topic(fields: TopicFields, *, by: User) -> Topic:
    """Add a topic; its address comes from its English name and stays."""
    require(may_keep_subjects(by))
    topic = Topic(slug=_free_slug(fields.name_en))
    _write(topic, fields, _lock_tree())
    topic.save(force_insert=True)
    _record("add", topic, by, after=_described(topic))
    return topic


@transaction.atomic
def change_topic(topic: Topic, fields: TopicFields, *, by: User) -> Topic:
    """Rename or move a topic; never under itself."""
    require(may_keep_subjects(by))
    tree = _lock_tree()
    topic = _usable(tree[topic.pk])
    before = _described(topic)
    if fields.parent is not None and topic.pk in line_up(fields.parent, tree):
        raise Refused(_("ย้ายหัวข้อไปไว้ใต้ตัวเองหรือใต้หัวข้อย่อยของตัวเองไม่ได้ โปรดเลือกหัวข้ออื่น"))
    _write(topic, fields, tree)
    topic.save()
    if before != _described(topic):
        _record("change", topic, by, before=before, after=_described(topic))
    return topic


@transaction.atomic
def merge_topic(topic: Topic, into: Topic, *, by: User) -> Topic:
    """Let another topic take over everything that stands under this one; the old address leads on to it."""
    require(may_keep_subjects(by))
    tree = _lock_tree()
    topic, into = _usable(tree[topic.pk]), _usable(tree[into.pk])
    if topic.pk in line_up(into, tree):
        raise Refused(_("รวมหัวข้อเข้ากับตัวเองหรือกับหัวข้อย่อยของตัวเองไม่ได้ โปรดย้ายหัวข้อย่อยนั้นออกไปก่อน"))
    if into.is_closed:
        raise Refused(_("หัวข้อปลายทางปิดแล้ว โปรดเปิดก่อนหรือเลือกหัวข้ออื่น"))
    before = _described(topic)
    numbers = list(topic.items.values_list("pk", flat=True))
    move_references(topic, into)
    topic.merged_into, topic.parent = into, None
    topic.save()
    tell_changed(numbers)
    _record("merge", topic, by, before=before, after={"into": into.slug, "items": len(numbers)})
    return into


@transaction.atomic
def close_topic(topic: Topic, *, by: User) -> None:
    """Offer a topic, and those under it, for nothing new; what stands there stays."""
    require(may_keep_subjects(by))
    tree = _lock_tree()
    topic = _usable(tree[topic.pk])
    below = [other for other in tree.values() if topic.pk in line_up(other, tree) and not other.is_closed]
    Topic.objects.filter(pk__in=[other.pk for other in below]).update(is_closed=True)
    if below:
        _record("close", topic, by, after={"closed": sorted(other.slug for other in below)})


@transaction.atomic
def open_topic(topic: Topic, *, by: User) -> None:
    """Offer a closed topic again."""
    require(may_keep_subjects(by))
    tree = _lock_tree()
    topic = _usable(tree[topic.pk])
    if topic.parent_id is not None and tree[topic.parent_id].is_closed:
        raise Refused(_("หัวข้อที่อยู่เหนือขึ้นไปปิดอยู่ โปรดเปิดหัวข้อนั้นก่อน"))
    if topic.is_closed:
        Topic.objects.filter(pk=topic.pk).update(is_closed=False)
        _record("open", topic, by)


def line_up(topic: Topic, tree: dict[int, Topic]) -> list[int]:
    """The topic and those above it, the nearest first; ends also where a row written past us goes in a circle."""
    found: list[int] = []
    step: int | None = topic.pk
    while step is not None and step not in found:
        found.append(step)
        step = tree[step].parent_id if step in tree else None
    return found


def _lock_tree() -> dict[int, Topic]:
    """All topics: two who move topics under one another at the same time must not make a circle."""
    return {topic.pk: topic for topic in Topic.objects.select_for_update(of=("self",)).order_by("pk")}


def _usable(topic: Topic) -> Topic:
    if topic.merged_into_id is not None:
        raise Refused(_("หัวข้อนี้รวมเข้ากับหัวข้ออื่นแล้ว โปรดเปิดหน้าหัวข้อใหม่อีกครั้ง"))
    return topic


def _write(topic: Topic, fields: TopicFields, tree: dict[int, Topic]) -> None:
    parent = tree[fields.parent.pk] if fields.parent else None
    if parent is not None and not parent.is_open and parent.pk != topic.parent_id:
        raise Refused(_("หัวข้อที่อยู่เหนือขึ้นไปปิดหรือรวมไปแล้ว โปรดเลือกหัวข้ออื่น"))
    if not 0 <= fields.sort_order <= LARGEST_ORDER:
        raise Refused(_("ลำดับเป็นตัวเลข 0 ถึง %(most)d") % {"most": LARGEST_ORDER})
    topic.name_th = one_line(fields.name_th, _("ชื่อหัวข้อ"), NAME_LIMIT, needed=True)
    topic.name_en = one_line(fields.name_en, _("ชื่อภาษาอังกฤษ"), NAME_LIMIT)
    topic.parent, topic.sort_order = parent, fields.sort_order


def _free_slug(name_en: str) -> str:
    wanted = slugify(name_en)[:SLUG_LIMIT].strip("-")
    if wanted and wanted not in _NOT_A_SLUG and not Topic.objects.filter(slug=wanted).exists():
        return wanted
    return f"{wanted[:40] or 'topic'}-{random_id()[:8]}".lower()


def _described(topic: Topic) -> dict[str, Any]:
    return {
        "name_th": topic.name_th,
        "name_en": topic.name_en,
        "parent": topic.parent.slug if topic.parent else None,
        "sort_order": topic.sort_order,
    }


def _record(verb: str, topic: Topic, by: User, *, before: Any = None, after: Any = None) -> None:
    audit.record(f"content.{verb}_topic", by=by, object_kind="topic", object_id=topic.slug, before=before, after=after)
