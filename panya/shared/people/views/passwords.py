"""Forgotten passwords, new ones, and the change of a first password."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from panya.base.core.client_address import address_block
from panya.base.core.limits import Limit
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.shared.people import text
from panya.shared.people.account_mail import person_of_reset
from panya.shared.people.actions.notices import ask_for_reset
from panya.shared.people.actions.passwords import set_own_password
from panya.shared.people.forms.sign_in import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm
from panya.shared.people.queries import person_by_sign_in_name
from panya.shared.people.second_step.proof import forget_link, knows_no_password
from panya.shared.people.sign_in import SIGN_IN, log_failure, stay_signed_in

_RESET_BY_ADDRESS = Limit("reset-address", 3, 3600)
_RESET_BY_ACCOUNT = Limit("reset-account", 3, 3600)
_OLD_PASSWORD = Limit("change-password", 10, 15 * 60)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request) -> HttpResponse:
    """Ask for a mail; the answer never tells whether the account exists."""
    form = ForgottenPasswordForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return form_page(request, "people/forgotten_password.html", form)
    name = text.sign_in_name(form.cleaned_data["login"])
    _RESET_BY_ADDRESS.spend(address_block(request))
    _RESET_BY_ACCOUNT.spend(name)
    ask_for_reset(person_by_sign_in_name(name))
    return see_other("account_reset_password_done")


@login_not_required
@require_safe
def forgotten_password_done(request) -> HttpResponse:
    return render(request, "people/forgotten_password_done.html")


@login_not_required
@never_cache
@sensitive_post_parameters("new_password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def reset_password(request, uidb36: str, key: str) -> HttpResponse:
    """Choose a new password by the mailed link; the link stands in the address, so a GET need write nothing."""
    person = person_of_reset(uidb36, key)
    if person is None:
        return render(request, "people/reset_password_dead.html", status=404)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if attempt(form, lambda found: set_own_password(person, found["new_password"])):
        return see_other("account_reset_password_from_key_done")
    return form_page(request, "people/reset_password.html", form)


@login_not_required
@require_safe
def reset_password_done(request) -> HttpResponse:
    return render(request, "people/reset_password_done.html")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request) -> HttpResponse:
    """Own password; whoever came by slip or link has just proved who it is and types the new one only."""
    person = request.user
    proved = person.must_change_password or knows_no_password(request, person) or not person.has_usable_password()
    kind = NewPasswordForm if proved else ChangePasswordForm
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_valid() and not proved:
        _OLD_PASSWORD.spend(person.public_id)
        if not person.check_password(form.cleaned_data["old_password"]):
            log_failure(request, "change-password", "wrong password", person=person)
            form.add_error("old_password", _("รหัสผ่านปัจจุบันไม่ถูกต้อง โปรดพิมพ์ใหม่"))
    staying = request.session.get(SIGN_IN)
    if attempt(form, lambda found: set_own_password(person, found["new_password"], staying=staying)):
        forget_link(request)
        messages.success(request, _("เปลี่ยนรหัสผ่านแล้ว เครื่องอื่นที่เคยเข้าไว้ถูกออกจากระบบทั้งหมด"))
        response = see_other("home")
        stay_signed_in(request, response, person)
        return response
    return form_page(request, "people/change_password.html", form, proved=proved)
