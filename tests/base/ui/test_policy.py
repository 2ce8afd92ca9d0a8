"""The content policy: written once, except where an answer asks for another."""

from csp.decorators import csp_update
from django.http import HttpResponse
from django.test import RequestFactory

from panya.base.ui.middleware import PolicyMiddleware

HEADER = "Content-Security-Policy"


def policy(view) -> str:
    return PolicyMiddleware(view)(RequestFactory().get("/")).headers[HEADER]


def test_an_answer_that_asks_for_a_nonce_or_another_policy_gets_it():
    plain = policy(lambda request: HttpResponse())

    with_nonce = policy(lambda request: HttpResponse(str(request.csp_nonce)))
    wider = policy(csp_update({"img-src": ["blob:"]})(lambda request: HttpResponse()))

    assert "'nonce-" in with_nonce
    assert "'nonce-" not in plain
    assert wider.replace("'self' blob:", "'self'") == plain != wider
    assert policy(lambda request: HttpResponse()) == plain


def test_a_policy_that_a_view_wrote_itself_stays():
    assert policy(lambda request: HttpResponse(headers={HEADER: "sandbox"})) == "sandbox"
