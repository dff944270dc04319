"""The two mutations of GitHub's GraphQL API that fold comments (docs: GraphQL reference, "Mutations")."""

from collections.abc import Mapping
from typing import Any

from .access import permit
from .state import State, Token
from .wire import Answer, ApiError, NotModelledError

PATH = "/graphql"
REASONS = {"ABUSE", "DUPLICATE", "OFF_TOPIC", "OUTDATED", "RESOLVED", "SPAM"}


def execute(state: State, token: Token, body: Mapping[str, Any]) -> Answer:
    """Fold or unfold the comment that the mutation names."""
    query, given = str(body.get("query", "")), body.get("variables", {}).get("input", {})
    permit(token, ("issues:write", "pull_requests:write"))
    if "{ minimizeComment(input: $input) { minimizedComment { isMinimized } }" in query:
        if given.keys() != {"subjectId", "classifier"} or given["classifier"] not in REASONS:
            raise ApiError(400, "Variable $input of type MinimizeCommentInput! was provided invalid value")
        state.comment(given["subjectId"]).minimized = given["classifier"]
        return Answer({"data": {"minimizeComment": {"minimizedComment": {"isMinimized": True}}}})
    if "{ unminimizeComment(input: $input) { unminimizedComment { isMinimized } }" in query:
        state.comment(given["subjectId"]).minimized = ""
        return Answer({"data": {"unminimizeComment": {"unminimizedComment": {"isMinimized": False}}}})
    raise NotModelledError(f"the GraphQL query {query}")
