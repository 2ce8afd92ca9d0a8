"""The page on which a person keeps the own account safe, and the proof before changes."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.ui.answers import form_page, own_address, see_address, see_other
from panya.shared.people import queries
from panya.shared.people.actions import sign_ins as actions
from panya.shared.people.actions.second_step import use_passkey
from panya.shared.people.forms.security import ConfirmForm, PasskeyAnswerForm
from panya.shared.people.permissions import is_administrator
from panya.shared.people.second_step import passkeys
from panya.shared.people.second_step.checking import check_again
from panya.shared.people.second_step.proof import prove
from panya.shared.people.sign_in import SIGN_IN, log_failure, stay_signed_in


@require_safe
def security(request) -> HttpResponse:
    """Password, second step, passkeys, recovery codes and sign-ins in one place."""
    person = request.user
    steps = queries.second_steps_of(person)
    context = {
        "person": person,
        "steps": steps,
        "sign_ins": list(queries.sign_ins_of(person)),
        "here": request.session.get(SIGN_IN),
        **passkeys.place(request),
        "should_set_up": not steps.is_set_up and is_administrator(person),
    }
    return render(request, "people/security.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request) -> HttpResponse:
    """Ask once more for everything that signing in asks this person for; a passkey stands for all of it."""
    person = request.user
    steps = queries.second_steps_of(person)
    goal = own_address(request.POST.get("next") or request.GET.get("next") or "") or resolve_url("security")
    by_passkey = "credential" in request.POST
    form = ConfirmForm(request.POST if request.method == "POST" and not by_passkey else None)
    form.ask_for(password=person.has_usable_password(), code=steps.is_set_up)
    if by_passkey and _shows_own_passkey(request):
        return _proved(request, goal)
    if by_passkey:
        messages.error(request, _("กุญแจผ่านนี้ใช้ไม่ได้ โปรดลองอีกครั้ง หรือยืนยันด้วยวิธีอื่น"))
    if form.is_valid():
        found = form.cleaned_data
        if check_again(request, person, password=found.get("password"), code=found.get("code")):
            return _proved(request, goal)
        form.add_error(None, _("รหัสผ่านหรือรหัสยืนยันไม่ถูกต้อง โปรดลองอีกครั้ง"))
    context = {"goal": goal, "has_passkeys": bool(steps.passkeys), **passkeys.place(request)}
    return form_page(request, "people/security_confirm.html", form, **context)


@require_POST
def sign_in_end(request, public_id: str) -> HttpResponse:
    """Sign one other browser out."""
    sign_in = queries.find_sign_in(request.user, public_id)
    if sign_in is None:
        raise Http404
    actions.end_sign_in(request.user, sign_in)
    messages.success(request, _("ออกจากระบบในเครื่องนั้นแล้ว"))
    return see_other("security")


@require_POST
def sign_out_everywhere(request) -> HttpResponse:
    """Sign every browser out: this one too, or all but this one."""
    person = request.user
    if "others" not in request.POST:
        actions.sign_out_everywhere(person)
        logout(request)
        response = see_other("account_login")
        response["Clear-Site-Data"] = '"cache"'
        return response
    actions.sign_out_everywhere(person, but=request.session.get(SIGN_IN))
    messages.success(request, _("ออกจากระบบในเครื่องอื่นทุกเครื่องแล้ว"))
    response = see_other("security")
    stay_signed_in(request, response, person)
    return response


def _proved(request, goal: str) -> HttpResponse:
    prove(request)
    return see_address(goal)


def _shows_own_passkey(request) -> bool:
    form = PasskeyAnswerForm(request.POST)
    if not form.is_valid():
        return False
    try:
        use_passkey(request, passkeys.CONFIRM, form.cleaned_data["credential"], request.user)
    except passkeys.NotThisKey as error:
        log_failure(request, "confirm", str(error), person=request.user)
        return False
    return True
