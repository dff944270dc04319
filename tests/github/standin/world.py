"""Objects that tests put into the stand-in and look at, before and after the client acted."""

import hashlib
import re
from collections.abc import Collection, Mapping
from datetime import datetime
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
        repositories: Collection[str] | None = None,
    ) -> None:
        """Issues a token.

        `login` ending in `[bot]` makes it an app's, like GITHUB_TOKEN. `permissions`, such as
        `{"pull-requests": "write"}`: what is not named is not granted; None grants everything.
        `repositories`: what the token reaches; None is all.
        """
        reached = None if repositories is None else frozenset(r.lower() for r in repositories)
        user = self._state.user(login)
        token = Token(value, user, checked_permissions(permissions), reached)
        with self._lock:
            self._state.tokens[value] = token

    def add_repository(
        self,
        full_name: str,
        *,
        default_branch: str = "main",
        private: bool = False,
        fork: bool = False,
        archived: bool = False,
        has_issues: bool = True,
    ) -> Repository:
        """Makes a repository with one commit on its default branch."""
        with self._lock:
            repository = Repository(
                id=self._state.next_id(),
                full_name=full_name,
                owner=self._state.user(full_name.partition("/")[0]),
                default_branch=default_branch,
                private=private,
                fork=fork,
                archived=archived,
                has_issues=has_issues,
            )
            self._state.add_repository(repository)
            self.push(full_name, default_branch, _sha(full_name))
            return repository

    def push(self, repository: str, branch: str, sha: str) -> None:
        """A new commit on a branch; open pull requests from that branch get it as their head."""
        if not SHA.fullmatch(sha):
            raise ValueError(f"a commit has 40 hexadecimal digits, not {sha!r}")
        with self._lock:
            source = self._state.repository(repository)
            source.branches[branch] = sha
            source.commits.add(sha)
            for target in self._state.repositories:
                for issue in target.issues.values():
                    pull = issue.pull
                    head = (pull.head_repository, pull.head_ref) if pull else None
                    if pull and issue.state == "open" and head == (source.full_name, branch):
                        self._set_head(target, issue, pull, sha)

    def add_files(self, repository: str, *paths: str, branch: str = "main") -> None:
        """Files on a branch, by their paths."""
        with self._lock:
            self._state.repository(repository).files.setdefault(branch, []).extend(paths)

    def change_files(self, repository: str, number: int, *paths: str, status: str = "added") -> None:
        """Files that a pull request changes."""
        with self._lock:
            pull = self._state.repository(repository).issues[number].pull
            if pull is None:
                raise ValueError(f"{repository}#{number} is no pull request")
            pull.files.extend((status, path) for path in paths)

    def add_issue(
        self,
        repository: str,
        *,
        title: str = "An issue",
        body: str | None = None,
        author: str = "octocat",
        number: int | None = None,
        state: str = "open",
        labels: Collection[str] = (),
        created_at: datetime | None = None,
    ) -> Issue:
        """Opens an issue; the number is the next one unless given."""
        with self._lock:
            target = self._state.repository(repository)
            moment = created_at or now()
            issue = Issue(
                id=self._state.next_id(),
                number=number or target.next_number(),
                title=title,
                body=body,
                author=self._state.user(author),
                created_at=moment,
                updated_at=moment,
                state=state,
                closed_at=moment if state == "closed" else None,
                labels=list(labels),
            )
            if issue.number in target.issues:
                raise ValueError(f"{repository} has a number {issue.number}")
            for label in labels:
                target.labels.setdefault(label, "ededed")
            target.issues[issue.number] = issue
            return issue

    def add_pull(
        self,
        repository: str,
        *,
        head_sha: str,
        number: int | None = None,
        head_ref: str | None = None,
        base_ref: str | None = None,
        fork: bool = False,
        title: str = "A pull request",
        body: str | None = None,
        author: str = "octocat",
        state: str = "open",
        draft: bool = False,
    ) -> Issue:
        """Opens a pull request, with `fork` from the author's fork, which is made if need be."""
        with self._lock:
            target = self._state.repository(repository)
            source = self._fork(target, author) if fork else target.full_name
            issue = self.add_issue(repository, title=title, body=body, author=author, number=number, state=state)
            branch = head_ref or f"feature-{issue.number}"
            base = base_ref or target.default_branch
            issue.pull = Pull(
                head_sha=head_sha,
                head_ref=branch,
                head_repository=source,
                base_ref=base,
                base_sha=target.branches[base],
                merge_commit_sha="",
                draft=draft,
            )
            self.push(source, branch, head_sha)
            self._set_head(target, issue, issue.pull, head_sha)
            return issue

    def add_comment(
        self,
        repository: str,
        number: int,
        body: str,
        *,
        author: str = "octocat",
        created_at: datetime | None = None,
    ) -> Comment:
        """Comments on an issue or pull request."""
        with self._lock:
            target = self._state.repository(repository)
            moment = created_at or now()
            comment = Comment(
                id=self._state.next_id(),
                number=target.issues[number].number,
                body=body,
                author=self._state.user(author),
                created_at=moment,
                updated_at=moment,
            )
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

    def _set_head(self, repository: Repository, issue: Issue, pull: Pull, sha: str) -> None:
        """The repository has the commits of `refs/pull/N/head` and `refs/pull/N/merge`."""
        pull.head_sha = sha
        pull.merge_commit_sha = _sha(f"{repository.full_name} merge {issue.number} {sha}")
        repository.commits |= {sha, pull.merge_commit_sha}

    def _fork(self, parent: Repository, owner: str) -> str:
        full_name = f"{owner}/{parent.name}"
        if full_name.lower() not in {r.full_name.lower() for r in self._state.repositories}:
            self.add_repository(full_name, fork=True)
        return full_name


def _sha(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
