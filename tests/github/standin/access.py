"""Who may do what: tokens, and the permissions that each operation needs.

Which permission an operation needs is GitHub's table "Permissions required for GitHub Apps"
(github/docs, `server-to-server-permissions.json`). Reading needs the permission in public
repositories too: `GET /issues/1` with only `pull-requests: write` was refused in one
(commit-check/commit-check-action#143).
"""

from collections.abc import Iterable, Mapping

from .state import State, Token
from .wire import ApiError

LEVELS = {"none": 0, "read": 1, "write": 2}
# What `permissions:` of a workflow may name (docs: workflow syntax), and what all tokens have.
NAMES = frozenset(
    {
        "actions",
        "attestations",
        "checks",
        "contents",
        "deployments",
        "discussions",
        "id_token",
        "issues",
        "metadata",
        "packages",
        "pages",
        "pull_requests",
        "security_events",
        "statuses",
    }
)


def checked_permissions(permissions: Mapping[str, str] | None) -> dict[str, str] | None:
    """Permissions as a workflow or the API spells them (`pull-requests`, `pull_requests`)."""
    if permissions is None:
        return None
    spelled = {name.replace("-", "_"): level for name, level in permissions.items()}
    for name, level in spelled.items():
        if name not in NAMES or level not in LEVELS:
            raise ValueError(f"GitHub has no permission {name}: {level}")
    return {**spelled, "metadata": "read"}


def authenticate(state: State, header: str | None) -> Token:
    """The token of an `Authorization: token X` or `Bearer X`; 401 without one that was issued."""
    scheme, _, value = (header or "").partition(" ")
    token = state.tokens.get(value)
    if scheme.lower() not in ("token", "bearer") or token is None:
        raise ApiError(401, "Bad credentials")
    return token


def permit(token: Token, needs: Iterable[str]) -> None:
    """403, unless the token has one of `needs`, such as `issues:write`."""
    wanted = [need.split(":") for need in needs]
    has = token.permissions
    if has is None or any(LEVELS[has.get(name, "none")] >= LEVELS[level] for name, level in wanted):
        return
    kind = "integration" if token.user.is_app else "personal access token"
    accepted = "; ".join(f"{name}={level}" for name, level in wanted)
    headers = {"X-Accepted-GitHub-Permissions": accepted}
    raise ApiError(403, f"Resource not accessible by {kind}", headers=headers)


def require_app(token: Token) -> None:
    """Only apps write checks (docs: `POST /check-runs`)."""
    if not token.user.is_app:
        raise ApiError(403, "You must authenticate via a GitHub App.")
