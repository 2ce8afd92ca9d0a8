"""Making one draft out of several records: choosing them, choosing their passages, saving."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panya.base.core.errors import require
from panya.base.core.read_only import writes_on_get
from panya.base.core.typed_numbers import whole_number
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.features.assets.actions.synthesis import MOST_SOURCES, synthesise
from panya.features.assets.forms.lineage import SynthesisForm
from panya.features.assets.passages import passages_of
from panya.features.assets.permissions import may_write_assets
from panya.features.assets.queries.synthesis import found_by_words, sources_among
from panya.features.assets.views.finding import note_audited_read, shown_of
from panya.shared.content.queries import LARGEST_NUMBER

MOST_TYPED = 60


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def asset_synthesis(request):
    """The chosen records with their passages, more to choose by words or number, and the draft made of them."""
    require(may_write_assets(request.user))
    sent = request.POST if request.method == "POST" else request.GET
    numbers = _numbers(sent)
    chosen = sources_among(numbers, request.user)[:MOST_SOURCES]
    for source in chosen:
        note_audited_read(request, source)
    form = SynthesisForm(request.POST or None)
    ticked = request.POST.getlist("passages")
    if request.method == "POST":
        made = attempt(form, lambda fields: synthesise(fields["title"], ticked, by=request.user, type_=fields["type"]))
        if made:
            messages.success(request, _("ได้ร่างที่ประมวลแล้ว เรียบเรียงต่อ แล้วส่งให้ผู้รู้ตรวจ"))
            return see_other(made)
    words = sent.get("q", "")[:200]
    shown = {
        "chosen": [(source, passages_of(shown_of(source))) for source in chosen],
        "missing": [number for number in numbers if number not in {source.pk for source in chosen}],
        "found": found_by_words(words, request.user, but=[source.pk for source in chosen]),
        "words": words,
        "ticked": set(ticked),
    }
    return form_page(request, "assets/lineage/synthesis.html", form, **shown)


def _numbers(sent) -> list[int]:
    """The records that are named: those that were ticked, and those that were typed, parted by spaces or commas."""
    typed = sent.get("numbers", "")[:1_000].replace(",", " ").split()
    found = [whole_number(text, most=LARGEST_NUMBER, default=0) for text in [*sent.getlist("items"), *typed]]
    return list(dict.fromkeys(number for number in found if number))[:MOST_TYPED]
