"""The second step of signing in, and how it is set up and removed."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from panya.base.core.errors import TooMany, require
from panya.base.core.limits import Limit
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.shared.people import queries
from panya.shared.people.actions import second_step as actions
from panya.shared.people.forms.security import AppCodeForm, PasskeyAnswerForm, ReasonForm, SecondStepForm
from panya.shared.people.models import User
from panya.shared.people.permissions import may_keep_person, may_manage
from panya.shared.people.second_step import app_codes, passkeys
from panya.shared.people.second_step.adapter import SecondSteps
from panya.shared.people.second_step.checking import check_second_step
from panya.shared.people.second_step.waiting import who_waits
from panya.shared.people.sign_in import SIGN_IN, log_failure, stay_signed_in
from panya.shared.people.views.coming_in import finish
from panya.shared.people.views.proving import proved

_NEW_APP = "new_app"
_TRY_APP = Limit("set-up-app", 10, 15 * 60)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request) -> HttpResponse:
    """After password or link: a code of the app, a recovery code, or a passkey."""
    waiting = who_waits(request)
    if waiting is None:
        return see_other("account_login")
    stage, person = waiting
    steps = queries.second_steps_of(person)
    by_passkey = "credential" in request.POST
    form = SecondStepForm(request.POST if request.method == "POST" and not by_passkey else None)
    if by_passkey and _shows_passkey(request, person):
        return finish(request, stage.exit(), person)
    if by_passkey:
        messages.error(request, _("กุญแจผ่านนี้ใช้ไม่ได้ โปรดลองอีกครั้ง หรือใช้วิธีอื่น"))
    status = None
    if form.is_valid():
        try:
            if check_second_step(request, person, form.cleaned_data["code"]):
                return finish(request, stage.exit(), person)
            form.add_error(None, _("รหัสไม่ถูกต้องหรือใช้ไปแล้ว โปรดรอให้แอปแสดงรหัสใหม่แล้วลองอีกครั้ง"))
        except TooMany as error:
            minutes = -(-error.retry_after // 60)
            form.add_error(None, _("ลองหลายครั้งเกินไปแล้ว โปรดรอ %(minutes)d นาทีแล้วลองใหม่") % {"minutes": minutes})
            status = 429
    context = {"steps": steps, **passkeys.place(request)}
    response = form_page(request, "people/second_step.html", form, **context)
    response.status_code = status or response.status_code
    return response


@require_POST
@proved
def app_begin(request) -> HttpResponse:
    """Make the secret that the next page shows."""
    request.session[_NEW_APP] = SecondSteps().encrypt(app_codes.new_secret())
    return see_other("security_app")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved
def app(request) -> HttpResponse:
    """Show the secret to the app, and take the first code as proof that it arrived."""
    secret = SecondSteps().decrypt(request.session.get(_NEW_APP, ""))
    if not secret:
        return see_other("security")
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    person = request.user
    if form.is_valid():
        _TRY_APP.spend(person.public_id)
    if attempt(form, lambda found: actions.add_app(person, secret, found["code"]) or True):
        request.session.pop(_NEW_APP, None)
        return _set_up(request, _("ตั้งแอปยืนยันตัวตนแล้ว"))
    context = {"square": app_codes.square(app_codes.address_for(person, secret)), "secret": app_codes.grouped(secret)}
    return form_page(request, "people/security_app.html", form, **context)


@require_POST
@proved
def app_remove(request) -> HttpResponse:
    """Use the app no longer."""
    actions.remove_app(request.user, staying=request.session.get(SIGN_IN))
    messages.success(request, _("เลิกใช้แอปยืนยันตัวตนแล้ว เครื่องอื่นถูกออกจากระบบทั้งหมด"))
    response = see_other("security")
    stay_signed_in(request, response, request.user)
    return response


@never_cache
@require_POST
@proved
def recovery_codes(request) -> HttpResponse:
    """New recovery codes; shown this one time."""
    return codes_page(request)


def codes_page(request) -> HttpResponse:
    """Ten new codes on a page to print or to save."""
    codes = actions.make_recovery_codes(request.user)
    context = {"codes": codes, "site": settings.PANYA_URL, "person": request.user}
    return render(request, "people/recovery_codes.html", context)


def _set_up(request, words: str) -> HttpResponse:
    """After the first second step come the recovery codes, which stand for a lost telephone."""
    if queries.second_steps_of(request.user).codes is None:
        return codes_page(request)
    messages.success(request, words)
    return see_other("security")


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def take_away(request, public_id: str) -> HttpResponse:
    """An administrator takes a lost second step away."""
    require(may_manage(request.user))
    person = queries.people_kept_by(request.user).filter(public_id=public_id).first()
    if person is None:
        raise Http404
    require(may_keep_person(request.user, person))
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def take(found):
        return actions.take_away_second_step(person, by=request.user, reason=found["reason"]) or True

    if attempt(form, take):
        messages.success(request, _("ยกเลิกการยืนยันขั้นที่สองแล้ว เจ้าของบัญชีจะได้รับแจ้ง"))
        return see_other("manage_person", person.public_id)
    return form_page(request, "people/take_away.html", form, person=person)


def _shows_passkey(request, person: User) -> bool:
    form = PasskeyAnswerForm(request.POST)
    if not form.is_valid():
        return False
    try:
        actions.use_passkey(request, passkeys.SECOND_STEP, form.cleaned_data["credential"], person)
    except passkeys.NotThisKey as error:
        log_failure(request, "second-step", str(error), person=person)
        return False
    return True
