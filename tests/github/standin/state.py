"""State of the stand-in: users, tokens, repositories and everything in them."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .wire import ApiError, InvalidError, not_found

# The real ids: github.com/apps/github-actions and its user.
ACTIONS_LOGIN, ACTIONS_USER, ACTIONS_APP = "github-actions[bot]", 41_898_282, 15_368
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

    @property
    def app_id(self) -> int:
        """The id of the app itself, which is another one than its account's."""
        return ACTIONS_APP if self.login == ACTIONS_LOGIN else self.id


@dataclass(frozen=True, slots=True)
class Token:
    """A credential; `permissions` None is everything, `repositories` None is all."""

    value: str = field(repr=False)
    user: User
    permissions: Mapping[str, str] | None
    repositories: frozenset[str] | None


@dataclass(slots=True, kw_only=True)
class Pull:
    """Fields that a pull request has beyond an issue; `head_repository` None is a deleted fork.

    `files`: (status, path) of what it changes.
    """

    head_sha: str
    head_ref: str
    head_repository: str | None
    base_ref: str
    base_sha: str
    merge_commit_sha: str
    draft: bool = False
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
    state_reason: str | None = None
    closed_at: datetime | None = None
    labels: list[str] = field(default_factory=list)
    assignees: list[str] = field(default_factory=list)
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
    """A repository; `labels` maps names to colours, `branches` names to commits, `files` branches to paths."""

    id: int
    full_name: str
    owner: User
    default_branch: str
    private: bool = False
    fork: bool = False
    archived: bool = False
    has_issues: bool = True
    commits: set[str] = field(default_factory=set)
    branches: dict[str, str] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    check_runs: dict[int, CheckRun] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The part after the slash."""
        return self.full_name.partition("/")[2]

    def issue(self, number: int) -> Issue:
        """An issue or pull request. Raises 404, and 410 where issues are switched off."""
        issue = self.issues.get(number)
        if issue is None or issue.pull is None:
            self.require_issues()
        if issue is None:
            raise not_found()
        return issue

    def require_issues(self) -> None:
        """410 where issues are switched off: they can't be made or read; listing finds none."""
        if not self.has_issues:
            raise ApiError(410, "Issues has been disabled in this repository.")

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

    @property
    def repositories(self) -> Iterable[Repository]:
        """All of them."""
        return self._repositories.values()

    def repository(self, full_name: str) -> Repository:
        """The repository of that name, or 404."""
        try:
            return self._repositories[full_name.lower()]
        except KeyError:
            raise not_found() from None

    def pulls_with_head(self, repository: Repository, sha: str) -> list[Issue]:
        """Open pull requests from the repository's own branches with that head.

        GitHub doesn't associate a fork's commits with the pull request, neither in check runs and
        workflow runs nor in `commits/{sha}/pulls` (HypothesisWorks/hypothesis#4840).
        """
        return [
            issue
            for issue in repository.issues.values()
            if issue.pull is not None
            and issue.state == "open"
            and issue.pull.head_sha == sha
            and issue.pull.head_repository == repository.full_name
        ]
