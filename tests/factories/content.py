import factory
from factory.django import DjangoModelFactory

from panya.shared.content.actions.items import Place, create_item, publish_latest
from panya.shared.content.models import Access, Item, Notebook, Tag, Topic
from panya.shared.content.text import Text
from panya.shared.feedback.models import Comment
from panya.shared.people.models import User
from tests.factories.people import UserFactory


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    slug = factory.Sequence(lambda n: f"topic-{n}")
    name_th = factory.Sequence(lambda n: f"หัวข้อ {n}")
    name_en = factory.Sequence(lambda n: f"Topic {n}")


class TagFactory(DjangoModelFactory):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"คำสำคัญ{n}")


class NotebookFactory(DjangoModelFactory):
    class Meta:
        model = Notebook

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"สมุดเล่มที่ {n}")


def NoteFactory(
    *,
    author: User | None = None,
    title: str = "เล่าเรื่องงาน",
    lead: str = "",
    body: str = "<p>วันนี้ได้เรียนรู้เรื่องใหม่จากเพื่อนร่วมงาน</p>",
    access: str = Access.PUBLIC,
    published: bool = True,
    **place,
) -> Item:
    """A note made through the product's own actions; `published=False` leaves it unpublished."""
    author = author or UserFactory()
    place = Place(unit=place.pop("unit", None) or author.unit, access=access, **place)
    item = create_item("note", Text(title, lead, body), place, owner=author, author=author)
    return publish_latest(item, by=author) if published else item


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment

    name = "ผู้อ่าน"
    body_html = "<p>ขอบคุณที่เล่าให้ฟัง</p>"
    body_text = "ขอบคุณที่เล่าให้ฟัง"
