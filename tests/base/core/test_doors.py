"""Limits, addresses, read-only GETs, the secret key."""

import stat

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory

from panya.base.core.client_address import client_address, counted_as, mask_address
from panya.base.core.databases import databases
from panya.base.core.errors import NotAllowed, TooMany, require
from panya.base.core.limits import Limit, forget_old_limits
from panya.base.core.mail import mail_settings
from panya.base.core.query_plans import planned_for_its_values
from panya.base.core.random_ids import random_id
from panya.base.core.read_only import WroteOnGet, only_reading
from panya.base.core.secret_key import secret_key
from panya.shared.people.models import User


@pytest.mark.django_db(databases=["default", "cache"])
def test_a_limit_refuses_the_act_after_the_last_and_opens_again():
    limit = Limit("test", hits=2, seconds=60)
    with time_machine.travel("2026-01-01T00:00:10Z", tick=False):
        limit.spend("a")
        limit.spend("a")
        limit.spend("b")
        with pytest.raises(TooMany) as refused:
            limit.spend("a")
        assert refused.value.retry_after == 60
        with pytest.raises(TooMany):
            limit.check("a")
    # The minute of the clock ends; the window of the key does not.
    with time_machine.travel("2026-01-01T00:01:01Z", tick=False), pytest.raises(TooMany) as refused:
        limit.spend("a")
    assert refused.value.retry_after == 9
    with time_machine.travel("2026-01-01T00:01:10Z", tick=False):
        limit.check("a")
        limit.spend("a")
        forget_old_limits()
        limit.spend("a")
        with pytest.raises(TooMany):
            limit.spend("a")


@pytest.mark.django_db
def test_a_get_reads_and_cannot_write():
    with only_reading(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        for statement in ("INSERT INTO x VALUES (1)", " update x set a = 1", "DELETE FROM x", "CREATE TABLE x (a int)"):
            with pytest.raises(WroteOnGet):
                cursor.execute(statement)


def test_a_forwarded_address_counts_only_behind_our_own_proxies(settings):
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 10.1.1.1"}, REMOTE_ADDR="127.0.0.1")

    settings.PANYA_TRUSTED_PROXIES = 0
    assert client_address(request) == "127.0.0.1"
    settings.PANYA_TRUSTED_PROXIES = 1
    assert client_address(request) == "10.1.1.1"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("203.144.160.247", "xxx.144.xxx.xxx"),
        ("::ffff:203.144.160.247", "xxx.144.xxx.xxx"),
        ("2001:db8::1", "2001:xxxx"),
        ("not an address", ""),
    ],
)
def test_an_address_is_shown_masked(address, shown):
    assert mask_address(address) == shown


def test_the_secret_key_is_made_once_and_for_the_owner_only(tmp_path):
    key = secret_key(tmp_path)

    assert secret_key(tmp_path) == key
    assert len(key) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    (tmp_path / "secret_key").write_text("short")
    with pytest.raises(RuntimeError):
        secret_key(tmp_path)


def test_what_is_not_allowed_is_refused_with_words():
    require(True)
    with pytest.raises(NotAllowed) as refused:
        require(False)
    assert str(refused.value)


def test_databases_come_from_an_address(tmp_path):
    sqlite = databases("", tmp_path)
    postgresql = databases("postgresql://p%40n:s%2Fx@db.example:5433/panya", tmp_path)["default"]

    assert sqlite["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert (postgresql["USER"], postgresql["PASSWORD"], postgresql["PORT"]) == ("p@n", "s/x", "5433")
    with pytest.raises(ValueError, match="PANYA_DATABASE_URL"):
        databases("mysql://x/y", tmp_path)


def test_mail_lies_in_files_until_a_server_is_set():
    assert mail_settings("")["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert mail_settings("smtps://u:p@mail.example")["EMAIL_PORT"] == 465
    with pytest.raises(ValueError, match="PANYA_MAIL_URL"):
        mail_settings("http://mail.example")


def test_random_ids_are_long_and_differ():
    assert len({random_id() for _ in range(1000)}) == 1000
    assert len(random_id()) == 16


def test_guests_are_counted_by_their_line_and_people_who_signed_in_each_for_themselves():
    def counted(address, user=None):
        request = RequestFactory().get("/", REMOTE_ADDR=address)
        request.user = user or AnonymousUser()
        return counted_as(request)

    assert counted("2001:db8:1:2::1") == counted("2001:db8:1:2:ffff::9") != counted("2001:db8:1:3::1")
    assert counted("::ffff:192.0.2.7") == counted("192.0.2.7") != counted("192.0.2.8")
    assert counted("192.0.2.7", User(pk=1)) != counted("192.0.2.7", User(pk=2))


def _plans_kept(words: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{words}%"])
        return cursor.fetchone()[0]


def _ask_often(name: str) -> list[int]:
    return [User.objects.filter(last_name=name, first_name=str(number)).count() for number in range(10)]


@pytest.mark.django_db
def test_postgresql_keeps_the_plan_of_what_is_asked_again_but_not_where_values_decide():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans each time")
    with planned_for_its_values():
        _ask_often("ก")
    kept_there = _plans_kept('"first_name" =')
    _ask_often("ก")

    assert (kept_there, _plans_kept('"first_name" =')) == (0, 1)


@pytest.mark.django_db
def test_what_is_planned_for_its_values_answers_the_same_and_the_next_question_is_kept_again():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans each time")
    kept_from = connection.connection.prepare_threshold
    with planned_for_its_values():
        assert _ask_often("ไม่มี") == [0] * 10

    assert connection.connection.prepare_threshold == kept_from == 3
