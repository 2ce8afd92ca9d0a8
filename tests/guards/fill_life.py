"""An asset with many of all that hangs on one: for the guard that counts questions."""

from panya.features.assets.actions.facts import Facts, Part, change_facts
from panya.features.assets.actions.promoting import link_made_from
from panya.shared.content.actions import items
from panya.shared.content.actions.subjects import tags_named
from panya.shared.content.models import Aim, AimKind, Item
from panya.shared.content.text import Text
from panya.shared.people.models import User
from tests.factories import NoteFactory, TopicFactory


def fill_life(item: Item, by: User, people: list[User]) -> None:
    """As many contributors, aims, competences, topics, tags, texts and sources as there are people."""
    few = people[:20]
    aims = [Aim.objects.create(fiscal_year=2569, kind=AimKind.KPI, name=f"ตัวชี้วัด {item.pk}/{one.pk}") for one in few]
    change_facts(
        item,
        Facts(
            "manual",
            contributors=tuple(Part(one.name, "expert") for one in few),
            aims=tuple(aim.pk for aim in aims),
            competences=tuple(f"สมรรถนะ {place}" for place, _one in enumerate(few)),
        ),
        by=by,
    )
    item.tags.set(tags_named([f"คำ {place}" for place, _one in enumerate(few)]))
    item.topics.set([TopicFactory() for _one in few])
    for place, one in enumerate(few):
        latest = Item.objects.get(pk=item.pk).latest
        steps = [f"ขั้น {step}" for step in range(place + 1)]
        items.save_text(item, Text(f"ฉบับ {place}", "", "<p>ก</p>", {"steps": steps}), by=by, base=latest)
        source = NoteFactory(author=one)
        link_made_from(item, source, as_of=source.published)
