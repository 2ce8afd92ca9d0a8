"""Periodic tasks: each runs on time, once, and a failing one stops no other."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from panya.base.core.doctor import examine_all
from panya.base.core.models import Schedule
from panya.base.core.schedule import TASKS, PeriodicTask, Timetable, discover, periodic

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Counter:
    def __init__(self, fails: bool = False) -> None:
        self.runs, self.fails = 0, fails

    def __call__(self) -> None:
        self.runs += 1
        if self.fails:
            raise RuntimeError("ดิสก์หลุด")


def timetable(*tasks: tuple[str, timedelta, Counter]) -> Timetable:
    return Timetable({name: PeriodicTask(name, every, run) for name, every, run in tasks})


def test_a_slow_task_runs_at_once_and_then_when_its_time_has_come():
    counter = Counter()
    table = timetable(("t", HOUR, counter))

    table.run_due(NOON)
    table.run_due(NOON + timedelta(minutes=59))
    assert counter.runs == 1

    table.run_due(NOON + HOUR)
    assert counter.runs == 2


def test_two_workers_run_a_slow_task_once():
    counter = Counter()

    for worker in (timetable(("t", HOUR, counter)), timetable(("t", HOUR, counter))):
        worker.run_due(NOON)

    assert counter.runs == 1


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_the_same_moment_run_a_slow_task_once():
    counter, start = Counter(), threading.Barrier(8)
    timetable(("t", HOUR, counter)).run_due(NOON)

    def work() -> None:
        start.wait()
        timetable(("t", HOUR, counter)).run_due(NOON + HOUR)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert counter.runs == 2


def test_a_clock_that_was_set_back_does_not_stop_a_slow_task():
    counter = Counter()
    table = timetable(("t", HOUR, counter))
    table.run_due(NOON)

    table.run_due(NOON - timedelta(days=1))

    assert counter.runs == 2


def test_a_fast_task_is_kept_in_memory():
    counter = Counter()
    table = timetable(("t", timedelta(seconds=5), counter))

    table.run_due()
    table.run_due()

    assert counter.runs == 1
    assert Schedule.objects.count() == 0


@pytest.mark.parametrize("every", [timedelta(seconds=5), HOUR])
def test_a_failing_task_is_kept_with_its_error_and_stops_no_other(every):
    failing, other = Counter(fails=True), Counter()

    timetable(("a", every, failing), ("b", every, other)).run_due(NOON)

    assert (failing.runs, other.runs) == (1, 1)
    assert Schedule.objects.get(name="a").last_error == "RuntimeError: ดิสก์หลุด"


@pytest.mark.parametrize("every", [timedelta(seconds=5), HOUR])
def test_a_task_that_goes_well_again_forgets_its_error_even_after_a_restart(every):
    counter = Counter(fails=True)
    timetable(("a", every, counter)).run_due(NOON)
    counter.fails = False

    timetable(("a", every, counter)).run_due(NOON + HOUR)

    assert Schedule.objects.get(name="a").last_error == ""


def test_the_doctor_tells_of_a_failing_task():
    timetable(("a", HOUR, Counter(fails=True))).run_due(NOON)

    finding = examine_all()["periodic_tasks"]

    assert not finding.ok
    assert "ดิสก์หลุด" in finding.message


def test_two_tasks_cannot_share_a_name():
    discover()
    name = next(iter(TASKS))

    with pytest.raises(ValueError, match=name):
        periodic(name, every=HOUR)(Counter())


@pytest.mark.django_db(databases=["default", "cache"])
def test_every_task_of_the_core_and_the_audit_may_run_twice():
    tasks = {name: task for name, task in discover().items() if name.startswith(("core.", "audit."))}

    assert set(tasks) == {
        "core.count_for_the_planner",
        "core.forget_old_limits",
        "core.forget_old_sign_ins",
        "audit.seal",
    }
    for task in [*tasks.values(), *tasks.values()]:
        task.run()
