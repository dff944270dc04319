"""Faults for `GitHubStandIn.inject`: what networks, proxies and GitHub do on a bad day."""

import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from .wire import JSON_TYPE, Reply, Request, encode

SECONDARY_LIMIT = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."


def unchanged(reply: Reply) -> Reply | None:
    """The honest reply."""
    return reply


@dataclass(frozen=True, slots=True)
class Fault:
    """`performs`: the request takes effect before it goes wrong.

    `spoil` makes the reply that is sent out of the honest one (out of an empty one, if nothing was
    performed); None closes the connection without a reply. `delay` is in seconds.
    """

    performs: bool
    spoil: Callable[[Reply], Reply | None] = unchanged
    delay: float = 0.0
    after: Callable[[], object] | None = None


def status(
    code: int,
    body: bytes | str | Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Fault:
    """Nothing is performed; the status is answered, with GitHub's `Server Error` unless told."""
    return Fault(performs=False, spoil=lambda _: _error(code, body, headers))


def commit_then(code: int = 502) -> Fault:
    """The request is performed, then an error is answered: a repeated POST makes two."""
    return Fault(performs=True, spoil=lambda _: _error(code, None, None))


def close_before() -> Fault:
    """The connection is closed before anything was performed."""
    return Fault(performs=False, spoil=lambda _: None)


def close_after() -> Fault:
    """The request is performed, and the connection closed without a reply."""
    return Fault(performs=True, spoil=lambda _: None)


def slow(seconds: float) -> Fault:
    """The request is performed, and the reply comes late."""
    return Fault(performs=True, delay=seconds)


def truncated() -> Fault:
    """Half of the body arrives, then the connection is closed."""
    return Fault(performs=True, spoil=lambda reply: replace(reply, cut=len(reply.body) // 2))


def invalid_json() -> Fault:
    """The body arrives whole, with the right length, and is no JSON."""
    return Fault(performs=True, spoil=lambda reply: replace(reply, body=b"<html>" + reply.body[:-1]))


def secondary_limit(code: int = 403, retry_after: int | None = 60) -> Fault:
    """403 or 429, with or without `Retry-After` (docs: rate limits for the REST API)."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return status(code, {"message": SECONDARY_LIMIT}, headers)


def primary_limit(code: int = 403, reset_in: float = 60) -> Fault:
    """403 or 429 with `x-ratelimit-remaining: 0`; the reset is counted from the reply on."""

    def spoil(_: Reply) -> Reply:
        headers = {
            "x-ratelimit-limit": "1000",
            "x-ratelimit-remaining": "0",
            "x-ratelimit-used": "1000",
            "x-ratelimit-reset": str(int(time.time() + reset_in)),
            "x-ratelimit-resource": "core",
        }
        return _error(code, {"message": "API rate limit exceeded for installation ID 1."}, headers)

    return Fault(performs=False, spoil=spoil)


def meanwhile(action: Callable[[], object]) -> Fault:
    """The reply is honest, and the world changes between it and the client's next request."""
    return Fault(performs=True, after=action)


def _error(code: int, body: bytes | str | Mapping[str, object] | None, headers: Mapping[str, str] | None) -> Reply:
    if body is None:
        body = {"message": "Server Error"}
    if isinstance(body, Mapping):
        return Reply(code, {"Content-Type": JSON_TYPE, **(headers or {})}, encode(body))
    content = body.encode() if isinstance(body, str) else body
    return Reply(code, {"Content-Type": "text/html; charset=utf-8", **(headers or {})}, content)


@dataclass(slots=True)
class _Injected:
    method: str
    pattern: re.Pattern[str]
    fault: Fault
    times: int


@dataclass(slots=True)
class Faults:
    """The faults that wait for their request; of several that fit, the oldest comes first."""

    _waiting: list[_Injected] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def inject(self, method: str, path: str, fault: Fault, times: int) -> None:
        """`path` is searched in the path, and in path and query; `*` is any method."""
        with self._lock:
            self._waiting.append(_Injected(method.upper(), re.compile(path), fault, times))

    def take(self, request: Request) -> Fault | None:
        """The fault for a request, used up once more."""
        with self._lock:
            for injected in self._waiting:
                if _fits(injected, request):
                    injected.times -= 1
                    if injected.times == 0:
                        self._waiting.remove(injected)
                    return injected.fault
        return None

    def clear(self) -> None:
        """No fault waits any more."""
        with self._lock:
            self._waiting.clear()

    @property
    def left(self) -> int:
        """How many faults no request has met yet."""
        with self._lock:
            return sum(injected.times for injected in self._waiting)


def _fits(injected: _Injected, request: Request) -> bool:
    if injected.method not in ("*", request.method):
        return False
    query = request.target.partition("?")[2]
    return bool(injected.pattern.search(request.path) or injected.pattern.search(f"{request.path}?{query}"))
