"""The pages on which administrators keep units."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.clock import today
from panya.base.core.errors import require
from panya.base.thai.normalise import normalise_line
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.shared.people.actions import units as actions
from panya.shared.people.forms.fields import offer_units
from panya.shared.people.forms.units import CloseUnitForm, MergeUnitForm, NewUnitForm, RenameUnitForm, UnitForm
from panya.shared.people.models import Unit
from panya.shared.people.permissions import is_administrator, may_keep_units, may_manage
from panya.shared.people.queries import as_branches, find_unit, second_steps_of, unit_tree, units_kept_by


@require_safe
def manage(request) -> HttpResponse:
    """Where keeping units and people begins."""
    require(may_manage(request.user))
    should_set_up = is_administrator(request.user) and not second_steps_of(request.user).is_set_up
    context = {"keeps_units": may_keep_units(request.user), "should_set_up": should_set_up}
    return render(request, "people/manage.html", context)


@require_safe
def units(request) -> HttpResponse:
    """The tree of units, to fold; closed ones on request, or those whose name or code holds the words."""
    require(may_manage(request.user))
    closed = "closed" in request.GET
    kept = set(units_kept_by(request.user).values_list("pk", flat=True))
    rows = [row for row in unit_tree(closed=closed) if row.unit.pk in kept]
    words = normalise_line(request.GET.get("q", ""))[:100]
    context = {
        "branches": [] if words else as_branches(rows),
        "found": [row for row in rows if words and words.casefold() in f"{row.unit.name} {row.unit.code}".casefold()],
        "words": words,
        "closed": closed,
        "today": today(),
        "keeps_units": may_keep_units(request.user),
    }
    return render(request, "people/units.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_new(request) -> HttpResponse:
    """Add a unit."""
    require(may_keep_units(request.user))
    form = NewUnitForm(
        request.POST if request.method == "POST" else None, initial={"parent": request.GET.get("parent", "")}
    )
    offer_units(form)
    unit = attempt(
        form,
        lambda found: actions.add_unit(
            found["code"],
            actions.UnitFields(**form.fields_kept()),
            parent=found["parent"],
            valid_from=found["valid_from"],
            by=request.user,
        ),
    )
    if unit:
        return _done(request, unit, _("เพิ่ม%(unit)sแล้ว") % {"unit": unit.name})
    return form_page(request, "people/unit_form.html", form, title=_("เพิ่มหน่วยงาน"), unit=None)


@require_safe
def unit(request, code: str) -> HttpResponse:
    """One unit: what is written about it and what can be done."""
    require(may_manage(request.user))
    unit = _unit(code)
    context = {
        "unit": unit,
        "open": unit.exists_on(today()),
        "keeps_units": may_keep_units(request.user),
        "former": unit.former.order_by("-valid_to"),
        "merge_form": _offered(MergeUnitForm(auto_id="merge_%s")),
        "close_form": CloseUnitForm(auto_id="close_%s"),
    }
    return render(request, "people/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_edit(request, code: str) -> HttpResponse:
    """Correct what is written about a unit."""
    require(may_keep_units(request.user))
    unit = _unit(code)
    form = UnitForm(request.POST if request.method == "POST" else None, initial=_written(unit))
    offer_units(form)
    changed = attempt(
        form,
        lambda found: actions.change_unit(
            unit, actions.UnitFields(**form.fields_kept()), parent=found["parent"], by=request.user
        ),
    )
    if changed:
        return _done(request, changed, _("บันทึกแล้ว"))
    return form_page(request, "people/unit_form.html", form, title=_("แก้ไขรายละเอียดหน่วยงาน"), unit=unit)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_rename(request, code: str) -> HttpResponse:
    """Give a unit its next name from a day on."""
    require(may_keep_units(request.user))
    unit = _unit(code)
    initial = _written(unit) | {"on": today()}
    form = RenameUnitForm(request.POST if request.method == "POST" else None, initial=initial)
    renamed = attempt(
        form,
        lambda found: actions.rename_unit(
            unit, code=found["code"], fields=actions.UnitFields(**form.fields_kept()), on=found["on"], by=request.user
        ),
    )
    if renamed:
        return _done(request, renamed, _("เปลี่ยนชื่อแล้ว บันทึกเดิมยังอ่านได้ในชื่อเก่า"))
    return form_page(request, "people/unit_form.html", form, title=_("เปลี่ยนชื่อหน่วยงาน"), unit=unit)


@require_POST
def unit_merge(request, code: str) -> HttpResponse:
    """Merge a unit into another from a day on."""
    require(may_keep_units(request.user))
    unit = _unit(code)
    form = _offered(MergeUnitForm(request.POST))
    into = attempt(form, lambda found: actions.merge_units(unit, into=found["into"], on=found["on"], by=request.user))
    if into:
        return _done(request, into, _("รวมหน่วยงานแล้ว คนและหน่วยงานย่อยย้ายมาที่นี่"))
    return form_page(request, "people/unit_form.html", form, title=_("รวมหน่วยงาน"), unit=unit)


@require_POST
def unit_close(request, code: str) -> HttpResponse:
    """Say which day is the unit's last."""
    require(may_keep_units(request.user))
    unit = _unit(code)
    form = CloseUnitForm(request.POST)
    if attempt(form, lambda found: actions.close_unit(unit, on=found["on"], by=request.user)):
        return _done(request, unit, _("กำหนดวันปิดหน่วยงานแล้ว บันทึกเดิมยังอ่านได้"))
    return form_page(request, "people/unit_form.html", form, title=_("ปิดหน่วยงาน"), unit=unit)


def _unit(code: str) -> Unit:
    unit = find_unit(code)
    if unit is None:
        raise Http404
    return unit


def _offered(form: MergeUnitForm) -> MergeUnitForm:
    offer_units(form)
    return form


def _written(unit: Unit) -> dict[str, object]:
    names = ("name_th", "name_en", "short_th", "kind", "parent", "region", "sort_order", "default_licence")
    return {name: getattr(unit, name) for name in names}


def _done(request, unit: Unit, words: str) -> HttpResponse:
    messages.success(request, words)
    return see_other("manage_unit", unit.code)
