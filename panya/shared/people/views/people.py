"""The pages on which administrators keep people."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.clock import today
from panya.base.core.errors import require
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.shared.people import queries
from panya.shared.people.actions import people as actions
from panya.shared.people.actions.passwords import issue_first_password
from panya.shared.people.forms.fields import offer_units
from panya.shared.people.forms.people import AppointForm, MoveForm, NewPersonForm, PersonForm
from panya.shared.people.models import User
from panya.shared.people.permissions import may_keep_person, may_manage, roles_to_give

_ON_A_PAGE = 30


@require_safe
def people(request) -> HttpResponse:
    """Find the people one keeps, by name, code, e-mail or unit."""
    require(may_manage(request.user))
    words, code, inactive = request.GET.get("who", "")[:100], request.GET.get("unit", ""), "inactive" in request.GET
    found = queries.named(queries.people_kept_by(request.user), words).filter(is_active=not inactive)
    unit = queries.find_unit(code) if code else None
    if unit:
        found = queries.working_in(found, unit)
    page = page_of(found, page_number(request), _ON_A_PAGE)
    context = {
        "people": queries.with_units(page.items),
        "words": words,
        "unit": unit,
        "inactive": inactive,
        **page_links(request, page),
    }
    return render(request, "people/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request) -> HttpResponse:
    """Add a person."""
    require(may_manage(request.user))
    initial = {"from_day": today(), "unit": request.GET.get("unit", "")}
    form = NewPersonForm(request.POST if request.method == "POST" else None, initial=initial)
    offer_units(form, queries.units_kept_by(request.user))
    person = attempt(
        form,
        lambda found: actions.add_person(
            form.fields_kept(), unit=found["unit"], from_day=found["from_day"], by=request.user
        ),
    )
    if person:
        return _done(request, person, _("เพิ่ม%(name)sแล้ว ขั้นต่อไป: ออกรหัสผ่านแรกให้") % {"name": person.name})
    return form_page(request, "people/person_form.html", form, title=_("เพิ่มคน"), person=None)


@require_safe
def person(request, public_id: str) -> HttpResponse:
    """One person: account, postings, roles, and what can be done."""
    person = _kept(request, public_id)
    move_form, appoint_form = MoveForm(auto_id="move_%s"), AppointForm(auto_id="appoint_%s")
    kept_units = list(queries.units_kept_by(request.user))
    move_form.initial = appoint_form.initial = {"from_day": today()}
    for form in (move_form, appoint_form):
        offer_units(form, kept_units)
    appoint_form.offer_roles(roles_to_give(request.user))
    context = {
        "person": person,
        "postings": queries.postings_of(person),
        "appointments": queries.appointments_of(person),
        "today": today(),
        "may_keep": may_keep_person(request.user, person),
        "has_second_step": queries.second_steps_of(person).is_set_up,
        "move_form": move_form,
        "appoint_form": appoint_form,
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request, public_id: str) -> HttpResponse:
    """Change what is written about a person."""
    person = _kept(request, public_id)
    require(may_keep_person(request.user, person))
    initial = {name: getattr(person, name) or "" for name in actions.PersonFields.__dataclass_fields__}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=initial)
    if attempt(form, lambda _found: actions.change_person(person, form.fields_kept(), by=request.user)):
        return _done(request, person, _("บันทึกแล้ว"))
    return form_page(request, "people/person_form.html", form, title=_("แก้ไขข้อมูล"), person=person)


@require_POST
def person_move(request, public_id: str) -> HttpResponse:
    """Move a person to another unit from a day on."""
    person = _kept(request, public_id)
    form = MoveForm(request.POST)
    offer_units(form, queries.units_kept_by(request.user))
    posting = attempt(
        form,
        lambda found: actions.move_person(person, found["unit"], from_day=found["from_day"], by=request.user),
    )
    if posting:
        words = _("บันทึกการย้ายไป%(unit)sแล้ว สิ่งที่เขียนไว้ยังอยู่กับหน่วยงานเดิม") % {"unit": posting.unit.name}
        return _done(request, person, words, still_kept=True)
    return form_page(request, "people/person_form.html", form, title=_("ย้ายหน่วยงาน"), person=person)


@require_POST
def person_switch(request, public_id: str) -> HttpResponse:
    """Close an account or open it again."""
    person = _kept(request, public_id)
    if person.is_active:
        actions.deactivate_person(person, by=request.user)
        return _done(request, person, _("ปิดบัญชีแล้ว ผู้ใช้ถูกออกจากระบบทันที สิ่งที่เขียนไว้ยังอยู่"))
    actions.reactivate_person(person, by=request.user)
    return _done(request, person, _("เปิดบัญชีแล้ว"))


@never_cache
@require_POST
def first_password(request, public_id: str) -> HttpResponse:
    """The slip with a new first password; shown this one time."""
    person = _kept(request, public_id)
    password = issue_first_password(person, by=request.user)
    context = {"person": person, "password": password, "site": settings.PANYA_URL}
    return render(request, "people/slip.html", context)


def _kept(request, public_id: str) -> User:
    require(may_manage(request.user))
    person = queries.people_kept_by(request.user).filter(public_id=public_id).first()
    if person is None:
        raise Http404
    return person


def _done(request, person: User, words: str, *, still_kept: bool = False) -> HttpResponse:
    messages.success(request, words)
    # After a move out of one's units the person's page is no longer one's own to see.
    if still_kept and not queries.people_kept_by(request.user).filter(pk=person.pk).exists():
        return see_other("manage_people")
    return see_other("manage_person", person.public_id)
