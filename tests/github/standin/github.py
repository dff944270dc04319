"""`GitHubStandIn`: the stand-in as tests see it."""

from types import TracebackType
from typing import Self

from .description import Description
from .faults import Fault, Faults
from .server import Exchange, Server
from .service import Service
from .state import State
from .wire import Request, Violation
from .world import World

DESCRIPTION = Description()


class GitHubStandIn(World):
    """GitHub's REST API on 127.0.0.1, with a state that tests set up and look at.

        with GitHubStandIn() as gh:
            gh.add_repository("octo/app")
            gh.add_token("t", permissions={"pull-requests": "write"})
            client = github.Github(base_url=gh.url, auth=github.Auth.Token("t"))

    `host`: the address to listen on, for clients in containers. URLs in replies name the host that
    the client asked for, so several names work at once.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._service = Service(DESCRIPTION, State())
        super().__init__(self._service.state, self._service.lock)
        self._faults = Faults()
        self._exchange = Exchange(self._service, self._faults)
        self._host = host

    def __enter__(self) -> Self:
        self._server = Server((self._host, 0), self._exchange)
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()

    @property
    def port(self) -> int:
        """The port, chosen by the system."""
        return self._server.server_port

    @property
    def url(self) -> str:
        """The API's root, as GITHUB_API_URL has it on github.com."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def requests(self) -> list[Request]:
        """Every request so far, in the order of arrival."""
        return self._exchange.requests

    @property
    def violations(self) -> list[Violation]:
        """Violations; a test that expects some takes them with `take_violations`."""
        return self._service.violations

    def take_violations(self) -> list[str]:
        """The details of all violations so far, which are then forgotten: they were expected."""
        with self._lock:
            details = [violation.detail for violation in self.violations]
            self.violations.clear()
            return details

    def clear_faults(self) -> None:
        """Forget the faults that no request has met: the client did not try so often."""
        self._faults.clear()

    @property
    def faults_left(self) -> int:
        """Injected faults that no request has met: a test may have injected them in vain."""
        return self._faults.left

    def inject(self, method: str, path: str, fault: Fault, *, times: int = 1) -> None:
        """Lets the next `times` fitting requests go wrong.

        `path` is a regular expression, searched in the path and in path and query; `method` may be `*`.
        """
        self._faults.inject(method, path, fault, times)
