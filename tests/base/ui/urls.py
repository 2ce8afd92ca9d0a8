"""Addresses whose views refuse, each in its own way."""

import errno

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import include, path

from panya.base.core.errors import Conflict, NotAllowed, Refused, TooMany

REFUSALS = {
    "not-allowed": NotAllowed("สิทธิ์ไม่พอ"),
    "conflict": Conflict("มีคนแก้ก่อน"),
    "refused": Refused("สั้นเกินไป"),
    "too-many": TooMany("ถี่เกินไป", retry_after=42),
    "locked": OperationalError("database is locked"),
    "read-only": OperationalError("attempt to write a readonly database"),
    "full": OperationalError("database or disk is full"),
    "no-space": OSError(errno.ENOSPC, "No space left on device"),
    "fault": OperationalError("no such table: panya"),
}


def _raises(error):
    @login_not_required
    def view(request):
        raise error

    return view


@login_not_required
def well(request):
    return HttpResponse("ok")


@login_not_required
def kept(request):
    return HttpResponse("ok", headers={"Cache-Control": "max-age=60"})


urlpatterns = [
    path("", include("panya.base.ui.urls")),
    path("", well, name="home"),
    *(path(f"{name}/", _raises(error)) for name, error in REFUSALS.items()),
    path("well/", well),
    path("kept/", kept),
]
