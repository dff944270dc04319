"""The clients of the stand-in's own tests: PyGithub, and a bare one for what it can't send."""

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from types import TracebackType
from typing import Any, Self

from github import Auth, Github, GithubRetry

from tests.github.standin import GitHubStandIn


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply; `document` is None if it has no JSON."""

    status: int
    headers: dict[str, str]
    document: Any
    body: bytes


class Plain:
    """One connection, kept alive."""

    def __init__(self, gh: GitHubStandIn, token: str | None = "t") -> None:
        self._connection = HTTPConnection("127.0.0.1", gh.port, timeout=10)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def __call__(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answered:
        """Sends a request; `body` as JSON, unless it is bytes."""
        content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        sent = self._headers | (headers or {})
        self._connection.request(method, path, content, sent)
        response = self._connection.getresponse()
        body = response.read()
        names = {name.lower(): value for name, value in response.getheaders()}
        is_json = names.get("content-type", "").startswith("application/json")
        return Answered(response.status, names, json.loads(body) if is_json else None, body)


def pygithub(url: str, token: str = "t", retry: GithubRetry | None = None) -> Github:
    """PyGithub without pauses, which repeats only what it is told to, and asks for an object when an attribute is read."""
    return Github(
        base_url=url,
        auth=Auth.Token(token),
        retry=retry,
        lazy=True,
        seconds_between_requests=None,
        seconds_between_writes=None,
    )
