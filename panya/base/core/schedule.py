"""Periodic tasks: each app lists its own in `periodic_tasks.py`; the worker runs what is due.

Tasks rarer than 30 s are claimed in the database, so that two workers run each once; faster ones keep their
times in the worker's memory (a write every second would cost more than running such a task twice).
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from panya.base.core.models import Schedule

_log = logging.getLogger(__name__)
_KEPT_IN_MEMORY_BELOW = timedelta(seconds=30)
_ERROR_LENGTH = 2000

Task = Callable[[], object]


@dataclass(frozen=True)
class PeriodicTask:
    """Something that is done again and again; it must be safe to run twice."""

    name: str
    every: timedelta
    run: Task

    @property
    def is_fast(self) -> bool:
        return self.every < _KEPT_IN_MEMORY_BELOW


TASKS: dict[str, PeriodicTask] = {}


def periodic(name: str, *, every: timedelta) -> Callable[[Task], Task]:
    """Have the worker run this function every so often."""

    def register(run: Task) -> Task:
        if name in TASKS and TASKS[name].run is not run:
            raise ValueError(f"two periodic tasks are called {name}")
        TASKS[name] = PeriodicTask(name, every, run)
        return run

    return register


def discover() -> dict[str, PeriodicTask]:
    """Load `periodic_tasks.py` of every app and return all tasks by name."""
    autodiscover_modules("periodic_tasks")
    return TASKS


class Timetable:
    """What one worker knows of time: runs the tasks that are due, each failure kept apart from the rest."""

    def __init__(self, tasks: dict[str, PeriodicTask]) -> None:
        self._tasks = tasks
        self._next: dict[str, float] = {}
        self._outcomes: dict[str, str] = {}

    def run_due(self, now: datetime | None = None) -> list[str]:
        """Run every task that is due and return their names."""
        now = now or timezone.now()
        return [task.name for task in list(self._tasks.values()) if self._is_mine_now(task, now) and self._run(task)]

    def _is_mine_now(self, task: PeriodicTask, now: datetime) -> bool:
        if not task.is_fast:
            try:
                return _claim(task, now)
            except DatabaseError:
                _log.exception("cannot claim the periodic task %s", task.name)
                return False
        # Monotonic: a clock that is set back must not stop the sealer for an hour.
        if time.monotonic() < self._next.get(task.name, 0):
            return False
        self._next[task.name] = time.monotonic() + task.every.total_seconds()
        return True

    def _run(self, task: PeriodicTask) -> bool:
        outcome = ""
        try:
            task.run()
        except Exception as error:  # one failing task must not stop the others
            _log.exception("periodic task %s failed; it runs again in %s", task.name, task.every)
            outcome = f"{type(error).__name__}: {error}"[:_ERROR_LENGTH]
        # Written only where it changed (or is not known since the start): most tasks go well every second.
        if self._outcomes.get(task.name) != outcome and _keep_outcome(task, outcome):
            self._outcomes[task.name] = outcome
        return True


def run_due(now: datetime | None = None) -> list[str]:
    """Run every task that is due, as a worker that has just started would."""
    return Timetable(discover()).run_due(now)


def work_until(stop: threading.Event, *, pause: float = 1.0) -> None:
    """Run due tasks about every second until `stop` is set; the round that runs is finished first."""
    timetable = Timetable(discover())
    while not stop.is_set():
        timetable.run_due()
        # Drops connections that failed; the next round opens new ones.
        close_old_connections()
        stop.wait(pause)


def _claim(task: PeriodicTask, now: datetime) -> bool:
    row, _ = Schedule.objects.get_or_create(
        name=task.name,
        defaults={"every": int(task.every.total_seconds()), "next_at": now},
    )
    # Further ahead than one period: the clock was set back, or the period was shortened.
    if now < row.next_at <= now + task.every:
        return False
    claimed = Schedule.objects.filter(pk=row.pk, next_at=row.next_at).update(
        next_at=now + task.every, last_at=now, every=int(task.every.total_seconds())
    )
    return claimed == 1


def _keep_outcome(task: PeriodicTask, error: str) -> bool:
    try:
        row = Schedule.objects.filter(name=task.name).first()
        if row is None and error:
            now = timezone.now()
            Schedule.objects.create(
                name=task.name,
                every=int(task.every.total_seconds()),
                next_at=now,
                last_at=now,
                last_error=error,
            )
        elif row is not None and row.last_error != error:
            Schedule.objects.filter(pk=row.pk).update(last_error=error)
    except DatabaseError:
        _log.exception("cannot keep the outcome of the periodic task %s", task.name)
        return False
    return True
