"""A small load generator: keep-alive connections, each asking again as soon as it is answered."""

import json
import socket
import sys
import threading
import time


def _ask(connection: socket.socket, request: bytes) -> int:
    """Send one request, read its answer to the end, give its status."""
    connection.sendall(request)
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += _some(connection)
    head, _, body = answer.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
    )
    received = len(body)
    while received < length:
        received += len(_some(connection))
    return int(head.split(b" ", 2)[1])


def _some(connection: socket.socket) -> bytes:
    part = connection.recv(65536)
    if not part:
        raise ConnectionError("the server closed the connection")
    return part


def run(port: int, paths: list[str], cookie: str, connections: int, seconds: float) -> dict[str, float]:
    """Load a server on this machine; requests per second, p50 and p95 in ms, answers that were not 200."""
    times: list[float] = []
    bad: list[int] = []
    until = time.monotonic() + seconds

    def one(offset: int) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            turn = offset
            while time.monotonic() < until:
                path = paths[turn % len(paths)]
                turn += 1
                started = time.perf_counter()
                request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookie}\r\n\r\n".encode()
                status = _ask(connection, request)
                times.append((time.perf_counter() - started) * 1000)
                if status != 200:
                    bad.append(status)

    threads = [threading.Thread(target=one, args=(number * 7,)) for number in range(connections)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ordered = sorted(times)
    return {
        "requests_per_second": len(times) / (time.monotonic() - started),
        "p50_ms": ordered[len(ordered) // 2],
        "p95_ms": ordered[int(len(ordered) * 0.95)],
        "not_200": len(bad),
    }


if __name__ == "__main__":
    order = json.load(sys.stdin)
    print(json.dumps(run(**order)))
