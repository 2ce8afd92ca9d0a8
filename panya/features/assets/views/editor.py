"""The shared editor, as assets use it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from panya.features.assets.actions import writing
from panya.features.assets.forms.writing import AssetTextForm
from panya.features.assets.item_kinds import KIND
from panya.features.assets.permissions import may_write_assets
from panya.features.assets.starters import TEMPLATES
from panya.shared.content.editing import Editor
from panya.shared.content.models import Item
from panya.shared.content.review_queries import remarks_on, returned_review, reviews_of


def _what_reviewers_said(item: Item) -> dict[str, Any]:
    """Why the text came back and what is still to be mended in it, to be seen while one mends it."""
    return {"returned": returned_review(reviews_of(item)[:1]), "remarks": remarks_on(item, unsettled=True)}


EDITOR = Editor(
    kind=KIND,
    template="assets/editor.html",
    may_write=may_write_assets,
    write=writing.begin_asset,
    edit=writing.edit_asset,
    restore=writing.restore_revision,
    read_verb="assets.read",
    heading=_("เขียนองค์ความรู้"),
    back=_("กลับไปหน้าองค์ความรู้"),
    placeholder=_("เล่าสิ่งที่ช่องข้างบนยังไม่ได้บอก ที่มา เหตุผล ตัวอย่างจริง"),
    saved=_("บันทึกไว้แล้ว ผู้อ่านจะเห็นเมื่อผ่านการตรวจ"),
    form=AssetTextForm,
    starters=TEMPLATES,
    next_page="place",
    more_of=_what_reviewers_said,
)
