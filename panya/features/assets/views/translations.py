"""Translations: writing one beside its source, and comparing it once the source shows a newer text."""

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panya.base.core.errors import require
from panya.base.core.read_only import writes_on_get
from panya.base.core.typed_numbers import whole_number
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.features.assets.actions.translations import other_language, say_still_right, write_translation
from panya.features.assets.comparing import changes_in
from panya.features.assets.forms.lineage import TranslationForm, WordsForm
from panya.features.assets.permissions import may_translate
from panya.features.assets.queries.translations import source_of
from panya.features.assets.structure import parts_of
from panya.features.assets.views.finding import editable, note_audited_read, readable, shown_of
from panya.shared.content.html import shown_html
from panya.shared.content.text import Text


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def asset_translate(request, number):
    """Write the asset in the other language, its source beside it."""
    item = readable(request, number)
    require(may_translate(request.user, item))
    note_audited_read(request, item)
    source = shown_of(item)
    language = other_language(item.language)
    start = Text(parts_of(source.structured).title_en if language == "en" else "")
    form = TranslationForm(request.POST or None, start=start)
    if request.method == "POST":
        made = attempt(form, lambda fields: write_translation(item, form.text(), by=request.user))
        if made:
            messages.success(request, _("บันทึกร่างฉบับแปลแล้ว ตรวจทานแล้วส่งให้ผู้รู้ตรวจ"))
            return see_other(made)
    shown = {
        "item": item,
        "revision": source,
        "parts": parts_of(source.structured),
        "body": shown_html(source.body_html),
        "language": language,
    }
    return form_page(request, "assets/lineage/translate.html", form, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def asset_compared(request, number):
    """What changed in the source since the translation was made or last compared."""
    item = editable(request, number)
    link = source_of(item, request.user)
    if link is None:
        raise Http404
    source = link.target
    shown_now = shown_of(source)
    note_audited_read(request, source)
    form = WordsForm(request.POST or None)
    if request.method == "POST":
        seen = whole_number(request.POST.get("seen"), most=999_999, default=0)
        if attempt(form, lambda fields: say_still_right(item, by=request.user, seen=seen)):
            messages.success(request, _("บันทึกแล้วว่าฉบับแปลยังตรงกับต้นฉบับ"))
            return see_other(item)
    shown = {
        "item": item,
        "source": source,
        "shown": shown_now,
        "as_of": link.as_of,
        "is_stale": link.as_of_id != shown_now.pk,
        "changes": changes_in(link.as_of, shown_now) if link.as_of else [],
    }
    return form_page(request, "assets/lineage/compared.html", form, **shown)
