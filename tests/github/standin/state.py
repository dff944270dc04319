"""State of the stand-in: users, tokens, repositories and everything in them."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .wire import InvalidError, not_found

# The real id of the user of github.com/apps/github-actions.
ACTIONS_LOGIN, ACTIONS_USER = "github-actions[bot]", 41_898_282
# Ids on github.com no longer fit in 32 bits, and never equal an issue's number.
FIRST_ID = 3_000_000_001


def now() -> datetime:
    """GitHub's times have whole seconds: two things made in a row have the same."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class User:
    """An account; an app's ends in `[bot]`."""

    id: int
    login: str

    @property
    def is_app(self) -> bool:
        """A GitHub App's account, such as the one behind GITHUB_TOKEN."""
        return self.login.endswith("[bot]")


@dataclass(frozen=True, slots=True)
class Token:
    """A credential; `permissions` None is everything."""

    value: str = field(repr=False)
    user: User
    permissions: Mapping[str, str] | None


@dataclass(slots=True, kw_only=True)
class Pull:
    """Fields that a pull request has beyond an issue; `files`: (status, path) of each that it changes."""

    head_sha: str
    head_ref: str
    head_repository: str
    base_ref: str
    base_sha: str
    files: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Issue:
    """An issue or, with `pull`, a pull request: one sequence of numbers, as on GitHub."""

    id: int
    number: int
    title: str
    body: str | None
    author: User
    created_at: datetime
    updated_at: datetime
    state: str = "open"
    closed_at: datetime | None = None
    labels: list[str] = field(default_factory=list)
    pull: Pull | None = None


@dataclass(slots=True, kw_only=True)
class Comment:
    """A comment on the issue or pull request `number`."""

    id: int
    number: int
    body: str
    author: User
    created_at: datetime
    updated_at: datetime
    minimized: str = ""

    @property
    def node_id(self) -> str:
        """Identity in GraphQL."""
        return f"IC_{self.id}"


@dataclass(slots=True, kw_only=True)
class ReviewComment:
    """A comment on the lines from `first` to `last` of a file in the pull request `number`."""

    id: int
    number: int
    body: str
    author: User
    path: str
    commit: str
    first: int | None
    last: int
    created_at: datetime
    in_reply_to: int | None = None


@dataclass(slots=True, kw_only=True)
class CheckRun:
    """A check run with its annotations, in the order in which they came."""

    id: int
    name: str
    head_sha: str
    app: User
    started_at: str
    status: str = "queued"
    conclusion: str | None = None
    completed_at: str | None = None
    details_url: str | None = None
    external_id: str = ""
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    annotations: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Repository:
    """A repository; `labels` maps names to colours, `branches` names to commits, `files` branches to paths.

    `history` maps branches to the commits that can be reached from them, oldest first; `parents` maps commits to their parents.
    """

    id: int
    full_name: str
    owner: User
    default_branch: str
    commits: set[str] = field(default_factory=set)
    branches: dict[str, str] = field(default_factory=dict)
    history: dict[str, list[str]] = field(default_factory=dict)
    parents: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    check_runs: dict[int, CheckRun] = field(default_factory=dict)
    review_comments: dict[int, ReviewComment] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The part after the slash."""
        return self.full_name.partition("/")[2]

    def issue(self, number: int) -> Issue:
        """An issue or pull request; 404 if there is none."""
        issue = self.issues.get(number)
        if issue is None:
            raise not_found()
        return issue

    def pull(self, number: int) -> tuple[Issue, Pull]:
        """A pull request; 404 if there is none, or an issue has the number."""
        issue = self.issue(number)
        if issue.pull is None:
            raise not_found()
        return issue, issue.pull

    def commit(self, ref: str) -> str:
        """The commit that a SHA or a branch's name means; 422 if there is none."""
        sha = self.branches.get(ref.removeprefix("refs/").removeprefix("heads/"), ref)
        if sha not in self.commits:
            raise InvalidError(422, f"No commit found for SHA: {ref}")
        return sha

    def next_number(self) -> int:
        """Issues and pull requests share one sequence."""
        return max(self.issues, default=0) + 1


@dataclass(slots=True)
class State:
    """Everything. Owners' and repositories' names ignore case, as on GitHub."""

    tokens: dict[str, Token] = field(default_factory=dict)
    _users: dict[str, User] = field(default_factory=dict)
    _repositories: dict[str, Repository] = field(default_factory=dict)
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(FIRST_ID))

    def next_id(self) -> int:
        """A number that nothing else has."""
        return next(self._ids)

    def user(self, login: str) -> User:
        """The account of that name, made if it is new."""
        if login not in self._users:
            new = ACTIONS_USER if login == ACTIONS_LOGIN else self.next_id()
            self._users[login] = User(new, login)
        return self._users[login]

    def add_repository(self, repository: Repository) -> None:
        """Keeps a new repository."""
        self._repositories[repository.full_name.lower()] = repository

    def repository(self, full_name: str) -> Repository:
        """The repository of that name, or 404."""
        try:
            return self._repositories[full_name.lower()]
        except KeyError:
            raise not_found() from None

    def comment(self, node_id: str) -> Comment:
        """The comment of that identity, or 404."""
        comments = (each for repository in self._repositories.values() for each in repository.comments.values())
        found = next((each for each in comments if each.node_id == node_id), None)
        if found is None:
            raise not_found()
        return found
