"""Passkeys: signing in with one, adding, naming and removing them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from panya.base.core.client_address import address_block
from panya.base.core.limits import Limit
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.shared.people import queries
from panya.shared.people.actions import second_step as actions
from panya.shared.people.forms import SignInForm
from panya.shared.people.forms.security import NewPasskeyForm, PasskeyAnswerForm, PasskeyNameForm
from panya.shared.people.second_step import passkeys
from panya.shared.people.second_step.waiting import who_waits
from panya.shared.people.sign_in import SIGN_IN, log_failure, may_sign_in, stay_signed_in
from panya.shared.people.views.coming_in import let_in
from panya.shared.people.views.proving import proved
from panya.shared.people.views.second_step import codes_page
from panya.shared.people.views.sign_in import goal_of, sign_in_page

# A key cannot be guessed: the limit only spares the database.
_BY_ADDRESS = Limit("passkey-address", 60, 15 * 60)
_BY_PERSON = Limit("passkey-person", 60, 15 * 60)


@login_not_required
@never_cache
@require_POST
def options_to_sign_in(request) -> HttpResponse:
    """A challenge for any key of this site, or for one of the person who waits before the second step."""
    _BY_ADDRESS.spend(address_block(request))
    waiting = who_waits(request)
    if waiting and "second_step" in request.POST:
        return JsonResponse(passkeys.begin_asking(request, passkeys.SECOND_STEP, waiting[1]))
    return JsonResponse(passkeys.begin_asking(request, passkeys.SIGN_IN))


@login_not_required
@never_cache
@require_POST
def sign_in_by_passkey(request) -> HttpResponse:
    """The key says who it is; the device has checked its person, so no second step follows."""
    _BY_ADDRESS.spend(address_block(request))
    form, goal = PasskeyAnswerForm(request.POST), goal_of(request)
    if form.is_valid():
        try:
            key = actions.use_passkey(request, passkeys.SIGN_IN, form.cleaned_data["credential"])
            if may_sign_in(key.user, request):
                return let_in(request, key.user, goal, passkey=key)
            log_failure(request, "passkey", "may not sign in", person=key.user)
        except passkeys.NotThisKey as error:
            log_failure(request, "passkey", str(error), name="")
    page = SignInForm({})
    page.errors.clear()
    page.add_error(None, _("กุญแจผ่านนี้ใช้กับระบบนี้ไม่ได้ โปรดลองอีกครั้ง หรือเข้าด้วยรหัสผ่าน"))
    return sign_in_page(request, page, goal)


@never_cache
@require_POST
@proved
def options_to_add(request) -> HttpResponse:
    _BY_PERSON.spend(request.user.public_id)
    return JsonResponse(passkeys.begin_adding(request, request.user))


@never_cache
@require_POST
def options_to_confirm(request) -> HttpResponse:
    _BY_PERSON.spend(request.user.public_id)
    return JsonResponse(passkeys.begin_asking(request, passkeys.CONFIRM, request.user))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved
def passkey_new(request) -> HttpResponse:
    """Add a passkey; the browser makes it."""
    form = NewPasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _added(request, form):
        if queries.second_steps_of(request.user).codes is None:
            return codes_page(request)
        messages.success(request, _("เพิ่มกุญแจผ่านแล้ว ครั้งหน้าเข้าสู่ระบบได้โดยไม่ต้องพิมพ์รหัสผ่าน"))
        return see_other("security")
    return form_page(request, "people/security_passkey_new.html", form, **passkeys.place(request))


@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request, public_id: str) -> HttpResponse:
    """Give an own passkey another name."""
    key = _own(request, public_id)
    form = PasskeyNameForm(request.POST if request.method == "POST" else None, initial={"name": key.data["name"]})
    if attempt(form, lambda found: actions.rename_passkey(request.user, key, found["name"]) or True):
        messages.success(request, _("เปลี่ยนชื่อกุญแจแล้ว"))
        return see_other("security")
    return form_page(request, "people/security_passkey.html", form, key=key)


@require_POST
@proved
def passkey_remove(request, public_id: str) -> HttpResponse:
    """Remove an own passkey."""
    actions.remove_passkey(request.user, _own(request, public_id), staying=request.session.get(SIGN_IN))
    messages.success(request, _("ลบกุญแจผ่านแล้ว เครื่องอื่นถูกออกจากระบบทั้งหมด"))
    response = see_other("security")
    stay_signed_in(request, response, request.user)
    return response


def _added(request, form: NewPasskeyForm) -> bool:
    def add(found):
        return actions.add_passkey(request, request.user, found["credential"], found["name"]) or True

    try:
        return bool(attempt(form, add))
    except passkeys.NotThisKey as error:
        log_failure(request, "add-passkey", str(error), person=request.user)
        form.add_error(None, _("เพิ่มกุญแจไม่สำเร็จ โปรดกดปุ่มอีกครั้ง"))
        return False


def _own(request, public_id: str):
    key = queries.find_passkey(request.user, public_id)
    if key is None:
        raise Http404
    return key
