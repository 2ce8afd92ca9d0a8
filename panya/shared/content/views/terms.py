"""The glossary (คลังคำ): for everybody to read, for KM teams to write."""

import csv
import io

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import require
from panya.base.core.typed_numbers import LARGEST
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.shared.content.actions import terms as actions
from panya.shared.content.forms.subjects import TermForm
from panya.shared.content.permissions import may_keep_subjects
from panya.shared.content.queries import find_term
from panya.shared.content.subject_lists import glossary, glossary_letters
from panya.shared.content.term_records import records_using

_PAGE = 60
_LONGEST_WORDS = 100
# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@login_not_required
@require_safe
def terms(request):
    """The words in their order, by their first letter, or those that hold the words typed."""
    words, letter = request.GET.get("q", "")[:_LONGEST_WORDS], request.GET.get("letter", "")[:1]
    page = page_of(glossary(words=words, letter=letter), page_number(request), _PAGE)
    shown = {
        "page": page,
        "words": words,
        "letter": letter,
        "letters": glossary_letters(),
        "keeps": may_keep_subjects(request.user),
    }
    return render(request, "content/terms.html", shown | page_links(request, page))


@login_not_required
@require_safe
def term(request, pk):
    """One word: how else it is said, what it means, and the records that use it."""
    found = _found(pk)
    shown = {
        "term": found,
        "records": records_using(found, request.user),
        "keeps": may_keep_subjects(request.user),
    }
    return render(request, "content/term.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def term_new(request):
    """Write a new word into the glossary."""
    require(may_keep_subjects(request.user))
    form = TermForm(request.POST or None, initial={"name": request.GET.get("name", "")[:120]})
    added = request.method == "POST" and attempt(
        form, lambda fields: actions.add_term(form.fields_typed(), by=request.user)
    )
    if added:
        messages.success(request, _("เพิ่มคำแล้ว"))
        return see_other(added)
    return form_page(request, "content/term_form.html", form, term=None)


@require_http_methods(["GET", "HEAD", "POST"])
def term_edit(request, pk):
    """Mend a word."""
    require(may_keep_subjects(request.user))
    found = _found(pk)
    form = TermForm(request.POST or None, initial=_present(found))
    changed = request.method == "POST" and attempt(
        form, lambda fields: actions.change_term(found, form.fields_typed(), by=request.user)
    )
    if changed:
        messages.success(request, _("ปรับแล้ว"))
        return see_other(changed)
    return form_page(request, "content/term_form.html", form, term=found)


@require_POST
def term_delete(request, pk):
    """Take a word out of the glossary."""
    require(may_keep_subjects(request.user))
    actions.delete_term(_found(pk), by=request.user)
    messages.success(request, _("ลบคำแล้ว"))
    return see_other("terms")


@login_not_required
@require_safe
def terms_export(request):
    """The whole glossary as CSV, with the BOM that Excel needs."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow([_("คำ"), _("ตัวย่อ"), _("ภาษาอังกฤษ"), _("คำที่ใช้แทนกัน"), _("คำที่เกี่ยวข้อง"), _("ความหมาย")])
    for one in glossary():
        cells = [one.name, one.abbreviation, one.name_en, "; ".join(one.synonyms), "; ".join(one.related), one.meaning]
        lines.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="glossary.csv"'
    return response


def _found(pk):
    found = find_term(pk) if pk <= LARGEST else None
    if found is None:
        raise Http404
    return found


def _present(found):
    return {
        "name": found.name,
        "abbreviation": found.abbreviation,
        "name_en": found.name_en,
        "synonyms": "\n".join(found.synonyms),
        "related": "\n".join(found.related),
        "meaning": found.meaning,
    }
