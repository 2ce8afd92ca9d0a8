"""A GET writes nothing, except where the table lists it."""

import pytest
from django.http import HttpResponse
from django.urls import path, resolve
from django.urls.exceptions import Resolver404

from panya.base.core.read_only import WroteOnGet
from panya.shared.audit.models import AuditEntry
from panya.shared.content.models import Item
from panya.site.urls import urlpatterns
from tests.factories import NoteFactory
from tests.guards.visitor import Page, Visitor
from tests.guards.walk import asked

pytestmark = [pytest.mark.django_db(databases=["default", "cache"]), pytest.mark.timeout(600)]


def test_no_get_fails(walked):
    assert {(page.url, repr(page.fault)) for page in walked.all if page.status >= 500} == set()
    assert len(walked.all) > 2000


def test_no_get_writes_unless_the_table_lists_it(walked):
    assert {(page.url, page.wrote) for page in walked.all if page.wrote and not may_write(page)} == set()


def test_reading_a_restricted_record_is_written_down(walked):
    public, restricted = (walked.pages["circle_member", f"/notes/{number}"] for number in (101, 105))

    assert (public.status, public.wrote) == (200, ())
    assert restricted.status == 200
    assert [sql for sql in restricted.wrote if AuditEntry._meta.db_table in sql] != []


@pytest.mark.parametrize(
    "write",
    [
        lambda item: Item.objects.filter(pk=item.pk).update(read_count=9),
        lambda item: Item(pk=item.pk).save(update_fields=["read_count"]),
        lambda item: list(Item.objects.raw("DELETE FROM content_item WHERE number = %s RETURNING *", [item.pk])),
    ],
    ids=["update", "save", "raw"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_view_that_writes_on_get_is_refused(settings, write, method):
    item = NoteFactory()

    def planted(request):
        write(item)
        return HttpResponse("done")

    planted.login_required = False
    settings.ROOT_URLCONF = (path("planted", planted), *urlpatterns)
    page = asked(Visitor("anonymous", None), method, "/planted")

    assert page.status == 500
    assert isinstance(page.fault, WroteOnGet)
    assert Item.objects.get(pk=item.pk).read_count == 0


def test_the_guard_catches_an_unlisted_write():
    assert not may_write(Page("author", "/me", 200, {}, "", wrote=("UPDATE",)))
    assert not may_write(Page("author", "/no-such-page", 404, {}, "", wrote=("UPDATE",)))
    assert may_write(Page("author", "/notes/105", 200, {}, "", wrote=("INSERT",)))


def may_write(page: Page) -> bool:
    """Whether the view behind this answer is one that may write on GET."""
    try:
        return getattr(resolve(page.url.partition("?")[0]).func, "writes_on_get", False)
    except Resolver404:
        return False
