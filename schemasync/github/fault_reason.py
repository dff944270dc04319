"""Explain why a request to GitHub failed, and what to do, without quoting a library's text."""

from __future__ import annotations

import datetime as dt
import re
import time

import requests
from github.GithubException import GithubException, RateLimitExceededExceedsMaxWait

TRANSIENT = (429, 500, 502, 503, 504)
MALFORMED = (TypeError, ValueError, KeyError, AttributeError, AssertionError, RuntimeError)
"""Exceptions that PyGithub raises for an answer that does not follow GitHub's description."""
UNAUTHORIZED, FORBIDDEN, MISSING, INVALID, TOO_MANY = 401, 403, 404, 422, 429
LATER = "run the job again later"
STATUS_PAGE = "see https://www.githubstatus.com, and run the job again later"

_CONNECTION: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("certificate is not yet valid", "certificate has expired"),
     "the certificate of its API is not valid at the time of this machine's clock", "check the clock of this machine"),
    (("certificate verify failed", "certificate_verify_failed"),
     "the certificate of its API is not signed by an authority that this machine trusts",
     "on GitHub Enterprise Server, install the authority on the runner; a proxy may have replaced the certificate"),
    (("sslerror", "ssl:", "tls"), "an encrypted connection could not be agreed on", "check proxies of the runner"),
    (("temporary failure in name resolution",),
     "the name server of this machine does not answer", "run the job again, and check the runner's DNS"),
    (("nameresolutionerror", "failed to resolve", "name or service not known", "getaddrinfo"),
     "the name of its API is not known", "check GITHUB_API_URL and the runner's DNS"),
    (("connection refused", "errno 111"), "nothing listens at its address", "check GITHUB_API_URL, and proxies of the runner"),
    (("connection reset", "remote end closed", "connection aborted", "remotedisconnected", "incompleteread", "broken pipe"),
     "it closed the connection before it answered", "run the job again"),
    (("timed out", "timeout"), "it did not answer in time", STATUS_PAGE),
    (("proxyerror", "proxy"), "the proxy refuses the connection", "check the runner's proxy"),
)  # fmt: skip
"""(parts of messages of requests, urllib3 and the system in lower case, reason, next step)."""


def is_rate_limit(error: GithubException) -> bool:
    """Whether GitHub refuses because of too many requests: it answers 403 or 429 to both of its limits."""
    return error.status == TOO_MANY or (error.status == FORBIDDEN and "rate limit" in str(error.data).lower())


def is_used_up(error: GithubException, seconds: float) -> bool:
    """Whether the primary rate limit is used up for longer than this many seconds."""
    headers = _headers(error)
    reset = headers.get("x-ratelimit-reset", "")
    return headers.get("x-ratelimit-remaining") == "0" and reset.isdigit() and int(reset) > time.time() + seconds


def _headers(error: Exception) -> dict[str, str]:
    return {name.lower(): value for name, value in (getattr(error, "headers", None) or {}).items()}


def reason_of(error: Exception, permission: str) -> tuple[str, str]:
    """The reason, which completes "could not …: ", and the next step.

    Args:
        error: of PyGithub or requests.
        permission: that the request needs, as in a workflow (`pull-requests: write`).
    """
    if isinstance(error, RateLimitExceededExceedsMaxWait) or (
        isinstance(error, GithubException) and is_rate_limit(error)
    ):
        return _limit(error)
    if isinstance(error, GithubException) and error.status:
        return _answer(error, permission)
    if isinstance(error, requests.exceptions.RetryError):
        found = re.search(r"too many (\d{3}) error responses", str(error))
        answers = f"answered {found[1]} each time" if found else "answered with errors each time"
        return f"GitHub {answers}", STATUS_PAGE
    if isinstance(error, requests.RequestException):
        low = f"{type(error).__name__} {error}".lower()
        for parts, reason, hint in _CONNECTION:
            if any(part in low for part in parts):
                return f"GitHub cannot be reached: {reason}", hint
        return "GitHub cannot be reached", STATUS_PAGE
    return "GitHub's answer could not be read", LATER


def _limit(error: Exception) -> tuple[str, str]:
    """Explain the primary rate limit (requests in an hour) or the secondary one (requests in a short time)."""
    headers = _headers(error)
    text = str(getattr(error, "data", "") or error).lower()
    if "secondary" in text or "abuse" in text:
        wait = headers.get("retry-after", "")
        after = f"for {wait} seconds" if wait.isdigit() else "for a few minutes"
        return f"GitHub refuses further requests {after}: too many in a short time (secondary rate limit)", LATER
    reset = headers.get("x-ratelimit-reset", "")
    until = f" until {dt.datetime.fromtimestamp(int(reset), dt.UTC):%H:%M} UTC" if reset.isdigit() else ""
    return (
        f"the token's requests of this hour are used up{until} (primary rate limit)",
        "run the job again after that; jobs with the same token share the limit",
    )


def _answer(error: GithubException, permission: str) -> tuple[str, str]:
    status = error.status
    if status == UNAUTHORIZED:
        return (
            "GitHub does not know the token (401): it has expired, was revoked, or is no token",
            "use `github-token: ${{ github.token }}`, or renew the token; one of an app lives for an hour",
        )
    if status in (FORBIDDEN, MISSING):
        return f"GitHub refused the token ({status})", f"give the job the permission `{permission}`"
    if status in TRANSIENT:
        return f"GitHub answered {status} each time", STATUS_PAGE
    said = error.data.get("message", "") if isinstance(error.data, dict) else ""
    return f"GitHub answered {status} {said}".rstrip(), "" if status == INVALID else LATER
