"""Pages on which notes are read."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from panya.base.core.errors import require
from panya.base.core.read_only import writes_on_get
from panya.base.ui.paging import page_links, page_number, page_of
from panya.features.assets.permissions import may_write_assets
from panya.features.assets.queries.assets import made_into
from panya.features.notes.item_kinds import KIND
from panya.features.notes.markdown_file import as_markdown
from panya.features.notes.queries import find_note, notes_for
from panya.features.notes.views.finding import note_audited_read, readable
from panya.shared.activity import spool
from panya.shared.content.gist import COOKIE as GIST_COOKIE
from panya.shared.content.gist import gist_for
from panya.shared.content.html import shown_html
from panya.shared.content.permissions import (
    is_offered_the_bin,
    is_open,
    may_change_access,
    may_edit,
    may_take_along,
    sees_card_authors,
)
from panya.shared.content.queries import attachments_of, card_of, circles_opening, is_editor
from panya.shared.content.quoting import quote_of, with_mark
from panya.shared.content.sharing import share_card
from panya.shared.content.succession import newest_for
from panya.shared.content.views.finding import elsewhere, latest_of, write_down_download
from panya.shared.feedback.following import keeping_of, thank_count
from panya.shared.feedback.queries import threads_on

_TABS = (("", _("ทั้งหมดที่ฉันอ่านได้")), ("unit", _("ของหน่วยงานฉัน")), ("mine", _("ที่ฉันเขียน")))


@login_not_required
@require_safe
def notes(request):
    """The newest notes that this reader may see."""
    of = request.GET.get("of", "")
    of = of if of in {"mine", "unit"} and request.user.is_authenticated else ""
    page = page_of(notes_for(request.user, of), page_number(request))
    shown = {
        "items": page.items,
        "tabs": [(f"?of={key}" if key else request.path, label, key == of) for key, label in _TABS],
        "sees_card_authors": sees_card_authors(request.user),
        **page_links(request, page),
    }
    return render(request, "notes/notes.html", shown)


@login_not_required
@require_safe
@writes_on_get
def note(request, number):
    """One note; for those who may see its card only, the card."""
    item = find_note(number, request.user)
    if item is None:
        return elsewhere(request, number, KIND) or _card(request, number)
    if item.pk != number:
        # An old number belongs to this reader's view of the record only: no 301.
        return redirect(item)
    note_audited_read(request, item)
    if item.published_id is not None:
        spool.seen(item, request.user, request)
    return render(request, "notes/note.html", _shown(request, item))


@login_not_required
@require_safe
@writes_on_get
def note_print(request, number):
    """The note on paper."""
    item = readable(request, number)
    note_audited_read(request, item)
    return render(request, "notes/print.html", _shown(request, item))


@login_not_required
@require_safe
@writes_on_get
def note_markdown(request, number):
    """The note as a Markdown file to take along."""
    item = readable(request, number)
    require(may_take_along(request.user, item), _("เรื่องที่จำกัดเฉพาะผู้มีชื่อนำออกจากระบบไม่ได้ โปรดอ่านบนหน้านี้"))
    write_down_download(request, item, "notes.download", "markdown")
    return HttpResponse(
        as_markdown(item, item.published or latest_of(item), request.build_absolute_uri(item.get_absolute_url())),
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="panya-{item.pk}.md"'},
    )


def _shown(request, item):
    """What the page needs; parts that may be kept are called by the template, and only where they are drawn."""
    edits = is_editor(request.user, item) and may_edit(request.user, item)
    quote = quote_of(request, item.published or latest_of(item)) if "quote" in request.GET else None
    return {
        "item": item,
        "quote": quote,
        "quote_key": quote.key if quote else "",
        "is_open": is_open(item),
        "share": lambda: share_card(item),
        "revision": SimpleLazyObject(lambda: item.published or latest_of(item)),
        "body": lambda: with_mark(shown_html((item.published or latest_of(item)).body_html), quote),
        "gist_key": request.COOKIES.get(GIST_COOKIE) == "off",
        "gist": SimpleLazyObject(lambda: gist_for(request, item, item.published or latest_of(item))),
        "tags": item.tags.all,
        "topics": item.topics.all,
        "attachments": lambda: attachments_of(item.published or latest_of(item)),
        "keeping": lambda: keeping_of(item, request.user),
        "thank_count": lambda: thank_count(item),
        "threads": lambda: threads_on(item),
        "superseding": newest_for(item, request.user) if item.superseded_by_id else None,
        "edits": edits,
        "may_take_along": may_take_along(request.user, item),
        "decides": edits and may_change_access(request.user, item),
        "bins": is_offered_the_bin(request.user, item),
        "circles": lambda: circles_opening(item),
        "may_promote": may_write_assets(request.user) and (item.published_id is not None or edits),
        "became": made_into(item, request.user),
        "has_unpublished": edits and item.latest_id != item.published_id,
    }


def _card(request, number):
    item = card_of(number, request.user, KIND)
    if item is None:
        raise Http404
    return render(request, "notes/card.html", {"item": item})
