"""Primary and secondary rate limits (docs: "Rate limits for the REST API")."""

import math
import time
from collections import deque
from dataclasses import dataclass, field

from .access import ANONYMOUS
from .state import Token
from .wire import ApiError

HOUR = 3600.0
WRITES = frozenset({"POST", "PATCH", "PUT", "DELETE"})
CONTENT_LIMIT = (
    "You have exceeded a secondary rate limit and have been temporarily blocked from content"
    " creation. Please retry your request again later."
)


@dataclass(slots=True)
class Budget:
    """Requests that a token may still make before `reset` (seconds since the epoch)."""

    limit: int
    used: int
    reset: float

    @property
    def remaining(self) -> int:
        """Never below zero."""
        return max(self.limit - self.used, 0)

    def headers(self) -> dict[str, str]:
        """As on every reply of GitHub."""
        return {
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(self.remaining),
            "x-ratelimit-used": str(self.used),
            "x-ratelimit-reset": str(math.ceil(self.reset)),
            "x-ratelimit-resource": "core",
        }

    def document(self) -> dict[str, int]:
        """As in `GET /rate_limit`."""
        return {
            "limit": self.limit,
            "used": self.used,
            "remaining": self.remaining,
            "reset": math.ceil(self.reset),
        }


@dataclass(slots=True)
class Limits:
    """The limits of all tokens. Tests may lower `content_per_window`, or shorten the window."""

    content_per_window: int = 80
    content_window: float = 60.0
    _budgets: dict[str, Budget] = field(default_factory=dict)
    _writes: dict[str, deque[float]] = field(default_factory=dict)

    def leave(self, token: str, remaining: int, *, reset_in: float = HOUR) -> None:
        """Leaves a token so many requests, until the reset in so many seconds."""
        self._budgets[token] = Budget(1000, 1000 - remaining, time.time() + reset_in)

    def budget(self, token: Token) -> Budget:
        """A token's budget, renewed if its time has come."""
        found = self._budgets.get(token.value)
        if found is None or found.reset <= time.time():
            found = Budget(_limit(token), 0, time.time() + HOUR)
            self._budgets[token.value] = found
        return found

    def spend(self, token: Token, method: str) -> None:
        """Counts a request; 403 once a limit is passed."""
        budget = self.budget(token)
        if budget.remaining == 0:
            kind = "installation" if token.user.is_app else "user"
            raise ApiError(403, f"API rate limit exceeded for {kind} ID {token.user.id}.")
        budget.used += 1
        if method in WRITES:
            self._spend_content(token)

    def refund(self, token: Token) -> None:
        """A reply 304 costs nothing."""
        self.budget(token).used -= 1

    def _spend_content(self, token: Token) -> None:
        writes = self._writes.setdefault(token.value, deque())
        moment = time.monotonic()
        while writes and writes[0] <= moment - self.content_window:
            writes.popleft()
        if len(writes) >= self.content_per_window:
            free_in = writes[0] + self.content_window - moment
            raise ApiError(403, CONTENT_LIMIT, headers={"Retry-After": str(math.ceil(free_in))})
        writes.append(moment)


def _limit(token: Token) -> int:
    if token is ANONYMOUS:
        return 60
    return 1000 if token.user.is_app else 5000
