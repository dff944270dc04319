"""Faults of the network: each has a sentence of its own, and none of a library's words."""

from __future__ import annotations

import contextlib
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest
import requests

from schemasync.core.errors import GitHubError, TargetError
from schemasync.github.check import Check, post_check
from schemasync.github.client import connect, explain
from schemasync.github.comment import Comments
from schemasync.migrations import target as target_module
from schemasync.migrations.target import read_target
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from tests.github.conftest import gh
from tests.github.standin import GitHubStandIn, faults

__all__ = ["gh"]
REPO, HEAD = "octo/app", "a" * 40
LIBRARY = (
    "Error(",
    "Exception",
    "urllib3",
    "HTTPConnectionPool",
    "Max retries",
    "<",
    "psycopg",
    "Traceback",
    "object at 0x",
)


@pytest.fixture(scope="module")
def server() -> Iterator[ShadowServer]:
    with embedded(tcp=True) as running:
        yield running


class Proxy:
    """Forwards to a server, and breaks as it is told: after so many bytes of the answers."""

    def __init__(self, port: int, fault: str, after: int = 0) -> None:
        self.port, self.fault, self.after = port, fault, after
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                self.open.append(client)
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        if self.fault == "silent":
            return
        if self.fault == "garbage":
            client.recv(100)
            client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            client.close()
            return
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)) as upstream:
            threading.Thread(target=self._copy, args=(client, upstream), daemon=True).start()
            sent = 0
            while data := upstream.recv(65536):
                if sent + len(data) > self.after >= 0:
                    self._break(client, data)
                    return
                sent += len(data)
                client.sendall(data)

    def _break(self, client: socket.socket, data: bytes) -> None:
        if self.fault == "reset":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()
        elif self.fault == "closed":
            client.sendall(data[: len(data) // 2])
            client.close()
        else:
            time.sleep(60)  # half open: nothing comes any more

    @staticmethod
    def _copy(source: socket.socket, goal: socket.socket) -> None:
        source.settimeout(0.05)  # a socket that another thread reads is not closed
        with contextlib.suppress(OSError):
            while True:
                try:
                    data = source.recv(65536)
                except TimeoutError:
                    continue
                if not data:
                    return
                goal.sendall(data)

    def close(self) -> None:
        self.listener.close()
        for client in self.open:
            client.close()


TARGET = {
    "reset at once": ("reset", 0, "closed the connection"),
    "closed at once": ("closed", 0, "closed the connection"),
    "silent": ("silent", 0, "the server does not answer"),
    "garbage": ("garbage", 0, "an encrypted connection could not be agreed on|cannot be reached: .*"),
    "reset in the catalogs": ("reset", 20_000, "the connection was lost"),
    "closed in the catalogs": ("closed", 20_000, "the connection was lost"),
    "half open": ("half open", 20_000, "did not answer within 2 s"),
}


@pytest.mark.parametrize("name", TARGET)
def test_the_target(server: ShadowServer, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fault, after, sentence = TARGET[name]
    monkeypatch.setattr(target_module, "DEADLINE", 2)
    monkeypatch.setattr("schemasync.postgres.connection.CONNECT_TIMEOUT", 2)
    proxy = Proxy(server.port, fault, after)
    password = server.admin_password
    url = f"postgresql://{ADMIN}:{password}@127.0.0.1:{proxy.listener.getsockname()[1]}/postgres?sslmode=prefer"
    started = time.monotonic()
    try:
        with pytest.raises(TargetError, match=sentence) as caught:
            read_target(url)
    finally:
        proxy.close()
    assert time.monotonic() - started < 10
    text = f"{caught.value.message} {caught.value.hint}"
    assert caught.value.hint
    assert password not in text
    assert not [word for word in LIBRARY if word in text], text


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://u:p4ssword@nowhere.invalid/x", "host name does not exist|name server"),
        ("postgresql://u:p4ssword@127.0.0.1:1/x", "nothing listens"),
        ("postgresql://u:p4ssword@127.0.0.1:{port}/postgres?sslmode=require", "encrypted connection"),
        ("postgresql://u:p4ssword@127.0.0.1:{port}/postgres", "password is wrong"),
    ],
)
def test_a_target_that_is_not_reached(server: ShadowServer, url: str, sentence: str) -> None:
    with pytest.raises(TargetError, match=sentence):
        read_target(url.format(port=server.port))


@pytest.fixture
def world(gh: GitHubStandIn, monkeypatch: pytest.MonkeyPatch) -> GitHubStandIn:
    monkeypatch.setattr("schemasync.github.client.PAUSE", 0.01)
    monkeypatch.setattr("schemasync.github.client.LONGEST_WAIT", 1.0)
    monkeypatch.setattr("schemasync.github.client.TIMEOUT", 1)
    gh.add_repository(REPO)
    gh.add_pull(REPO, number=7, head_sha=HEAD)
    gh.add_token("t", permissions={"checks": "write", "pull-requests": "read"})
    gh.add_token("poor", permissions={"contents": "read"})
    return gh


def refused(world: GitHubStandIn, token: str = "t", url: str = "") -> str:
    client = connect(token, url or world.url, REPO)
    object.__setattr__(client, "sleep", lambda _: None)
    check = Check(name="x", sha=HEAD, conclusion="success", title="t", summary="s", key="k")
    with pytest.raises(GitHubError) as caught:
        post_check(client, check, ())
    text = f"{caught.value.message} ({caught.value.hint})"
    assert not [word for word in LIBRARY if word in text], text
    return text


GITHUB = {
    "primary limit": (faults.primary_limit(403, reset_in=3600), 1, r"primary rate limit.*after that"),
    "primary limit 429": (faults.primary_limit(429, reset_in=3600), 1, r"primary rate limit"),
    "secondary limit": (faults.secondary_limit(403, 3600), 4, r"3600 seconds.*secondary rate limit"),
    "storm of 502": (faults.status(502), 4, r"answered 502 each time.*githubstatus"),
    "storm of 503 pages": (faults.status(503, "<html>busy</html>"), 4, r"answered 503 each time"),
    "closed": (faults.close_before(), 4, r"closed the connection before it answered"),
    "storm of 503 with a long pause": (
        faults.status(503, "busy", {"Retry-After": "3600"}),
        4,
        r"answered 503 each time",
    ),
    "limit without an end": (
        faults.status(
            403, {"message": "API rate limit exceeded"}, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9" * 17}
        ),
        4,
        r"primary rate limit",
    ),
    "locked": (
        faults.status(403, {"message": "Unable to create comment because issue is locked."}),
        1,
        r"locked.*unlock it",
    ),
    "archived": (faults.status(403, {"message": "Repository was archived so is read-only."}), 1, r"is archived"),
    "address": (
        faults.status(
            403,
            {
                "message": "Although you appear to have the correct authorization credentials, the `x` "
                "organization has an IP allow list enabled, and your IP address is not permitted to access this resource."
            },
        ),
        1,
        r"IP allow list lacks the address",
    ),
    "single sign-on": (
        faults.status(403, {"message": "Resource protected by organization SAML enforcement."}),
        1,
        r"authorize the token",
    ),
    "moved": (
        faults.status(301, "", {"Location": "https://127.0.0.1/elsewhere"}),
        4,
        r"at another address.*GITHUB_API_URL",
    ),
    "expired token": (faults.status(401, {"message": "Bad credentials"}), 1, r"does not know the token \(401\).*renew"),
}


@pytest.mark.parametrize("name", GITHUB)
def test_github(world: GitHubStandIn, name: str) -> None:
    fault, times, sentence = GITHUB[name]
    world.inject("POST", "/check-runs$", fault, times=times)
    text = refused(world)
    assert re.search(sentence, text), text
    assert "checks: write" not in text, "no permission is missing"


@pytest.mark.parametrize("code", [403, 429, 500, 503])
def test_a_pause_that_github_asks_for_is_limited(
    world: GitHubStandIn, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GitHub may ask for hours, and a read that is repeated waits a minute at most."""
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    world.inject("GET", "/comments$", faults.status(code, {"message": "busy"}, {"Retry-After": "36000"}))
    Comments(connect("t", world.url, REPO), 7, "key").own()
    assert slept
    assert max(slept) <= 1


def test_a_refusal_of_another_kind_is_quoted(world: GitHubStandIn) -> None:
    """On one line, visible, and not at any length."""
    said = "Only\n::error::guests\x1b[31m " + "x" * 5000
    world.inject("POST", "/check-runs$", faults.status(403, {"message": said}))
    text = refused(world)
    assert "says: Only ::error::guests\\u001b[31m x" in text
    assert len(text) < 500


def test_a_missing_permission_is_told(world: GitHubStandIn) -> None:
    assert "checks: write" in refused(world, "poor")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [("http://127.0.0.1:1", "nothing listens"), ("http://nowhere.invalid", "name of its API|name server")],
)
def test_github_is_not_reached(world: GitHubStandIn, url: str, sentence: str) -> None:
    assert re.search(sentence, refused(world, url=url))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid (_ssl.c:1006)", "check the clock"),
        ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate", "authority"),
        ("[SSL: WRONG_VERSION_NUMBER] wrong version number", "encrypted connection"),
        ("('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))", "closed the connection"),
        ("Read timed out. (read timeout=15)", "did not answer in time"),
    ],
)  # fmt: skip
def test_words_of_libraries_are_not_repeated(words: str, sentence: str) -> None:
    error = explain(
        requests.exceptions.SSLError(words) if "SSL" in words else requests.ConnectionError(words), "post", "x"
    )
    assert sentence in f"{error.message} {error.hint}"
    assert not [word for word in LIBRARY if word in error.message]
