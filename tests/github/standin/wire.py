"""Messages between client and stand-in, and notes about them: requests, replies, errors, violations."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

JSON_TYPE = "application/json; charset=utf-8"

ViolationKind = Literal["request", "reply", "not modelled", "crash"]


@dataclass(slots=True)
class Request:
    """One request as it came in, in the order of arrival.

    `path` has no query; `headers` have names in lower case; `raw` holds every byte that the client sent, for tests that
    look for secrets. `status` of the reply is None as long as there is none, or if a fault closed the connection.
    """

    method: str
    target: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes
    raw: bytes = field(repr=False)
    operation: str | None = None
    status: int | None = None

    @property
    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply in bytes; of a body, only the first `cut` bytes are sent, then the line is closed."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer of a handler; None as `document` is a reply without a body."""

    document: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Violation:
    """A request or a reply that GitHub's description, or a rule written by hand, forbids.

    `not modelled`: GitHub knows it, the stand-in doesn't; `crash`: a bug of the stand-in.
    """

    kind: ViolationKind
    operation: str
    detail: str


class ApiError(Exception):
    """An error reply: status, message and details in GitHub's form."""

    violation: ViolationKind | None = None

    def __init__(
        self,
        status: int,
        message: str,
        *,
        errors: list[dict[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {message}")
        self.status = status
        self.message = message
        self.errors = errors
        self.headers = headers or {}

    def answer(self, documentation_url: str) -> Answer:
        """The reply. GitHub repeats the status in the body, as text."""
        document: dict[str, Any] = {
            "message": self.message,
            "documentation_url": documentation_url,
            "status": str(self.status),
        }
        if self.errors is not None:
            document["errors"] = self.errors
        return Answer(document, self.status, self.headers)


class InvalidError(ApiError):
    """A request that no correct client sends: noted as a violation and answered 4xx."""

    violation = "request"


class NotModelledError(ApiError):
    """A request that GitHub would serve, and the stand-in can't.

    Noted, and answered 422: clients repeat what is answered 501.
    """

    violation = "not modelled"

    def __init__(self, what: str) -> None:
        super().__init__(422, f"the stand-in does not model {what}")


def not_found() -> ApiError:
    """404, also GitHub's answer where a private thing may not be seen."""
    return ApiError(404, "Not Found")


def encode(document: Any) -> bytes:
    """JSON as GitHub sends it: UTF-8, not escaped."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
