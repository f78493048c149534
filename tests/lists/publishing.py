"""A publisher on this machine itself, which misbehaves as it is told to."""

from __future__ import annotations

import hashlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from catspaw.lists.publishers import PublishedFile, Publisher

Answer = Callable[[BaseHTTPRequestHandler], None]
ENTRY = '{{"n":"Sample Components {0} Ltd.","s":0,"c":["TR"],"u":0}}'
LIST = (
    '{{"$comment":"made up","sourceGeneratedAt":"{day}T00:00:00+00:00","fieldKey":{{"n":"name"}},'
    '"tables":{{"sources":["Unverified List (UVL) - Bureau of Industry and Security"]}},"entries":[{entries}]}}'
)


def edition(count: int, day: str = "2026-07-01") -> bytes:
    """A list of so many entries, of a day."""
    return LIST.format(day=day, entries=",\n".join(map(ENTRY.format, range(count)))).encode()


@dataclass
class Site:
    """What the server answers by path; anything else is not found."""

    answers: dict[str, Answer] = field(default_factory=dict)
    port: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def publisher(self, path: str = "/list.json", checksum: str = "", hosts: tuple[str, ...] = ()) -> Publisher:
        """A publisher whose one file is at a path."""
        file = PublishedFile(self.url(path), "list.json", self.url(checksum) if checksum else "")
        return Publisher("made-up", "A made-up list", "https://example.org", (file,), hosts)

    def gives(self, data: bytes, path: str = "/list.json", **headers: str) -> None:
        """Answer with these bytes, as one should."""
        self.answers[path] = lambda request: send(request, data, len(data), 200, **headers)


def send(
    request: BaseHTTPRequestHandler, data: bytes, claimed: int | None = None, status: int = 200, **headers: str
) -> None:
    """Send an answer that claims a length (its own, if none is given; none at all, if below nought)."""
    request.send_response(status)
    length = len(data) if claimed is None else claimed
    if length >= 0:
        request.send_header("Content-Length", str(length))
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(data)


def breaks_off(data: bytes) -> Answer:
    """Half of the answer, and then the line is dead."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        send(request, data[: len(data) // 2], len(data))
        request.wfile.flush()
        request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # reset, not closed
        request.connection.close()

    return answer


def falls_silent(data: bytes, seconds: float) -> Answer:
    """Half of the answer, and then nothing for a while."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        send(request, data[: len(data) // 2], len(data))
        request.wfile.flush()
        time.sleep(seconds)

    return answer


def sha256(data: bytes) -> str:
    """As publishers print it."""
    return hashlib.sha256(data).hexdigest()


@contextmanager
def site() -> Iterator[Site]:
    """A server in a thread of its own, gone afterwards."""
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = found.answers.get(self.path.partition("?")[0])
            try:
                if answer:
                    answer(self)
                else:
                    send(self, b"none", status=404)
            except OSError:
                self.close_connection = True

        def finish(self) -> None:
            try:
                super().finish()
            except (OSError, ValueError):
                return

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
