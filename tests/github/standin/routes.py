"""Which function answers which operation, and what such a function is given."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from .render import Renderer
from .state import Issue, Repository, State, Token
from .wire import Answer, NotModelledError, Request

PAGE, LARGEST_PAGE = 30, 100
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """A request that passed: its values, typed as the description says."""

    request: Request
    token: Token
    state: State
    render: Renderer
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Mapping[str, Any]

    @property
    def repository(self) -> Repository:
        """The repository that the path names."""
        return self.state.repository(f"{self.path['owner']}/{self.path['repo']}")

    def page(self, items: Sequence[T]) -> tuple[Sequence[T], dict[str, str]]:
        """The page that was asked for, and its `Link` header (docs: "Using pagination")."""
        size = min(max(self.query.get("per_page", PAGE), 1), LARGEST_PAGE)
        number = max(self.query.get("page", 1), 1)
        last = max(math.ceil(len(items) / size), 1)
        pages = {"prev": number - 1, "next": number + 1, "last": last, "first": 1}
        if number == 1:
            del pages["prev"], pages["first"]
        if number >= last:
            del pages["next"], pages["last"]
        links = [f'<{self._page_url(page)}>; rel="{rel}"' for rel, page in pages.items()]
        headers = {"Link": ", ".join(links)} if links else {}
        return items[(number - 1) * size : number * size], headers

    def _page_url(self, page: int) -> str:
        query = {**dict(self.request.query), "page": str(page)}
        return f"{self.render.api}{self.request.path}?{urlencode(query)}"


Handler = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """`needs`: permissions of which one is enough; `on_pull`: also enough on pull requests.

    `models`: the query and body keys that the handler heeds; any other is not modelled.
    """

    handler: Handler
    needs: tuple[str, ...]
    on_pull: tuple[str, ...]
    models: frozenset[str]
    only_apps: bool


ROUTES: dict[str, Route] = {}


def route(
    operation: str,
    *,
    needs: str = "metadata:read",
    on_pull: str | None = None,
    models: str = "",
    only_apps: bool = False,
) -> Callable[[Handler], Handler]:
    """Registers the function that answers an operation; words are separated by blanks."""

    def register(handler: Handler) -> Handler:
        ROUTES[operation] = Route(
            handler,
            needs=tuple(needs.split()),
            on_pull=(on_pull,) if on_pull else (),
            models=frozenset(models.split()),
            only_apps=only_apps,
        )
        return handler

    return register


def require_newest_first(query: Mapping[str, Any]) -> None:
    """The only order of a list that the stand-in models, GitHub's default."""
    if (query.get("sort", "created"), query.get("direction", "desc")) != ("created", "desc"):
        raise NotModelledError("another order than newest first")


def by_creation(issue: Issue) -> tuple[datetime, int]:
    """Sort key; two issues may be made within one second."""
    return issue.created_at, issue.number
