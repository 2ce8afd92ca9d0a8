"""Notebooks: make, rename."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.base.thai.normalise import normalise_line
from panya.shared.content.models import Notebook
from panya.shared.content.permissions import may_keep_notebook
from panya.shared.people.models import User
from panya.shared.people.text import paragraphs


def make_notebook(owner: User, name: str, description: str = "") -> Notebook:
    """A new notebook of this person; the name is new among the person's notebooks."""
    return _save(Notebook(owner=owner), name, description)


def change_notebook(notebook: Notebook, name: str, description: str, *, by: User) -> Notebook:
    require(may_keep_notebook(by, notebook))
    return _save(notebook, name, description)


def notebook_named(owner: User, name: str) -> Notebook:
    """The person's notebook of this name, made where there is none (imports)."""
    name = normalise_line(name)[:120]
    return Notebook.objects.filter(owner=owner, name=name).first() or make_notebook(owner, name)


def _save(notebook: Notebook, name: str, description: str) -> Notebook:
    notebook.name = normalise_line(name)
    notebook.description = paragraphs(description, _("คำอธิบายสมุด"), 500)
    if not notebook.name or len(notebook.name) > 120:
        raise Refused(_("โปรดตั้งชื่อสมุดให้ยาวไม่เกิน 120 ตัวอักษร"))
    try:
        with transaction.atomic():
            notebook.save()
    except IntegrityError:
        raise Refused(_("คุณมีสมุดชื่อนี้แล้ว โปรดเลือกใช้สมุดเดิมหรือตั้งชื่อใหม่")) from None
    return notebook
