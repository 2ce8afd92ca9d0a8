"""Giving roles to a person and ending them."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from panya.base.core.clock import today
from panya.base.core.errors import require
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.shared.people import queries
from panya.shared.people.actions.appointments import appoint, end_appointment
from panya.shared.people.forms.fields import offer_units
from panya.shared.people.forms.people import AppointForm, EndAppointmentForm
from panya.shared.people.models import User
from panya.shared.people.permissions import may_manage, roles_to_give


@require_POST
def appointment_new(request, public_id: str) -> HttpResponse:
    """Give a role by an order."""
    person = _person(request, public_id)
    form = AppointForm(request.POST)
    form.offer_roles(roles_to_give(request.user))
    offer_units(form, queries.units_kept_by(request.user))
    given = attempt(
        form,
        lambda found: appoint(
            person,
            found["role"],
            unit=found["unit"],
            order_number=found["order_number"],
            from_day=found["from_day"],
            until=found["until"],
            by=request.user,
        ),
    )
    if given:
        messages.success(request, _("บันทึกการแต่งตั้งแล้ว"))
        return see_other("manage_person", person.public_id)
    return form_page(request, "people/person_form.html", form, title=_("แต่งตั้ง"), person=person)


@require_POST
def appointment_end(request, public_id: str, pk: int) -> HttpResponse:
    """End a role: at once, or after a last day."""
    person = _person(request, public_id)
    appointment = queries.find_appointment(person, pk)
    if appointment is None:
        raise Http404
    at_once = {"last_day": today() - timedelta(days=1)}
    form = EndAppointmentForm(request.POST if "last_day" in request.POST else at_once)

    def end(found: dict) -> bool:
        end_appointment(appointment, last_day=found["last_day"], by=request.user)
        return True

    if attempt(form, end):
        messages.success(request, _("บันทึกการสิ้นสุดบทบาทแล้ว"))
        return see_other("manage_person", person.public_id)
    return form_page(request, "people/person_form.html", form, title=_("สิ้นสุดบทบาท"), person=person)


def _person(request, public_id: str) -> User:
    require(may_manage(request.user))
    person = queries.people_kept_by(request.user).filter(public_id=public_id).first()
    if person is None:
        raise Http404
    return person
