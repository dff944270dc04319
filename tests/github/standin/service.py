"""From a request to its reply: everything between the socket and the handlers."""

import json
import threading
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from . import graphql, handlers
from .access import authenticate, permit, require_app
from .description import Description, Operation
from .render import Renderer
from .routes import ROUTES, Call, Route
from .rules import invalid
from .state import Repository, State, Token
from .wire import (
    JSON_TYPE,
    Answer,
    ApiError,
    InvalidError,
    NotModelledError,
    Reply,
    Request,
    Violation,
    ViolationKind,
    encode,
    not_found,
)

DOCS = "https://docs.github.com/rest"
assert handlers  # importing it fills ROUTES


@dataclass(frozen=True, slots=True)
class Checked:
    """A request as the description types it, and the error that it deserves, if any."""

    operation: Operation | None = None
    path: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    error: ApiError | None = None

    @property
    def documentation_url(self) -> str:
        """Where GitHub's error replies point to."""
        return self.operation.documentation_url if self.operation else DOCS


@dataclass(slots=True)
class Service:
    """The API without its sockets; requests are performed one at a time."""

    description: Description
    state: State = field(default_factory=State)
    violations: list[Violation] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def perform(self, request: Request, host: str) -> Reply:
        """Performs a request that came for `http://host`."""
        with self.lock:
            return self._perform(request, host)

    def _perform(self, request: Request, host: str) -> Reply:
        if (request.method, request.path) == ("POST", graphql.PATH):
            return self._graphql(request)
        checked = self._check(request)
        try:
            token = authenticate(self.state, request.headers.get("authorization"))
            answer = self._answer(request, checked, token, host)
        except ApiError as error:
            self._note(error, request)
            answer = error.answer(checked.documentation_url)
        except Exception:  # noqa: BLE001 - a bug of the stand-in must not look like a dead server
            self._record("crash", request, traceback.format_exc())
            answer = ApiError(500, "the stand-in failed").answer(checked.documentation_url)
        return self._reply(request, checked, answer)

    def _graphql(self, request: Request) -> Reply:
        request.operation = "graphql"
        try:
            token = authenticate(self.state, request.headers.get("authorization"))
            answer = graphql.execute(self.state, token, _parsed(request.body))
        except ApiError as error:
            self._note(error, request)
            answer = error.answer(DOCS)
        return Reply(answer.status, {**answer.headers, "Content-Type": JSON_TYPE}, encode(answer.document))

    def _check(self, request: Request) -> Checked:
        """Compares a request with the description, also one that is refused for other reasons."""
        matched = self.description.match(request.method, request.path)
        if matched is None:
            self._record("request", request, "no operation of openapi.json")
            return Checked()
        operation, texts = matched
        request.operation = operation.id
        path, in_path = self.description.check_parameters(operation, "path", texts)
        query, in_query = self.description.check_parameters(operation, "query", dict(request.query))
        try:
            body = _parsed(request.body)
            given = request.body or operation.body_required
            in_body = self.description.check_body(operation, body) if given else []
        except ApiError as error:
            return self._refused(Checked(operation, path, query), request, error)
        checked = Checked(operation, path, query, body)
        problems = [*in_path, *in_query, *in_body]
        if not problems:
            return checked
        return self._refused(checked, request, invalid("\n".join(problems)))

    def _refused(self, checked: Checked, request: Request, error: ApiError) -> Checked:
        """Notes the error; it is answered only if the token may do such a thing at all."""
        self._note(error, request)
        return replace(checked, error=ApiError(error.status, error.message))

    def _answer(self, request: Request, checked: Checked, token: Token, host: str) -> Answer:
        operation, path = checked.operation, checked.path
        if operation is None:
            raise not_found()
        route = ROUTES[operation.id]
        if "owner" in path:
            repository = self.state.repository(f"{path['owner']}/{path['repo']}")
            self._admit(route, token, repository, path)
        if checked.error is not None:
            raise checked.error
        unheeded = (checked.query.keys() | checked.body.keys()) - route.models
        if unheeded:
            raise NotModelledError(f"{sorted(unheeded)} of {operation.id}")
        render = Renderer(self.description, self.state, f"http://{host}")
        return route.handler(Call(request, token, self.state, render, path, checked.query, checked.body))

    def _admit(self, route: Route, token: Token, repository: Repository, path: Mapping[str, Any]) -> None:
        if route.only_apps:
            require_app(token)
        on_pull = route.on_pull if _addresses_pull(repository, path) else ()
        permit(token, (*route.needs, *on_pull))

    def _reply(self, request: Request, checked: Checked, answer: Answer) -> Reply:
        problems = self.description.check_reply(checked.operation, answer.status, answer.document)
        for problem in problems:
            self._record("reply", request, f"{answer.status}: {problem}")
        if problems:
            answer = ApiError(500, "the stand-in failed").answer(checked.documentation_url)
        body = b"" if answer.document is None else encode(answer.document)
        return Reply(answer.status, {**answer.headers, **({"Content-Type": JSON_TYPE} if body else {})}, body)

    def _note(self, error: ApiError, request: Request) -> None:
        if error.violation is not None:
            details = [error.message, *(each["message"] for each in error.errors or ())]
            self._record(error.violation, request, "\n".join(details))

    def _record(self, kind: ViolationKind, request: Request, detail: str) -> None:
        operation = request.operation or f"{request.method} {request.path}"
        self.violations.append(Violation(kind, operation, detail))


def _parsed(body: bytes) -> dict[str, Any]:
    """A request's JSON body; 400 for what isn't an object in well-formed Unicode."""
    try:
        document = json.loads(body or b"{}")
        encode(document)
    except ValueError:
        raise InvalidError(400, "Problems parsing JSON") from None
    if not isinstance(document, dict):
        raise InvalidError(400, "Body should be a JSON object")
    return document


def _addresses_pull(repository: Repository, path: Mapping[str, Any]) -> bool:
    """Whether a request means a pull request's issue or comment; unknown ones are let through."""
    number = path.get("issue_number")
    comment = repository.comments.get(path.get("comment_id", 0))
    issue = repository.issues.get(comment.number if comment else number or 0)
    return issue is None or issue.pull is not None
