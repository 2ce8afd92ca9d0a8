"""Coming in and going out."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from panya.base.core.client_address import address_block
from panya.base.core.errors import TooMany
from panya.base.core.limits import Limit
from panya.base.ui.answers import form_page, own_address, see_other
from panya.shared.people.actions.passwords import use_one_time_link
from panya.shared.people.forms import SignInForm
from panya.shared.people.one_time_link import person_of
from panya.shared.people.second_step import passkeys
from panya.shared.people.sign_in import check_credentials
from panya.shared.people.views.coming_in import let_in

_LINK_LIMIT = Limit("sign-in-link", 30, 15 * 60)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request) -> HttpResponse:
    """E-mail or person code, and password; the answer is the same for unknown names."""
    goal = goal_of(request)
    if request.user.is_authenticated and request.method != "POST":
        return see_other(goal)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person = check_credentials(request, form.cleaned_data["login"], form.cleaned_data["password"])
        except TooMany as error:
            return _too_many(request, form, error, goal)
        if person:
            return let_in(request, person, goal)
        form.add_error(None, _("อีเมล รหัสบุคลากร หรือรหัสผ่านไม่ถูกต้อง โปรดตรวจแล้วลองอีกครั้ง"))
    return sign_in_page(request, form, goal)


def sign_in_page(request, form: SignInForm, goal: str) -> HttpResponse:
    return form_page(request, "people/sign_in.html", form, goal=goal, **passkeys.place(request))


@login_not_required
@require_POST
def sign_out(request) -> HttpResponse:
    """End this browser's sign-in."""
    logout(request)
    response = see_other(settings.LOGOUT_REDIRECT_URL)
    response["Clear-Site-Data"] = '"cache"'
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request, token: str) -> HttpResponse:
    """A GET shows a button only: mail scanners and previews must not use the link up."""
    if request.method != "POST":
        person = person_of(token)
        return render(request, "people/sign_in_link.html", {"person": person}, status=200 if person else 404)
    _LINK_LIMIT.spend(address_block(request))
    person = use_one_time_link(token)
    if person is None:
        return render(request, "people/sign_in_link.html", {"person": None}, status=404)
    # The link proves who opens the mail or the administrator's print; a second step is passed all the same.
    return let_in(request, person, resolve_url("account_change_password"), by_link=True)


def _too_many(request, form: SignInForm, error: TooMany, goal: str) -> HttpResponse:
    minutes = -(-error.retry_after // 60)
    form.add_error(
        None,
        _("ลองหลายครั้งเกินไปแล้ว โปรดรอ %(minutes)d นาทีแล้วลองใหม่ หรือขอรหัสผ่านใหม่จากผู้ดูแลหน่วยงาน") % {"minutes": minutes},
    )
    response = sign_in_page(request, form, goal)
    response.status_code = 429
    response["Retry-After"] = str(error.retry_after)
    return response


def goal_of(request) -> str:
    """Where the person wanted to go, if it is ours."""
    goal = own_address(request.POST.get("next") or request.GET.get("next") or "")
    return goal or resolve_url(settings.LOGIN_REDIRECT_URL)
