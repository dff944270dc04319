"""Connect to GitHub's API with bounded retries; repeat a creation only if its result is not found."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import requests
from github import Auth, Github, GithubRetry
from github.GithubException import GithubException, RateLimitExceededExceedsMaxWait
from github.Repository import Repository

from schemasync.core.errors import GitHubError
from schemasync.core.text import capitalized
from schemasync.github.fault_reason import MALFORMED, TRANSIENT, header_number, is_rate_limit, is_used_up, reason_of

T = TypeVar("T")

ATTEMPTS = 4
PAUSE = 0.5
"""Seconds before the second attempt."""
LONGEST_WAIT = 60.0
"""Most seconds to wait for a rate limit to end."""
TIMEOUT = 15
"""Seconds to wait for an answer."""
SHORT_TIMEOUT = 4
"""The same for requests whose answers are optional."""
FAILURES = (GithubException, requests.RequestException, *MALFORMED)
"""Exceptions of PyGithub and requests when GitHub refuses, does not answer, or answers nonsense."""


@dataclass(frozen=True, slots=True)
class Client:
    """A connection to one repository.

    Attributes:
        repository: lazy; no request is made for it.
        pause: seconds of the first pause between attempts; each further one is twice as long.
        sleep: how to wait.
        known: answers that stay the same: `login`, the token's own user.
    """

    github: Github
    repository: Repository
    pause: float
    sleep: Callable[[float], None] = field(default=time.sleep)
    known: dict[str, str] = field(default_factory=dict)

    def create(self, make: Callable[[], T], find: Callable[[], T | None]) -> T:
        """Create something exactly once.

        A request that fails may still have taken effect, so it is repeated only if `find` does not find its result.

        Args:
            make: sends the request.
            find: looks for the result.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return make()
            except FAILURES as error:
                if attempt == ATTEMPTS or not transient(error):
                    raise
                self.sleep(self._wait(error, attempt))
            found = find()
            if found is not None:
                return found
        raise AssertionError("unreachable")

    def until_readable(self, send: Callable[[], T]) -> T:
        """Send a request that may take effect twice, again while the answer cannot be read, as that of a proxy."""
        for attempt in range(1, ATTEMPTS):
            try:
                return send()
            except MALFORMED as error:
                self.sleep(self._wait(error, attempt))
        return send()

    def _wait(self, error: Exception, attempt: int) -> float:
        asked = header_number(error, "retry-after")
        if asked is not None:
            return min(float(asked), LONGEST_WAIT)
        return self.pause * (1 << (attempt - 1)) * (1 + random.random())  # noqa: S311


def connect(token: str, api_url: str, repository: str, *, retries: bool = True) -> Client:
    """A client for one repository.

    Args:
        token: of the run.
        api_url: of GitHub or of a GitHub Enterprise Server.
        repository: `owner/name`.
        retries: wait for rate limits and repeat failed requests; otherwise give up soon, for answers that are optional.
    """
    longest = LONGEST_WAIT if retries else 0
    retry = GithubRetry(
        total=ATTEMPTS if retries else 1,
        backoff_factor=PAUSE,
        backoff_jitter=PAUSE,
        status_forcelist=list(TRANSIENT),
        allowed_methods=["GET", "PATCH", "DELETE"],
        secondary_rate_wait=longest,
        max_rate_limit_wait=longest,
        respect_retry_after_header=retries,
        retry_after_max=int(longest),
    )
    github = Github(
        auth=Auth.Token(token),
        base_url=api_url.rstrip("/"),
        retry=retry,
        timeout=TIMEOUT if retries else SHORT_TIMEOUT,
        per_page=100,
        lazy=True,
        seconds_between_requests=None,
        seconds_between_writes=None,
        user_agent="schemasync",
    )
    return Client(github, github.get_repo(repository), PAUSE)


def transient(error: Exception) -> bool:
    """Whether the same request may succeed if it is repeated soon."""
    if isinstance(error, RateLimitExceededExceedsMaxWait):
        return False
    if isinstance(error, GithubException):
        return (error.status in TRANSIENT or is_rate_limit(error)) and not is_used_up(error, LONGEST_WAIT)
    return isinstance(error, (requests.RequestException, *MALFORMED))


def explain(error: Exception, what: str, permission: str) -> GitHubError:
    """Convert an exception of a library to an error with a reason and the next step.

    Args:
        error: of PyGithub or requests.
        what: the action that failed (`comment on the pull request`).
        permission: as in a workflow (`pull-requests: write`).
    """
    reason, hint = reason_of(error, permission)
    return GitHubError(f"could not {what}: {reason}", hint)


def sentence_of(error: GitHubError) -> str:
    """The error and its hint as one sentence."""
    text = capitalized(error.message)
    return f"{text}: {error.hint}." if error.hint else f"{text}."
