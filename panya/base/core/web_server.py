"""The web server: granian with blocking threads, whose processes die with the one that started them."""

import http.client
import os
from functools import partial
from typing import Any

from django.db import connections
from django.utils.module_loading import import_string
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from panya.base.core.supervisor import die_with

_DRAIN_SECONDS = 8
# To the log of the program, not to the terminal.
_LOGGING = {"loggers": {"_granian": {"handlers": [], "level": "WARNING", "propagate": True}}}


def serve(application: str, *, host: str, port: int, processes: int, threads: int) -> None:
    """Serve the WSGI application of this dotted name until SIGTERM or SIGINT, letting open requests finish."""
    # SQLite connections must not be carried over a fork.
    connections.close_all()
    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        # A thread that ends takes its database connection with it.
        blocking_threads_idle_timeout=600,
        http=HTTPModes.http1,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=_LOGGING,
        # Without it kill -9 of one worker ends the whole server.
        respawn_failed_workers=True,
        workers_kill_timeout=_DRAIN_SECONDS,
    )
    server.serve(target_loader=partial(_load, application, os.getpid()), wrap_loader=False)


def answers(host: str, port: int) -> bool:
    """Whether a web server gives any answer there."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    server = http.client.HTTPConnection(reachable, port, timeout=2)
    try:
        server.request("GET", "/", headers={"Host": "localhost"})
        return server.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        server.close()


def _load(application: str, parent: int) -> Any:
    """Runs in the process that answers: end with the master, and build the application after the fork."""
    die_with(parent)
    return import_string(application)
