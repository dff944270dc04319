"""The sockets: reads requests, lets faults happen, writes replies."""

import io
import re
import socket
import sys
import threading
import traceback
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from .faults import Faults
from .service import Service
from .wire import Reply, Request, Violation

HOST = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?")


@dataclass(slots=True)
class Exchange:
    """One request and reply, faults included."""

    service: Service
    faults: Faults
    requests: list[Request] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def reply(self, request: Request, host: str) -> Reply | None:
        """Bytes to send; None closes the connection."""
        self.requests.append(request)
        fault = self.faults.take(request)
        if fault is None:
            reply: Reply | None = self.service.perform(request, host)
        else:
            honest = self.service.perform(request, host) if fault.performs else Reply(200)
            if fault.after is not None:
                fault.after()
            self.stopped.wait(fault.delay)
            reply = fault.spoil(honest)
        request.status = None if reply is None else reply.status
        return reply


class Server(ThreadingHTTPServer):
    """Listens; `close` also ends the connections that clients keep alive."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], exchange: Exchange) -> None:
        super().__init__(address, Handler)
        self.exchange = exchange
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,))

    def start(self) -> None:
        """Serves in a thread of its own."""
        self._thread.start()

    def close(self) -> None:
        """Stops, and waits until no thread is left."""
        self.exchange.stopped.set()
        self.shutdown()
        self._thread.join()
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the client was faster
        self.server_close()

    def get_request(self) -> tuple[Any, Any]:
        """Remembers the connection."""
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        """Forgets the connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gives up is no error: tests of timeouts do. Anything else is a bug."""
        if not isinstance(sys.exception(), OSError):
            crash = Violation("crash", str(client_address), traceback.format_exc())
            self.exchange.service.violations.append(crash)


class Recorder(io.BufferedReader):
    """Keeps what is read, byte by byte as it came."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__(raw)
        self.seen = bytearray()

    def read(self, size: int | None = -1, /) -> bytes:
        """Reads and keeps."""
        found = super().read(size)
        self.seen += found
        return found

    def readline(self, size: int | None = -1, /) -> bytes:
        """Reads and keeps."""
        found = super().readline(size)
        self.seen += found
        return found


class Handler(BaseHTTPRequestHandler):
    """HTTP/1.1 with connections kept alive, like GitHub's.

    With neither `disable_nagle_algorithm` nor a buffer for writing a request takes 40 ms.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server
    rfile: Recorder

    def setup(self) -> None:
        """Reads through a recorder."""
        super().setup()
        self.rfile = Recorder(self.rfile.detach())

    def handle_one_request(self) -> None:
        """One request; nothing of the one before is left."""
        self.rfile.seen.clear()
        super().handle_one_request()

    def _serve(self) -> None:
        host = self.headers.get("Host", "")
        if not HOST.fullmatch(host) or "Transfer-Encoding" in self.headers:
            odd = Violation("request", self.requestline, "no host, or a body of unknown length")
            self.server.exchange.service.violations.append(odd)
            self.close_connection = True
            self._send(Reply(400))
            return
        request = self._request()
        reply = self.server.exchange.reply(request, host)
        if reply is None:
            self.close_connection = True
        else:
            self._send(reply)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = do_HEAD = _serve  # noqa: N815

    def _request(self) -> Request:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path, _, query = self.path.partition("?")
        return Request(
            method=self.command,
            target=self.path,
            path=path,
            query=tuple(parse_qsl(query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
            raw=bytes(self.rfile.seen),
        )

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])
        if reply.cut is not None:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Nothing is printed: tests read `requests`."""
