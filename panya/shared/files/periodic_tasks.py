import threading
from datetime import timedelta

from django.db import close_old_connections, connection

from panya.base.core.schedule import periodic
from panya.shared.files import actions, text_actions

_reader: threading.Thread | None = None


@periodic("files.sweep", every=timedelta(hours=6))
def sweep_files() -> None:
    """Clear away uploads that were given up and blobs that nothing names."""
    text_actions.forget_unnamed()
    actions.sweep()


@periodic("files.ask_for_unasked", every=timedelta(minutes=5))
def ask_for_unasked() -> None:
    """Have the words of files read that came another way than through a page."""
    text_actions.ask_for_unasked()


@periodic("files.read_with_new_reader", every=timedelta(minutes=10))
def read_with_new_reader() -> None:
    """Read the scans and pictures that came before tesseract was installed."""
    text_actions.read_with_new_reader()


@periodic("files.read_with_newer_version", every=timedelta(minutes=1))
def read_with_newer_version() -> None:
    """After an update read anew what older versions read, while nobody waits for anything else."""
    text_actions.read_with_newer_version()


@periodic("files.read", every=timedelta(seconds=2))
def read_files() -> None:
    """Take the words out of what waits, beside the other tasks: a scanned book takes minutes."""
    global _reader
    if (_reader is None or not _reader.is_alive()) and text_actions.waits():
        _reader = threading.Thread(target=_read, name="files.read", daemon=True)
        _reader.start()


def _read() -> None:
    try:
        text_actions.read_waiting()
    finally:
        close_old_connections()
        connection.close()
