"""Files on drafts and in texts: what hangs where, and what a writer may put into a text."""

from dataclasses import replace

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.shared.content.file_links import attached_in, pictures_in, with_pictures_of
from panya.shared.content.models import Draft, DraftFile, Item, ItemFile, Revision
from panya.shared.content.permissions import may_add_files
from panya.shared.content.queries import files_for
from panya.shared.content.text import Text
from panya.shared.files.actions import take_file
from panya.shared.files.models import StoredFile
from panya.shared.people.models import User

FILES_LIMIT = 100


def add_file(draft: Draft, upload: UploadedFile, *, by: User) -> StoredFile:
    """Look a file through and hang it on the draft; it stands in no text yet.

    No transaction is open while a file is looked through: nobody else could write meanwhile.
    """
    require(may_add_files(by, draft))
    if draft.files.count() >= FILES_LIMIT:
        raise Refused(_("ร่างหนึ่งมีไฟล์ได้ไม่เกิน %(limit)d ไฟล์ โปรดแบ่งเป็นหลายบันทึก") % {"limit": FILES_LIMIT})
    file = take_file(upload, by=by)
    with transaction.atomic():
        if not Draft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).exists():
            # Saved or thrown away in another window; the file is swept.
            raise Refused(_("ร่างนี้บันทึกหรือทิ้งไปแล้วในหน้าต่างอื่น โปรดเปิดบันทึกอีกครั้งแล้วใส่ไฟล์ใหม่"))
        DraftFile.objects.create(draft=draft, file=file)
    return file


def usable_text(text: Text, *, by: User | None, into: Item) -> Text:
    """The text with the pictures and attachments that its writer may put into this record; others drop out.

    They drop out as if they never were: nobody learns of a hidden file by naming it.
    """
    named = [*pictures_in(text.body_html), *attached_in(text.structured)]
    if not named:
        return text
    if len(set(named)) > FILES_LIMIT:
        raise Refused(_("บันทึกหนึ่งมีรูปและไฟล์ได้ไม่เกิน %(limit)d ไฟล์ โปรดแบ่งเป็นหลายบันทึก") % {"limit": FILES_LIMIT})
    usable = {file.public_id: file for file in files_for(by, named, into=into)} if by else {}
    sizes = {public_id: (file.width, file.height) for public_id, file in usable.items() if file.is_picture}
    attached = [public_id for public_id in attached_in(text.structured) if public_id in usable]
    structured = {name: value for name, value in text.structured.items() if name != "files"}
    if attached:
        structured["files"] = attached
    return replace(text, body_html=with_pictures_of(text.body_html, sizes), structured=structured)


def link_files(revision: Revision) -> None:
    """Note which files this revision refers to: through it they are read from now on."""
    attached = attached_in(revision.structured)
    named = list(dict.fromkeys([*attached, *pictures_in(revision.body_html)]))
    if not named:
        return
    files = {file.public_id: file for file in StoredFile.objects.filter(public_id__in=named)}
    ItemFile.objects.bulk_create(
        ItemFile(
            item_id=revision.item_id,
            revision=revision,
            file=files[public_id],
            is_attached=public_id in attached,
            place=place,
        )
        for place, public_id in enumerate(named)
        if public_id in files
    )
