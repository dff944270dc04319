"""Who may do what: tokens, and the permissions that each operation needs.

Which permission an operation needs is GitHub's table "Permissions required for GitHub Apps"
(github/docs, `server-to-server-permissions.json`). Reading needs the permission in public
repositories too: `GET /issues/1` with only `pull-requests: write` was refused in one
(commit-check/commit-check-action#143).
"""

from collections.abc import Iterable, Mapping

from .state import Repository, State, Token, User
from .wire import ApiError, not_found

ANONYMOUS = Token("", User(0, ""), {}, None)
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
    """The token of an `Authorization: token X` or `Bearer X`; 401 for one that nobody issued."""
    if header is None:
        return ANONYMOUS
    scheme, _, value = header.partition(" ")
    token = state.tokens.get(value)
    if scheme.lower() not in ("token", "bearer") or token is None:
        raise ApiError(401, "Bad credentials")
    return token


def visible(repository: Repository, token: Token) -> Repository:
    """404 for a private repository that the token doesn't reach."""
    if repository.private and (token is ANONYMOUS or not _reaches(token, repository)):
        raise not_found()
    return repository


def permit(token: Token, repository: Repository, needs: Iterable[str]) -> None:
    """401 or 403, unless the token has one of `needs`, such as `issues:write`."""
    wanted = [need.split(":") for need in needs]
    if token is ANONYMOUS:
        if any(level == "read" for _, level in wanted):
            return
        raise ApiError(401, "Requires authentication")
    if token.permissions is None and _reaches(token, repository):
        return
    has = token.permissions or {} if _reaches(token, repository) else {"metadata": "read"}
    if any(LEVELS[has.get(name, "none")] >= LEVELS[level] for name, level in wanted):
        return
    kind = "integration" if token.user.is_app else "personal access token"
    accepted = "; ".join(f"{name}={level}" for name, level in wanted)
    raise ApiError(
        403,
        f"Resource not accessible by {kind}",
        headers={"X-Accepted-GitHub-Permissions": accepted},
    )


def require_app(token: Token) -> None:
    """Only apps write checks (docs: `POST /check-runs`)."""
    if not token.user.is_app:
        raise ApiError(403, "You must authenticate via a GitHub App.")


def _reaches(token: Token, repository: Repository) -> bool:
    return token.repositories is None or repository.full_name.lower() in token.repositories
