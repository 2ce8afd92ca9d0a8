"""The pages of the auditors; every look is written down first, and no row is shown where that failed."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from panya.base.core.client_address import client_address
from panya.base.core.errors import require
from panya.base.core.read_only import writes_on_get
from panya.base.core.typed_numbers import LARGEST, whole_number
from panya.overviews.audit_trail import actions, queries
from panya.overviews.audit_trail.csv_file import as_csv
from panya.overviews.audit_trail.forms import AskForm
from panya.overviews.audit_trail.permissions import may_read_audit
from panya.overviews.audit_trail.telling import tell
from panya.shared.audit import sealer

MOST_EXPORTED = 10_000


@require_safe
@writes_on_get
def trail(request) -> HttpResponse:
    """The entries, newest first, and where the chain stands."""
    require(may_read_audit(request.user))
    units = queries.units_read_by(request.user)
    form = AskForm(request.GET, units=queries.units_below(units))
    shown: dict[str, object] = {"form": form, "units": units, "most": MOST_EXPORTED}
    if not form.is_valid():
        return render(request, "audit_trail/trail.html", shown, status=422)
    below = whole_number(request.GET.get("before"), most=LARGEST, default=0)
    filters = form.filters()
    looked = filters | ({"before": below} if below else {})
    actions.note_look(looked, by=request.user, address=client_address(request))
    found = queries.page_of_entries(request.user, form.asked(), below)
    asked = urlencode({name: request.GET[name] for name in filters})
    shown |= {
        "told": tell(found.entries, request.user),
        "state": sealer.state(),
        "filtered": bool(filters),
        "export": f"?{asked}",
        "newest": f"?{asked}" if below else "",
        "older": f"?{asked}&before={found.older_than}".replace("?&", "?") if found.older_than else "",
    }
    return render(request, "audit_trail/trail.html", shown)


@require_safe
@writes_on_get
def entry(request, pk: int) -> HttpResponse:
    """One entry: what was, what became of it, and its seal."""
    require(may_read_audit(request.user))
    found = queries.find_entry(pk, request.user) if pk <= LARGEST else None
    if found is None:
        raise Http404
    actions.note_look_at(found, by=request.user, address=client_address(request))
    shown = {"told": tell([found], request.user)[0], "entry": found, "faults": sealer.faults_of(found)}
    return render(request, "audit_trail/entry.html", shown)


@require_POST
def export(request) -> HttpResponse:
    """What the filters ask for, as a CSV file; that it was taken along is written down."""
    require(may_read_audit(request.user))
    form = AskForm(request.GET, units=queries.units_below(queries.units_read_by(request.user)))
    if not form.is_valid():
        return render(request, "audit_trail/trail.html", {"form": form, "most": MOST_EXPORTED}, status=422)
    entries = list(queries.newest_entries(request.user, form.asked(), None, MOST_EXPORTED))
    actions.note_export(form.filters(), len(entries), by=request.user, address=client_address(request))
    told = (row for start in range(0, len(entries), 500) for row in tell(entries[start : start + 500], request.user))
    return HttpResponse(
        as_csv(told),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="panya-audit.csv"', "Cache-Control": "no-store"},
    )
