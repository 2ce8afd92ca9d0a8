"""Where the readers of a note come from."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panya.features.notes.views.finding import readable
from panya.shared.activity.queries import reads_by_month
from panya.shared.people.permissions import may_look_people_up


@login_not_required
@require_safe
def note_reads(request, number):
    """Reads by month, and for the staff by unit; nobody is told who read."""
    item = readable(request, number)
    by_unit = may_look_people_up(request.user)
    months = reads_by_month(item, by_unit=by_unit)
    return render(request, "notes/reads.html", {"item": item, "months": months, "by_unit": by_unit})
