"""Explain why a request to GitHub failed, and what to do, without quoting a library's text."""

from __future__ import annotations

import datetime as dt
import re
import time

import requests
from github.GithubException import GithubException, RateLimitExceededExceedsMaxWait

from schemasync.core.text import line

TRANSIENT = (429, 500, 502, 503, 504)
MALFORMED = (TypeError, ValueError, LookupError, AttributeError, AssertionError, RuntimeError, ArithmeticError)
"""Exceptions that PyGithub raises for an answer that does not follow GitHub's description."""
UNAUTHORIZED, FORBIDDEN, MISSING, INVALID, TOO_MANY = 401, 403, 404, 422, 429
LATER = "run the job again later"
STATUS_PAGE = "see https://www.githubstatus.com, and run the job again later"

LONGEST_QUOTE = 200
"""Most characters of GitHub's own message that a reason quotes."""
_NUMBER = re.compile("[0-9]{1,10}")
_REFUSALS: tuple[tuple[str, str, str], ...] = (
    ("is locked", "the conversation is locked", "unlock it, or set `comment: never`"),
    ("was archived", "the repository is archived, so that nothing can be posted", "unarchive it"),
    ("ip allow list", "the organization's IP allow list lacks the address of the runner", "add it, or use another runner"),
    ("saml", "the organization requires single sign-on, for which the token is not authorized",
     "authorize the token for the organization, or use `github-token: ${{ github.token }}`"),
)  # fmt: skip
"""(part of GitHub's message in lower case, reason, next step) of refusals that no permission of the job ends."""
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
    reset = header_number(error, "x-ratelimit-reset")
    return header_number(error, "x-ratelimit-remaining") == 0 and (reset or 0) > time.time() + seconds


def header_number(error: Exception, name: str) -> int | None:
    """A header of GitHub's answer that is a whole number of at most ten digits, or None; `name` is in lower case."""
    headers = {known.lower(): value for known, value in (getattr(error, "headers", None) or {}).items()}
    text = str(headers.get(name, ""))
    return int(text) if _NUMBER.fullmatch(text) else None


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
    if "redirected" in str(error):  # PyGithub follows no redirection to another host or protocol
        return "GitHub's API is at another address", "check GITHUB_API_URL, and proxies of the runner"
    return "GitHub's answer could not be read", LATER


def _limit(error: Exception) -> tuple[str, str]:
    """Explain the primary rate limit (requests in an hour) or the secondary one (requests in a short time)."""
    text = str(getattr(error, "data", "") or error).lower()
    if "secondary" in text or "abuse" in text:
        wait = header_number(error, "retry-after")
        after = "for a few minutes" if wait is None else f"for {wait} seconds"
        return f"GitHub refuses further requests {after}: too many in a short time (secondary rate limit)", LATER
    reset = header_number(error, "x-ratelimit-reset")
    until = "" if reset is None else f" until {dt.datetime.fromtimestamp(reset, dt.UTC):%H:%M} UTC"
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
    said = _message(error)
    if status == FORBIDDEN:
        return _refusal(said, permission)
    if status == MISSING:
        return f"GitHub refused the token ({status})", f"give the job the permission `{permission}`"
    if status in TRANSIENT:
        return f"GitHub answered {status} each time", STATUS_PAGE
    return f"GitHub answered {status} {said}".rstrip(), "" if status == INVALID else LATER


def _refusal(said: str, permission: str) -> tuple[str, str]:
    """Explain a 403: a permission is missing, or GitHub says otherwise."""
    low = said.lower()
    for part, reason, hint in _REFUSALS:
        if part in low:
            return f"GitHub refused the request ({FORBIDDEN}): {reason}", hint
    if not said or "not accessible by" in low:
        return f"GitHub refused the token ({FORBIDDEN})", f"give the job the permission `{permission}`"
    return (
        f"GitHub refused the request ({FORBIDDEN}) and says: {said}",
        f"if nothing else explains it, give the job the permission `{permission}`",
    )


def _message(error: GithubException) -> str:
    """GitHub's own message on one line, without the full stop at its end."""
    said = error.data.get("message") if isinstance(error.data, dict) else ""
    return line(str(said or ""))[:LONGEST_QUOTE].rstrip(" .")
