"""One question to an OpenAI-compatible endpoint: no redirects, a moment at most, silence after repeated faults."""

import json
import logging
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

_log = logging.getLogger(__name__)
# The page must stand within two seconds, whatever the endpoint does.
PATIENCE = 1.2
_LARGEST = 64 * 1024
_MOST_AT_ONCE = 4
_MOST_WORDS_OUT = 400


@dataclass
class Breaker:
    """After some faults in a row nobody is asked for a while."""

    faults: int = 3
    seconds: float = 60.0
    _failed: int = 0
    _until: float = 0.0
    _running: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_idle(self) -> bool:
        """Nobody is asked at this moment."""
        return not self._running

    def enter(self) -> bool:
        """Whether one more may be asked now; `leave` must follow."""
        with self._lock:
            if time.monotonic() < self._until or self._running >= _MOST_AT_ONCE:
                return False
            self._running += 1
            return True

    def leave(self) -> None:
        """The thread that asked has ended."""
        with self._lock:
            self._running -= 1

    def report(self, *, well: bool) -> None:
        """What came of it."""
        with self._lock:
            self._failed = 0 if well else self._failed + 1
            if self._failed >= self.faults:
                self._failed, self._until = 0, time.monotonic() + self.seconds


BREAKER = Breaker()


@dataclass(frozen=True)
class Endpoint:
    """Where and what to ask."""

    url: str
    model: str
    # Never written down, neither in a log nor in a report of a fault.
    key: str = field(default="", repr=False)
    patience: float = PATIENCE

    def ask(self, messages: list[dict[str, str]], breaker: Breaker = BREAKER) -> str | None:
        """The text of the reply; None where there is none in time. The caller holds no transaction."""
        if not breaker.enter():
            return None
        replies: list[str] = []
        opened: list[socket.socket] = []

        def work() -> None:
            try:
                replies.append(self._reply(messages, opened))
            except (
                OSError,
                HTTPException,
                ValueError,
                LookupError,
                TypeError,
                AttributeError,
                RecursionError,
            ) as fault:
                _log.warning("the answering endpoint failed: %s: %s", type(fault).__name__, fault)
            finally:
                breaker.leave()

        # In a thread: neither a slow name server nor a reply that drips letter by letter can hold the page.
        thread = threading.Thread(target=work, name="answers-endpoint", daemon=True)
        thread.start()
        thread.join(self.patience)
        if thread.is_alive():
            _hang_up(opened)
        breaker.report(well=bool(replies))
        return replies[0] if replies else None

    def _reply(self, messages: list[dict[str, str]], opened: list[socket.socket]) -> str:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("PANYA_ANSWERS_URL is no http address")
        if not (self.key.isascii() and (self.key.isprintable() or not self.key)):
            # The library would write the key itself into its complaint.
            raise ValueError("PANYA_ANSWERS_KEY holds signs that no header can hold")
        connection = self._connection(parts.scheme, parts.hostname, parts.port)
        try:
            path = f"{parts.path.rstrip('/')}/chat/completions"
            connection.connect()
            opened.append(connection.sock)
            connection.request("POST", path, body=self._body(messages), headers=self._headers())
            response = connection.getresponse()
            # A redirect is a fault like any other: the passages go to the configured address only.
            if response.status != 200:
                raise ValueError(f"status {response.status}")
            return self._text(response.read(_LARGEST + 1))
        finally:
            connection.close()

    def _connection(self, scheme: str, host: str, port: int | None) -> HTTPConnection:
        if scheme == "https":
            return HTTPSConnection(host, port, timeout=self.patience, context=ssl.create_default_context())
        return HTTPConnection(host, port, timeout=self.patience)

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return {**headers, "Authorization": f"Bearer {self.key}"} if self.key else headers

    def _body(self, messages: list[dict[str, str]]) -> bytes:
        asked: dict[str, Any] = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "max_tokens": _MOST_WORDS_OUT,
            "stream": False,
        }
        return json.dumps(asked, ensure_ascii=False).encode()

    @staticmethod
    def _text(body: bytes) -> str:
        if len(body) > _LARGEST:
            raise ValueError("the reply is too long")
        text = json.loads(body)["choices"][0]["message"]["content"]
        if not isinstance(text, str) or not text.strip():
            raise ValueError("the reply holds no text")
        return text


def _hang_up(opened: list[socket.socket]) -> None:
    """End a talk that takes too long, so that its thread ends too."""
    for talk in list(opened):
        with suppress(OSError):
            talk.shutdown(socket.SHUT_RDWR)
