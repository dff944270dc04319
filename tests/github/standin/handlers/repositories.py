"""The repository itself, the token's owner, and the token's rate limit."""

from tests.github.standin.access import ANONYMOUS
from tests.github.standin.routes import Call, route
from tests.github.standin.wire import Answer, ApiError


@route("repos/get")
def get(call: Call) -> Answer:
    """The repository."""
    return Answer(call.render.repository(call.repository, "full-repository"))


@route("users/get-authenticated")
def me(call: Call) -> Answer:
    """The token's owner; GITHUB_TOKEN has none that may be asked for."""
    if call.token is ANONYMOUS:
        raise ApiError(401, "Requires authentication")
    if call.token.user.is_app:
        raise ApiError(403, "Resource not accessible by integration")
    return Answer(call.render.me(call.token.user))


@route("rate-limit/get")
def rate_limit(call: Call) -> Answer:
    """Free of charge."""
    rate = call.budget.document()
    return Answer({"resources": {"core": rate, "search": rate}, "rate": rate})
