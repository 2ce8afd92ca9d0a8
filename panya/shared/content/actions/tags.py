"""Tags: writers make them, KM teams mend them; the old word leads to the new one."""

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.base.core.merging import move_references
from panya.shared.audit import actions as audit
from panya.shared.content.actions.changes import tell_changed
from panya.shared.content.actions.subjects import TAG_LIMIT, tag_name
from panya.shared.content.models import Tag
from panya.shared.content.permissions import may_keep_subjects
from panya.shared.people.models import User
from panya.shared.people.text import one_line


@transaction.atomic
def rename_tag(tag: Tag, name: str, *, by: User) -> Tag:
    """Write a tag otherwise; whoever writes the old word from now on gets this tag."""
    require(may_keep_subjects(by))
    tag = _usable(tag)
    name = tag_name(one_line(name, _("คำสำคัญ"), TAG_LIMIT, needed=True))
    key, before = Tag.key_of(name), tag.name
    if not key:
        raise Refused(_("โปรดใส่คำสำคัญ"))
    other = Tag.objects.filter(key=key).exclude(pk=tag.pk).first()
    if other is not None and other.merged_into_id != tag.pk:
        raise Refused(_("มีคำสำคัญ “%(name)s” อยู่แล้ว โปรดใช้ “รวมเข้ากับ” แทนการเปลี่ยนชื่อ") % {"name": other.name})
    if other is not None:
        # Its own old word comes back.
        other.delete()
    old_key, tag.name = tag.key, name
    tag.save()
    if old_key != tag.key:
        Tag.objects.create(name=before, merged_into=tag)
    _tell(tag)
    _record("rename", tag, by, {"name": before}, {"name": tag.name})
    return tag


@transaction.atomic
def merge_tag(tag: Tag, into_name: str, *, by: User) -> Tag:
    """Let another tag take this one's place everywhere; the old word and the old address lead on to it."""
    require(may_keep_subjects(by))
    tag = _usable(tag)
    into = Tag.objects.filter(key=Tag.key_of(tag_name(into_name))).first()
    into = into.merged_into or into if into else None
    if into is None:
        raise Refused(_("ไม่พบคำสำคัญ “%(name)s” ถ้าต้องการคำใหม่ ให้ใช้ “เปลี่ยนชื่อ”") % {"name": into_name[:TAG_LIMIT]})
    if into.pk == tag.pk:
        raise Refused(_("รวมคำสำคัญเข้ากับตัวเองไม่ได้ โปรดใส่อีกคำหนึ่ง"))
    numbers = list(tag.items.values_list("pk", flat=True))
    move_references(tag, into)
    tag.merged_into = into
    tag.save()
    tell_changed(numbers)
    _record("merge", tag, by, {"name": tag.name}, {"into": into.name, "items": len(numbers)})
    return into


def _usable(tag: Tag) -> Tag:
    tag = Tag.objects.select_for_update(of=("self",)).get(pk=tag.pk)
    if tag.merged_into_id is not None:
        raise Refused(_("คำสำคัญนี้รวมเข้ากับคำอื่นแล้ว โปรดเปิดรายการใหม่อีกครั้ง"))
    return tag


def _tell(tag: Tag) -> None:
    tell_changed(list(tag.items.values_list("pk", flat=True)))


def _record(verb: str, tag: Tag, by: User, before: object, after: object) -> None:
    audit.record(f"content.{verb}_tag", by=by, object_kind="tag", object_id=tag.pk, before=before, after=after)
