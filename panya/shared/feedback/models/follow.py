from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from panya.shared.content.models import Item, Notebook, Tag, Topic
from panya.shared.people.models import Unit, User

Followed = Item | Notebook | Tag | Topic | Unit | User


class FollowKind(models.TextChoices):
    """What can be followed, what tells most first."""

    ITEM = "item", gettext_lazy("เรื่อง")
    PERSON = "person", gettext_lazy("คน")
    NOTEBOOK = "notebook", gettext_lazy("สมุด")
    TOPIC = "topic", gettext_lazy("หัวข้อ")
    TAG = "tag", gettext_lazy("คำสำคัญ")
    UNIT = "unit", gettext_lazy("หน่วยงาน")


# The column of each kind; `person` is who follows.
COLUMNS = {kind: "whom" if kind == FollowKind.PERSON else kind.value for kind in FollowKind}


def _one_only() -> Q:
    """Exactly the column of the kind is filled."""
    allowed = Q()
    for kind, column in COLUMNS.items():
        filled = {f"{name}__isnull": name != column for name in COLUMNS.values()}
        allowed |= Q(kind=kind.value, **filled)
    return allowed


class Follow(models.Model):
    """A person wants to hear what is new in one thing; nobody else sees it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=10, choices=FollowKind.choices)
    item = models.ForeignKey("content.Item", models.CASCADE, null=True, blank=True, related_name="followers")
    whom = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="followers")
    notebook = models.ForeignKey("content.Notebook", models.CASCADE, null=True, blank=True, related_name="followers")
    topic = models.ForeignKey("content.Topic", models.CASCADE, null=True, blank=True, related_name="followers")
    tag = models.ForeignKey("content.Tag", models.CASCADE, null=True, blank=True, related_name="followers")
    unit = models.ForeignKey("people.Unit", models.CASCADE, null=True, blank=True, related_name="followers")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=_one_only(), name="follow_of_one_thing"),
            *[
                models.UniqueConstraint(fields=["person", column], name=f"follow_{column}_once")
                for column in COLUMNS.values()
            ],
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.kind}"

    @property
    def target(self) -> Followed:
        """What is followed."""
        found: Followed = getattr(self, COLUMNS[FollowKind(self.kind)])
        return found

    @property
    def name(self) -> str:
        """How the followed thing is called."""
        return name_of(self.target)

    @property
    def key(self) -> str:
        """What names it in the address with which one follows it and stops."""
        target = self.target
        if isinstance(target, User | Notebook):
            return target.public_id
        if isinstance(target, Topic):
            return target.slug
        return target.code if isinstance(target, Unit) else str(target.pk)

    @property
    def address(self) -> str:
        """The page on which it stands; topics, tags and units have their search."""
        target = self.target
        if isinstance(target, Topic | Unit):
            return f"{reverse('search')}?{urlencode({self.kind: self.key})}"
        return target.get_absolute_url()

    @property
    def why(self) -> str:
        """Why its follower meets something new."""
        return why(self.kind, self.name)


def name_of(target: Followed) -> str:
    """How a thing that can be followed is called."""
    if isinstance(target, Item):
        return target.title
    return target.name if isinstance(target, User | Unit | Notebook | Tag) else str(target)


def why(kind: str, name: str) -> str:
    """“เพราะคุณติดตาม …”; without the name where it must not be told."""
    said = {
        FollowKind.ITEM: _("เพราะคุณติดตามเรื่องนี้"),
        FollowKind.PERSON: _("เพราะคุณติดตาม %(name)s") if name else _("เพราะคุณติดตามผู้เขียน"),
        FollowKind.NOTEBOOK: _("เพราะคุณติดตามสมุด “%(name)s”") if name else _("เพราะคุณติดตามสมุดนี้"),
        FollowKind.TOPIC: _("เพราะคุณติดตามหัวข้อ “%(name)s”") if name else _("เพราะคุณติดตามหัวข้อนี้"),
        FollowKind.TAG: _("เพราะคุณติดตามคำสำคัญ “%(name)s”") if name else _("เพราะคุณติดตามคำสำคัญนี้"),
        FollowKind.UNIT: _("เพราะคุณติดตาม %(name)s") if name else _("เพราะคุณติดตามหน่วยงานนี้"),
    }
    return said[FollowKind(kind)] % {"name": name}
