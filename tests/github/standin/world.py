"""Objects that tests put into the stand-in and look at, before and after the client acted."""

import hashlib
import re
from collections.abc import Collection, Mapping
from threading import RLock

from .access import checked_permissions
from .state import (
    ACTIONS_LOGIN,
    CheckRun,
    Comment,
    Issue,
    Pull,
    Repository,
    State,
    Token,
    now,
)

SHA = re.compile(r"[0-9a-f]{40}")


class World:
    """The state, by convenient names; every method may be called while the server answers."""

    def __init__(self, state: State, lock: RLock) -> None:
        self._state = state
        self._lock = lock

    def add_token(
        self,
        value: str,
        *,
        login: str = ACTIONS_LOGIN,
        permissions: Mapping[str, str] | None = None,
    ) -> None:
        """Issues a token.

        `login` ending in `[bot]` makes it an app's, like GITHUB_TOKEN. `permissions`, such as
        `{"pull-requests": "write"}`: what is not named is not granted; None grants everything.
        """
        token = Token(value, self._state.user(login), checked_permissions(permissions))
        with self._lock:
            self._state.tokens[value] = token

    def add_repository(self, full_name: str) -> Repository:
        """Makes a repository with one commit on its default branch."""
        with self._lock:
            owner = self._state.user(full_name.partition("/")[0])
            repository = Repository(id=self._state.next_id(), full_name=full_name, owner=owner, default_branch="main")
            self._state.add_repository(repository)
            self.push(full_name, "main", hashlib.sha1(full_name.encode(), usedforsecurity=False).hexdigest())
            return repository

    def push(self, repository: str, branch: str, sha: str, *, merges: str | None = None) -> None:
        """A new commit on a branch, which may merge another one; open pull requests from that branch get it as their head."""
        if not SHA.fullmatch(sha):
            raise ValueError(f"a commit has 40 hexadecimal digits, not {sha!r}")
        with self._lock:
            source = self._state.repository(repository)
            parents = [*filter(None, (source.branches.get(branch), merges))]
            source.branches[branch] = sha
            source.commits.add(sha)
            source.parents[sha] = parents
            source.history.setdefault(branch, []).extend([merges, sha] if merges else [sha])
            for issue in source.issues.values():
                if issue.pull and issue.state == "open" and issue.pull.head_ref == branch:
                    issue.pull.head_sha = sha

    def add_files(self, repository: str, *paths: str, branch: str = "main") -> None:
        """Files on a branch, by their paths."""
        with self._lock:
            self._state.repository(repository).files.setdefault(branch, []).extend(paths)

    def change_files(self, repository: str, number: int, *paths: str, status: str = "added") -> None:
        """Files that a pull request changes."""
        with self._lock:
            _, pull = self._state.repository(repository).pull(number)
            pull.files.extend((status, path) for path in paths)

    def add_issue(
        self, repository: str, *, number: int | None = None, title: str = "An issue", author: str = "octocat",
        labels: Collection[str] = (),
    ) -> Issue:  # fmt: skip
        """Opens an issue; the number is the next one unless given."""
        with self._lock:
            target = self._state.repository(repository)
            moment = now()
            issue = Issue(
                id=self._state.next_id(), number=number or target.next_number(), title=title, body=None,
                author=self._state.user(author), created_at=moment, updated_at=moment, labels=list(labels),
            )  # fmt: skip
            if issue.number in target.issues:
                raise ValueError(f"{repository} has a number {issue.number}")
            target.labels.update(dict.fromkeys(labels, "ededed"))
            target.issues[issue.number] = issue
            return issue

    def add_pull(self, repository: str, *, head_sha: str, number: int | None = None) -> Issue:
        """Opens a pull request from a branch of the repository, `feature-N`."""
        with self._lock:
            target = self._state.repository(repository)
            issue = self.add_issue(repository, number=number, title="A pull request")
            branch, base = f"feature-{issue.number}", target.default_branch
            issue.pull = Pull(
                head_sha=head_sha, head_ref=branch, head_repository=target.full_name,
                base_ref=base, base_sha=target.branches[base],
            )  # fmt: skip
            self.push(repository, branch, head_sha)
            return issue

    def add_comment(self, repository: str, number: int, body: str, *, author: str = "octocat") -> Comment:
        """Comments on an issue or pull request."""
        with self._lock:
            target = self._state.repository(repository)
            moment = now()
            comment = Comment(
                id=self._state.next_id(), number=target.issues[number].number, body=body,
                author=self._state.user(author), created_at=moment, updated_at=moment,
            )  # fmt: skip
            target.comments[comment.id] = comment
            return comment

    def repository(self, full_name: str) -> Repository:
        """A repository's state."""
        return self._state.repository(full_name)

    def comments(self, repository: str, number: int) -> list[Comment]:
        """The comments on an issue or pull request, oldest first."""
        with self._lock:
            comments = self._state.repository(repository).comments.values()
            return [comment for comment in comments if comment.number == number]

    def issues(self, repository: str) -> list[Issue]:
        """The issues that are no pull requests, oldest first."""
        with self._lock:
            issues = self._state.repository(repository).issues.values()
            return [issue for issue in issues if issue.pull is None]

    def check_runs(self, repository: str, sha: str | None = None) -> list[CheckRun]:
        """The check runs, oldest first, of one commit or of all."""
        with self._lock:
            runs = self._state.repository(repository).check_runs.values()
            return [run for run in runs if sha in (None, run.head_sha)]
