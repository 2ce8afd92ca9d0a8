"""People and units from a CSV file: look first, then do."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from panya.base.core.errors import Refused, require
from panya.base.ui.answers import form_page
from panya.shared.people.forms.people import ImportForm
from panya.shared.people.importing import PEOPLE_HEADINGS, ImportReport, import_people
from panya.shared.people.importing_units import UNIT_HEADINGS, import_units
from panya.shared.people.models import User
from panya.shared.people.permissions import may_keep_units, may_manage

_SALT = "panya.people.import"
_VALID_SECONDS = 3600


class _Run(Protocol):
    def __call__(self, content: bytes, *, by: User, dry_run: bool) -> ImportReport: ...


@dataclass(frozen=True)
class _Kind:
    title: str | Promise
    headings: dict[str, tuple[str, ...]]
    may: Callable[[User], bool]
    run: _Run


_KINDS = {
    "people": _Kind(
        gettext_lazy("นำเข้ารายชื่อคน"),
        PEOPLE_HEADINGS,
        may_manage,
        partial(import_people, default_unit=None),
    ),
    "units": _Kind(
        gettext_lazy("นำเข้าหน่วยงาน"),
        UNIT_HEADINGS,
        may_keep_units,
        import_units,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request, kind: str) -> HttpResponse:
    """Upload, see what would happen line by line, and confirm."""
    chosen = _kind(request, kind)
    if request.method == "POST" and "confirmed" in request.POST:
        return _import(request, chosen, kind)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    report, token = None, ""
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            report = chosen.run(content, by=request.user, dry_run=True)
            token = _sealed(content, kind, request.user)
        except Refused as error:
            form.add_error("file", str(error))
    context = {"kind": kind, "title": chosen.title, "headings": chosen.headings, "report": report, "token": token}
    return form_page(request, "people/import.html", form, **context)


@require_safe
def import_template(request, kind: str) -> HttpResponse:
    """An empty file with the heading line, with the BOM that Excel needs."""
    chosen = _kind(request, kind)
    line = ",".join(labels[0] for labels in chosen.headings.values())
    response = HttpResponse("\ufeff" + line + "\r\n", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    return response


def _import(request, chosen: _Kind, kind: str) -> HttpResponse:
    content = _opened(request.POST.get("confirmed", ""), kind, request.user)
    if content is None:
        raise Refused(_("ไฟล์ที่ตรวจไว้หมดอายุแล้ว โปรดเลือกไฟล์และตรวจใหม่อีกครั้ง"))
    report = chosen.run(content, by=request.user, dry_run=False)
    return render(request, "people/import_done.html", {"kind": kind, "title": chosen.title, "report": report})


def _kind(request, kind: str) -> _Kind:
    chosen = _KINDS.get(kind)
    if chosen is None:
        raise Http404
    require(chosen.may(request.user))
    return chosen


def _sealed(content: bytes, kind: str, person: User) -> str:
    """The file as the confirming form carries it: signed, for this person, for an hour."""
    packed = {"kind": kind, "by": person.public_id, "content": base64.b64encode(content).decode()}
    return signing.dumps(packed, salt=_SALT, compress=True)


def _opened(token: str, kind: str, person: User) -> bytes | None:
    try:
        packed = signing.loads(token, salt=_SALT, max_age=_VALID_SECONDS)
    except signing.BadSignature:
        return None
    if packed["kind"] != kind or packed["by"] != person.public_id:
        return None
    return base64.b64decode(packed["content"])
