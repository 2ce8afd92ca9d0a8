"""A small mail server that behaves as badly as it is told to, and counts what it took."""

import contextlib
import re
import socketserver
import threading
from collections.abc import Iterator

# How it answers the text of a mail.
TAKE, LATER, NEVER, HANG, HANG_UP_AFTER_TAKING = "take", "4xx", "5xx", "hang", "hang up after taking"


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mood = TAKE
        self.taken: list[str] = []
        self.let_go = threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of the mails it took, as often as it took them."""
        return [re.search(r"(?im)^message-id: (<[^>]+>)", text)[1] for text in self.taken]


class _Conversation(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            word = line.split()[0].upper()
            if word == "DATA":
                self._say("354 go on")
                if not self._take(self._text()):
                    return
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self, text: str) -> bool:
        mood = self.server.mood
        if mood == HANG:
            self.server.let_go.wait(20)
            return False
        if mood in {TAKE, HANG_UP_AFTER_TAKING}:
            self.server.taken.append(text)
        if mood != HANG_UP_AFTER_TAKING:
            self._say({LATER: "451 try later", NEVER: "554 not wanted"}.get(mood, "250 taken"))
        return mood != HANG_UP_AFTER_TAKING

    def _text(self) -> str:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.decode("utf-8", "replace"))
        return "".join(lines)

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextlib.contextmanager
def mail_server() -> Iterator[Server]:
    """A server on a free port, until the block ends."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.let_go.set()
            server.shutdown()
            thread.join()
