"""What an asset is and serves, apart from its text and place: not versioned, but each change is audited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.features.assets.models import Asset, AssetType, Contributor, ContributorRole, KnowledgeForm
from panya.features.assets.permissions import may_move
from panya.shared.audit import actions as audit
from panya.shared.content.actions.changes import tell_changed
from panya.shared.content.actions.reviewing.rounds import lapse_approvals
from panya.shared.content.models import Aim, Item, Practice, Retention, ReviewState
from panya.shared.content.permissions import may_edit
from panya.shared.people.actions.profile import competence_named
from panya.shared.people.models import Competence, User
from panya.shared.people.queries import staff_named
from panya.shared.people.text import one_line

STEP_LIMIT = 200
NAME_LIMIT = 200
CONTRIBUTORS_LIMIT = 30
COMPETENCES_LIMIT = 20
COMPETENCE_LIMIT = 120


@dataclass(frozen=True)
class Part:
    """Who had a part in it, by name, and which."""

    name: str
    role: str = ContributorRole.TELLER


@dataclass(frozen=True)
class Facts:
    """What an asset is, beside its text and its place."""

    type: str
    form: str = KnowledgeForm.TACIT
    process_step: str = ""
    valid_from: date | None = None
    contributors: tuple[Part, ...] = ()
    practices: tuple[str, ...] = ()
    aims: tuple[int, ...] = ()
    competences: tuple[str, ...] = ()
    retention: str = Retention.TEN_YEARS
    declassify_on: date | None = None


@transaction.atomic
def change_facts(item: Item, facts: Facts, *, by: User) -> Item:
    """Change what the asset is and serves; what was and what is are audited."""
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    require(may_edit(by, item))
    asset = Asset.objects.select_for_update(of=("self",)).get(pk=item.pk)
    _refuse_other_type(asset, item, facts.type)
    if facts.type != asset.type:
        lapse_approvals(item, by=by)
    before = describe_facts(asset, item)
    if (facts.retention, facts.declassify_on) != (item.retention, item.declassify_on):
        # How long it is kept and stays narrow is the owner's account, not a co-editor's.
        require(may_move(by, item))
    put_facts(asset, item, facts)
    after = describe_facts(asset, item)
    if before != after:
        audit.record(
            "assets.change_facts", by=by, object_kind="item", object_id=str(item.pk), before=before, after=after
        )
        tell_changed([item.pk])
    return item


def put_facts(asset: Asset, item: Item, facts: Facts) -> None:
    """Store the facts, inside the caller's transaction; raises Refused with what to mend."""
    step = one_line(facts.process_step, _("ขั้นตอนของงาน"), STEP_LIMIT)
    if facts.type not in AssetType or facts.form not in KnowledgeForm or facts.retention not in Retention:
        raise Refused(_("โปรดเลือกประเภทขององค์ความรู้จากรายการ"))
    asset.type, asset.form, asset.process_step, asset.valid_from = facts.type, facts.form, step, facts.valid_from
    asset.save()
    item.practices = [practice for practice in Practice.values if practice in facts.practices]
    item.retention, item.declassify_on = facts.retention, facts.declassify_on
    item.save(update_fields=["practices", "retention", "declassify_on"])
    item.aims.set(Aim.objects.filter(pk__in=facts.aims))
    item.competences.set(_competences(facts.competences))
    _put_contributors(asset, facts.contributors)


def describe_facts(asset: Asset, item: Item) -> dict[str, object]:
    """The facts as the audit shows them."""
    return {
        "type": asset.type,
        "form": asset.form,
        "process_step": asset.process_step,
        "valid_from": asset.valid_from.isoformat() if asset.valid_from else None,
        "contributors": [f"{one.shown_name} ({one.role})" for one in asset.contributors.select_related("person")],
        "practices": item.practices,
        "aims": sorted(str(aim) for aim in item.aims.all()),
        "competences": sorted(competence.name for competence in item.competences.all()),
        "retention": item.retention,
        "declassify_on": item.declassify_on.isoformat() if item.declassify_on else None,
    }


def _refuse_other_type(asset: Asset, item: Item, type_: str) -> None:
    """The type says how many must review: it stands from the moment a review is asked."""
    if type_ == asset.type:
        return
    if item.published_id is not None or item.reviews.filter(state=ReviewState.OPEN).exists():
        raise Refused(
            _("ประเภทเปลี่ยนได้ก่อนส่งตรวจเท่านั้น เพราะประเภทกำหนดจำนวนผู้ตรวจ โปรดถอนจากการตรวจก่อน หรือเขียนเป็นเรื่องใหม่")
        )


def _put_contributors(asset: Asset, parts: Iterable[Part]) -> None:
    """A name that one person of the staff bears becomes that person; any other stays a name."""
    wanted = [(one_line(part.name, _("ชื่อผู้มีส่วนร่วม"), NAME_LIMIT), part.role) for part in parts if part.name.strip()]
    if len(wanted) > CONTRIBUTORS_LIMIT:
        raise Refused(_("ใส่ผู้มีส่วนร่วมได้ไม่เกิน %(limit)d คน") % {"limit": CONTRIBUTORS_LIMIT})
    if any(role not in ContributorRole for _name, role in wanted):
        raise Refused(_("โปรดเลือกบทบาทของผู้มีส่วนร่วมจากรายการ"))
    present = {one.shown_name: one.person for one in asset.contributors.select_related("person") if one.person}
    asset.contributors.all().delete()
    for place, (name, role) in enumerate(wanted):
        person = present.get(name) or _person_named(name)
        Contributor.objects.create(asset=asset, person=person, name="" if person else name, role=role, place=place)


def _person_named(name: str) -> User | None:
    found = [person for person in staff_named(name, limit=5) if person.name == name]
    return found[0] if len(found) == 1 else None


def _competences(names: Iterable[str]) -> list[Competence]:
    wanted = list(dict.fromkeys(filter(None, (one_line(name, _("ชื่อสมรรถนะ"), COMPETENCE_LIMIT) for name in names))))
    if len(wanted) > COMPETENCES_LIMIT:
        raise Refused(_("ใส่สมรรถนะได้ไม่เกิน %(limit)d เรื่อง") % {"limit": COMPETENCES_LIMIT})
    return [competence_named(name) for name in wanted]
