"""Thanks, what I keep for later, what I follow."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import require
from panya.base.core.typed_numbers import whole_number
from panya.base.ui.answers import own_address, see_address
from panya.shared.content.models import Item
from panya.shared.content.permissions import sees_card_authors
from panya.shared.content.queries import find_item
from panya.shared.feedback import following as reads
from panya.shared.feedback.actions.following import follow as begin_to_follow
from panya.shared.feedback.actions.following import stop_following
from panya.shared.feedback.actions.thanks import keep_for_later, keep_no_longer, take_back_thanks, thank
from panya.shared.feedback.models import FollowKind
from panya.shared.people.permissions import may_look_people_up

_ON_A_PAGE = 20
_LAST_PAGE = 500


@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request, number):
    """Who thanked, for colleagues; a POST says thanks or takes them back."""
    if request.method == "POST":
        item = _item(request, number)
        (thank if _wanted(request) else take_back_thanks)(item, by=request.user)
        return _answer(request, item)
    require(may_look_people_up(request.user))
    item = _item(request, number)
    return render(request, "feedback/thanks.html", {"item": item, "thanks": reads.thanks_for(item)[:500]})


@require_safe
def bookmarks(request):
    """What I keep to read later."""
    number = min(max(whole_number(request.GET.get("page"), most=_LAST_PAGE, default=1), 1), _LAST_PAGE)
    start = (number - 1) * _ON_A_PAGE
    found = list(reads.bookmarks_of(request.user)[start : start + _ON_A_PAGE + 1])
    shown = {
        "items": found[:_ON_A_PAGE],
        "sees_card_authors": sees_card_authors(request.user),
        "newer": f"?page={number - 1}" if number > 1 else "",
        "older": f"?page={number + 1}" if len(found) > _ON_A_PAGE and number < _LAST_PAGE else "",
    }
    return render(request, "feedback/bookmarks.html", shown)


@require_POST
def bookmark(request, number):
    item = _item(request, number)
    (keep_for_later if _wanted(request) else keep_no_longer)(item, by=request.user)
    return _answer(request, item)


@require_safe
def following(request):
    """What I follow, to see and to stop."""
    return render(request, "feedback/following.html", {"follows": reads.what_is_followed(request.user)})


@require_POST
def follow(request, kind, key):
    """Follow what this names, or stop."""
    target = reads.find_followed(kind, key, request.user)
    if target is None:
        raise Http404
    (begin_to_follow if _wanted(request) else stop_following)(FollowKind(kind), target, by=request.user)
    if isinstance(target, Item):
        return _answer(request, target)
    messages.success(request, _("ติดตามแล้ว มีเรื่องใหม่จะบอกคุณ") if _wanted(request) else _("เลิกติดตามแล้ว"))
    return see_address(own_address(request.POST.get("next", "")) or "/following/")


def _item(request, number):
    item = find_item(number, request.user)
    if item is None or item.pk != number:
        raise Http404
    return item


def _wanted(request):
    return request.POST.get("on", "1") != "0"


def _answer(request, item):
    """For htmx the buttons anew, else back to the page from which it came."""
    if not request.htmx:
        return see_address(own_address(request.POST.get("next", "")) or item.get_absolute_url())
    shown = {"item": item, "keeping": reads.keeping_of(item, request.user)}
    return render(request, "feedback/parts/toggles.html", shown)
