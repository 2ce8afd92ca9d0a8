"""A local endpoint that answers as a test wants it to."""

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Fake:
    url: str
    received: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def replying(text="", *, status=200, body=None, seconds=0.0, location="", drips=False):
    """An OpenAI-compatible endpoint with this reply, or with this raw body, status, slowness or redirect.

    With `drips` it comes letter by letter.
    """
    fake = Fake("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            fake.received.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            fake.headers.append(dict(self.headers))
            time.sleep(seconds)
            answer = json.dumps({"choices": [{"message": {"content": text}}]}) if body is None else body
            self.send_response(302 if location else status)
            if location:
                self.send_header("Location", location)
            self.end_headers()
            for sign in answer if drips else [answer]:
                self.wfile.write(sign.encode())
                time.sleep(0.2 * drips)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *args: None
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
