"""What the editor sends: the text, its pictures and attachments, with and without JavaScript."""

from dataclasses import dataclass, field, replace

from django.http import JsonResponse, QueryDict
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.ui.refusals import answer_for
from panya.shared.content.actions.drafts import keep_draft
from panya.shared.content.actions.files import add_file
from panya.shared.content.editing import Editor
from panya.shared.content.file_links import attached_in, file_address
from panya.shared.content.forms.text import RICH, TextForm, typed_html
from panya.shared.content.html import clean_html
from panya.shared.content.models import Draft
from panya.shared.content.prompts import lines_without_prompts, without_prompts
from panya.shared.content.queries import files_for
from panya.shared.content.text import BODY_LIMIT
from panya.shared.files.names import name_as_given


@dataclass
class Sent:
    """What the editor sent, its plain file fields taken in: pictures end the text, other files are attached."""

    data: QueryDict
    draft: Draft | None
    form_class: type[TextForm]
    faults: list[str] = field(default_factory=list)

    def form(self):
        """The bound form, with what is wrong with the files."""
        form = self.form_class(self.data)
        for fault in self.faults:
            form.add_error(None, fault)
        return form

    def text(self, form, base=None):
        """The text as it is to be saved on top of `base`, with its attachments."""
        text = form.text()
        structured = {**(base.structured if base else {}), **text.structured}
        if "attached" in self.data:
            structured["files"] = [public_id for public_id in self.data.getlist("attached") if public_id]
        return replace(text, structured=structured)


def file_answer(request, draft):
    """Hang a sent file on the draft; the editor puts it into the text or among the attachments."""
    try:
        if "file" not in request.FILES:
            raise Refused(_("โปรดเลือกไฟล์ที่จะส่ง ไฟล์ต้องมีชื่อ"))
        file = add_file(draft, request.FILES["file"], by=request.user)
    except Refused as error:
        answer = answer_for(error)
        return _json({"reason": str(error)}, status=answer.status if answer else 422)
    return _json(
        {
            "id": file.public_id,
            "address": file_address(file.public_id),
            "small": reverse("small_picture", args=[file.public_id]) if file.is_picture else "",
            "name": file.name,
            "about": f"{file.kind_label} · {filesizeformat(file.size)}",
            "is_picture": file.is_picture,
            "width": file.width,
            "height": file.height,
        }
    )


def sent(request, editor: Editor, *, draft=None, item=None, base=None):
    """Read the editor's form; files that came without JavaScript are hung on the draft first."""
    got = Sent(_without_prompts(request.POST, editor), draft, editor.form)
    uploads = request.FILES.getlist("files")
    if not uploads:
        return got
    got.data = got.data.copy()
    fields = typed_fields(request.POST, editor)
    got.draft = keep_draft(fields, by=request.user, kind=editor.kind, draft=draft, item=item, base=base)
    for upload in uploads:
        try:
            _put(got.data, add_file(got.draft, upload, by=request.user), request.POST.get("picture_words", ""))
        except Refused as error:
            got.faults.append(f"{name_as_given(upload.name)}: {error}")
    got.data["draft"] = got.draft.public_id
    return got


def typed_fields(data, editor):
    """What the editor keeps in a draft."""
    typed = {name: data.get(name, "") for name in editor.form.kept()}
    return typed | ({"attached": data.getlist("attached")} if "attached" in data else {})


def attached_files(person, *, data=None, draft=None, base=None):
    """The files whose boxes the editor shows: as sent, else as the draft has them, else as the text has them."""
    if data is not None and "attached" in data:
        named = data.getlist("attached")
    elif draft is not None and "attached" in draft.fields:
        named = draft.fields["attached"]
    else:
        named = attached_in(base.structured) if base is not None else []
    named = [public_id for public_id in dict.fromkeys(named) if public_id]
    found = {file.public_id: file for file in files_for(person, named)} if named else {}
    return [found[public_id] for public_id in named if public_id in found]


def _without_prompts(data, editor):
    """“Take out what is left of the starter” is a way of sending the text."""
    # What is too long is refused when it is saved; the starter is not looked for in it.
    if "without_prompts" not in data or len(data.get("body", "")) > BODY_LIMIT:
        return data
    data = data.copy()
    data["body"] = without_prompts(clean_html(typed_html(data.get("body", ""), data.get("format", RICH))))
    data["format"] = RICH
    for name in editor.form.typed:
        if name != "body":
            data[name] = lines_without_prompts(data.get(name, ""))
    return data


def _put(data, file, words):
    if not file.is_picture:
        data.setlist("attached", [*data.getlist("attached"), file.public_id])
        return
    shown = format_html(
        '<img src="{}" alt="{}" width="{}" height="{}">',
        file_address(file.public_id), words.strip()[:500], file.width, file.height,
    )  # fmt: skip
    data["body"] = f"{typed_html(data.get('body', ''), data.get('format', RICH))}{shown}"
    data["format"] = RICH


def _json(said, status=200):
    return JsonResponse(said, status=status, content_type="application/json; charset=utf-8")
