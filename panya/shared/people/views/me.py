"""One's own page and circles."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panya.base.core.errors import Refused, require
from panya.base.thai.normalise import normalise_line
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.language import remember_language
from panya.shared.people import queries
from panya.shared.people.actions import circles as actions
from panya.shared.people.actions.profile import change_own_profile
from panya.shared.people.choosing import SHORTEST
from panya.shared.people.forms.profile import CircleForm, ProfileForm
from panya.shared.people.models import Circle, User
from panya.shared.people.permissions import may_look_people_up


@require_http_methods(["GET", "HEAD", "POST"])
def me(request) -> HttpResponse:
    """About oneself: words, fields of expertise, language."""
    person = request.user
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial={"about": person.about, "language": person.language},
    )
    kept = [competence.name for competence in queries.expertise_of(person)]
    if request.method == "POST":
        kept = _expertise(request)

    def change(found: dict[str, Any]) -> User:
        return change_own_profile(person, about=found["about"], expertise=kept, language=found["language"])

    if attempt(form, change):
        remember_language(request, form.cleaned_data["language"])
        messages.success(request, _("บันทึกแล้ว"))
        return see_other("me")
    return form_page(request, "people/me.html", form, person=person, expertise=kept)


@require_http_methods(["GET", "HEAD", "POST"])
def circles(request) -> HttpResponse:
    """Own circles on one page; a POST begins a new one."""
    require(may_look_people_up(request.user))
    form = CircleForm(request.POST if request.method == "POST" else None)
    circle = attempt(form, lambda found: actions.make_circle(found["name"], by=request.user))
    if circle:
        messages.success(request, _("ตั้งวงแล้ว ต่อไปพิมพ์ชื่อเพื่อเพิ่มสมาชิก"))
        return see_other("circle", circle.public_id)
    owned = list(queries.circles_owned_by(request.user))
    uses = queries.uses_of(owned)
    rows = [(circle, uses[circle.pk]) for circle in owned]
    return form_page(request, "people/circles.html", form, rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def circle(request, public_id: str) -> HttpResponse:
    """One own circle: its name, its members, and what it opens."""
    circle = queries.find_circle(public_id, request.user)
    if circle is None:
        raise Http404
    form = CircleForm(request.POST if "name" in request.POST else None, initial={"name": circle.name})
    if request.method == "POST":
        answer = _change_circle(request, circle, form)
        if answer:
            return answer
    words = normalise_line(request.GET.get("who", ""))[:100]
    context = {
        "circle": circle,
        "members": queries.with_units(circle.members.order_by("name_sort")),
        "uses": queries.uses_of([circle])[circle.pk],
        "words": words,
        "found": queries.staff_named(words) if len(words) >= SHORTEST else [],
        "shortest": SHORTEST,
    }
    return form_page(request, "people/circle.html", form, **context)


def _change_circle(request, circle: Circle, form: CircleForm) -> HttpResponse | None:
    """What the pressed button asks for; None where the form must be shown again."""
    if "delete" in request.POST:
        actions.delete_circle(circle, by=request.user)
        messages.success(request, _("ลบวงแล้ว"))
        return see_other("circles")
    if "add" in request.POST or "remove" in request.POST:
        actions.change_members(
            circle,
            add=_people(request.POST.getlist("add")),
            remove=_people(request.POST.getlist("remove")),
            by=request.user,
        )
        messages.success(request, _("ปรับสมาชิกแล้ว มีผลทันที"))
        return see_other("circle", circle.public_id)
    if "name" not in request.POST:
        raise Refused(_("ไม่พบสิ่งที่จะเปลี่ยน โปรดกลับไปที่หน้าวงแล้วลองใหม่"))
    if attempt(form, lambda found: actions.rename_circle(circle, found["name"], by=request.user) or circle):
        messages.success(request, _("เปลี่ยนชื่อวงแล้ว"))
        return see_other("circle", circle.public_id)
    return None


def _people(public_ids: list[str]) -> list[User]:
    people = [queries.find_person(public_id) for public_id in public_ids[:100]]
    if None in people:
        raise Refused(_("ไม่พบคนที่เลือก โปรดเลือกใหม่จากรายชื่อ"))
    return [person for person in people if person]


def _expertise(request) -> list[str]:
    """Those still ticked, and the new ones, with commas between them."""
    added = request.POST.get("new_expertise", "")[:2000].replace("\n", ",").split(",")
    return [
        name for name in (normalise_line(name) for name in [*request.POST.getlist("expertise")[:100], *added]) if name
    ]
