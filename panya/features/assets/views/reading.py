"""Pages on which assets are read."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from panya.base.core.client_address import counted_as
from panya.base.core.errors import require
from panya.base.core.limits import Limit
from panya.base.core.read_only import writes_on_get
from panya.base.ui.paging import page_links, page_number, page_of
from panya.features.assets.citing import citation, facts_for_programs
from panya.features.assets.item_kinds import KIND
from panya.features.assets.markdown_file import as_markdown
from panya.features.assets.permissions import may_choose_readers, may_write_assets
from panya.features.assets.queries.assets import approval_of, facts_of, fetch_for_page, find_asset
from panya.features.assets.queries.shelf import MOST_USED, NEWEST, Filters, shelf
from panya.features.assets.structure import parts_of, prompts_in_text
from panya.features.assets.views.finding import note_audited_read, readable, shown_of
from panya.features.assets.views.freshness import freshness_part
from panya.features.assets.views.lineage import lineage_part
from panya.features.assets.views.review_parts import review_part
from panya.features.assets.views.uses import uses_part
from panya.features.assets.views.wanted import wanted_part
from panya.shared.activity import spool
from panya.shared.content.gist import gist_for
from panya.shared.content.html import shown_html
from panya.shared.content.models import Item, Practice
from panya.shared.content.permissions import (
    is_offered_the_bin,
    is_open,
    may_edit,
    may_retire,
    may_take_along,
    sees_card_authors,
)
from panya.shared.content.queries import attachments_of, card_of, circles_opening
from panya.shared.content.quoting import quote_of, with_mark
from panya.shared.content.sharing import share_card
from panya.shared.content.views.finding import elsewhere, write_down_download
from panya.shared.feedback.following import keeping_of, thank_count
from panya.shared.feedback.queries import threads_on

# How often one address may have guests' choices counted; what another guest asked within the minute is not counted.
COUNTS = Limit("assets-shelf", hits=60, seconds=60)

# What stands on the page of an asset beside its text: functions of (request, item) that give what their template needs.
PARTS: tuple[Callable[[HttpRequest, Item], dict[str, Any]], ...] = (
    freshness_part,
    review_part,
    uses_part,
    lineage_part,
    wanted_part,
)


@login_not_required
@require_safe
def assets(request):
    """The shelf: published assets with filters, each choice with how many this reader would see."""
    filters = Filters.read(request.GET.dict(), request.user)
    found = shelf(request.user, filters, before_counting=lambda: COUNTS.spend(counted_as(request)))
    page = page_of(found.rows, page_number(request))
    shown = {
        "items": page.items,
        "shelf": found,
        "filters": filters,
        "nothing_asked": filters.address(**dict.fromkeys(("type", "topic", "unit", "validity", "access"), "")),
        "sorts": [(filters.address(sort=NEWEST), _("ใหม่ที่สุด"), filters.sort == NEWEST),
                  (filters.address(sort=MOST_USED), _("ใช้มากที่สุด"), filters.sort == MOST_USED)],
        "sees_card_authors": sees_card_authors(request.user),
        "may_write": may_write_assets(request.user),
        **page_links(request, page),
    }  # fmt: skip
    return render(request, "assets/assets.html", shown)


@login_not_required
@require_safe
@writes_on_get
def asset(request, number):
    """One asset; for those who may see its card only, the card."""
    item = find_asset(number, request.user)
    if item is None:
        return elsewhere(request, number, KIND) or _card(request, number)
    if item.pk != number:
        # An old number belongs to this reader's view of the record only: no 301.
        return redirect(item)
    note_audited_read(request, item)
    if item.published_id is not None:
        spool.seen(item, request.user, request)
    fetch_for_page(item)
    shown = _shown(request, item)
    shown |= _around(request, item, shown)
    shown["quote"] = quote_of(request, shown["revision"])
    shown["body"] = with_mark(shown["body"], shown["quote"])
    for part in PARTS:
        shown |= part(request, item)
    return render(request, "assets/asset.html", shown)


@login_not_required
@require_safe
@writes_on_get
def asset_print(request, number):
    """The asset on paper."""
    item = readable(request, number)
    note_audited_read(request, item)
    return render(request, "assets/print.html", _shown(request, item))


@login_not_required
@require_safe
@writes_on_get
def asset_checklist(request, number):
    """Situation, steps to tick, cautions and laws, on a page that stands alone; nobody is told what was ticked."""
    item = readable(request, number)
    note_audited_read(request, item)
    return render(request, "assets/checklist.html", _shown(request, item))


@login_not_required
@require_safe
@writes_on_get
def asset_markdown(request, number):
    """The asset as a Markdown file to take along; a RESTRICTED one is never exported."""
    item = readable(request, number)
    require(may_take_along(request.user, item), _("เรื่องที่จำกัดเฉพาะผู้มีชื่อนำออกจากระบบไม่ได้ โปรดอ่านบนหน้านี้"))
    write_down_download(request, item, "assets.download", "markdown")
    return HttpResponse(
        as_markdown(item, shown_of(item)),
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="panya-{item.pk}.md"'},
    )


def _shown(request, item):
    """The text and what is told of it, on the page as on paper."""
    revision = shown_of(item)
    return {
        "item": item,
        "facts": facts_of(item),
        "revision": revision,
        "parts": parts_of(revision.structured),
        "body": shown_html(revision.body_html),
        "attachments": attachments_of(revision),
        "tags": item.tags.all(),
        "topics": item.topics.all(),
        "approval": approval_of(revision),
        "practices": [str(Practice(practice).label) for practice in item.practices],
        "aims": list(item.aims.all()),
        "competences": list(item.competences.all()),
        "citation": citation(item),
        "may_take_along": may_take_along(request.user, item),
    }


def _around(request, item, shown):
    """What the page has that paper has not: what this reader may do here, and what became of it."""
    edits = may_edit(request.user, item)
    facts, parts = shown["facts"], shown["parts"]
    return {
        "is_open": is_open(item),
        "gist": gist_for(request, item, shown["revision"]),
        "share": lambda: share_card(item, facts_for_programs(item, facts, parts)),
        "keeping": cache(lambda: keeping_of(item, request.user)),
        "thank_count": lambda: thank_count(item),
        "threads": lambda: threads_on(item),
        "edits": edits,
        "retires": edits and may_retire(request.user, item),
        "bins": is_offered_the_bin(request.user, item),
        "chooses_readers": edits and may_choose_readers(request.user, item),
        "circles": lambda: circles_opening(item),
        "prompts": prompts_in_text(shown_of(item)) if edits and item.published_id is None else 0,
        "has_newer": edits and item.published_id is not None and item.latest_id != item.published_id,
    }


def _card(request, number):
    item = card_of(number, request.user, KIND)
    if item is None:
        raise Http404
    return render(request, "assets/card.html", {"item": item})
