"""Aims (ประเด็นยุทธศาสตร์และตัวชี้วัด): a plain list for each fiscal year."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.clock import today
from panya.base.core.errors import Refused, require
from panya.base.core.typed_numbers import LARGEST, whole_number
from panya.base.thai.dates import fiscal_year
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.shared.content.actions import aims as actions
from panya.shared.content.forms.subjects import AimForm, year_shown
from panya.shared.content.permissions import may_keep_aims
from panya.shared.content.queries import aim_years, aims_of, find_aim, issues_to_choose
from panya.shared.people.permissions import may_look_people_up
from panya.shared.people.queries import find_unit


@require_safe
def aims(request):
    """The aims of a fiscal year, KPIs below their strategy issue; staff only."""
    require(may_look_people_up(request.user))
    this_year = fiscal_year(today())
    year = whole_number(request.GET.get("year"), most=9999, default=this_year)
    years = sorted({*aim_years(), this_year}, reverse=True)
    shown = {
        "aims": aims_of(year),
        "year": year,
        "years": [(one, year_shown(one)) for one in years],
        "keeps": may_keep_aims(request.user),
    }
    return render(request, "content/aims.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def aim_new(request):
    """Add a strategy issue or a KPI."""
    require(may_keep_aims(request.user))
    year = whole_number(request.GET.get("year"), most=9999, default=fiscal_year(today()))
    form = AimForm(request.POST or None, issues=issues_to_choose(), initial={"fiscal_year": year})
    added = request.method == "POST" and attempt(
        form, lambda fields: actions.add_aim(_typed(form, fields), by=request.user)
    )
    if added:
        messages.success(request, _("เพิ่มแล้ว"))
        return see_other("aims")
    return form_page(request, "content/aim_form.html", form, aim=None)


@require_http_methods(["GET", "HEAD", "POST"])
def aim_edit(request, pk):
    """Mend what is written about an aim."""
    found = _kept(request, pk)
    initial = {
        "fiscal_year": found.fiscal_year,
        "kind": found.kind,
        "code": found.code,
        "name": found.name,
        "name_en": found.name_en,
        "parent": str(found.parent_id or ""),
        "unit": found.unit.code if found.unit else "",
    }
    form = AimForm(request.POST or None, issues=issues_to_choose(found), initial=initial)
    changed = request.method == "POST" and attempt(
        form, lambda fields: actions.change_aim(found, _typed(form, fields), by=request.user)
    )
    if changed:
        messages.success(request, _("ปรับแล้ว"))
        return see_other("aims")
    return form_page(request, "content/aim_form.html", form, aim=found)


@require_POST
def aim_close(request, pk):
    """Offer an aim for nothing new, or offer it again."""
    found = _kept(request, pk)
    actions.close_aim(found, by=request.user, closed=not found.is_closed)
    messages.success(request, _("เปิดแล้ว") if found.is_closed else _("ปิดแล้ว"))
    return see_other("aims")


def _kept(request, pk):
    require(may_keep_aims(request.user))
    found = find_aim(pk) if pk <= LARGEST else None
    if found is None:
        raise Http404
    return found


def _typed(form, fields):
    unit = find_unit(fields["unit"]) if fields["unit"] else None
    if fields["unit"] and unit is None:
        raise Refused(_("ไม่พบหน่วยงานรหัสนี้ โปรดตรวจอีกครั้ง"))
    return form.fields_typed(parent=find_aim(int(fields["parent"])) if fields["parent"] else None, unit=unit)
