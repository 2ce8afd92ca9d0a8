"""Whether long texts offer a summary, chosen by everybody for their browser."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_POST

from panya.base.ui.answers import own_address, see_address, see_other
from panya.base.ui.cookies import keep_choice
from panya.shared.content.gist import COOKIE


@login_not_required
@require_POST
def choose_gist(request):
    """Show summaries, or do not."""
    path = own_address(request.POST.get("next", ""))
    response = see_address(path) if path else see_other("home")
    if request.POST.get("gist") in {"on", "off"}:
        keep_choice(response, COOKIE, request.POST["gist"])
    return response
