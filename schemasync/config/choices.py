"""Values that options can have and that code asks for by name."""

from __future__ import annotations

from enum import StrEnum


class CommentMode(StrEnum):
    """When to comment on the pull request (`comment`)."""

    ALWAYS = "always"
    ON_FINDINGS = "on-findings"
    CHANGES = "changes"
    NEVER = "never"


class CleanComment(StrEnum):
    """Treatment of an earlier comment once there is nothing to say (`clean-comment`)."""

    EDIT = "edit"
    MINIMIZE = "minimize"
    DELETE = "delete"


class FailOn(StrEnum):
    """A cause for which a run fails (`fail-on`)."""

    DEFAULT = "default"
    DRIFT = "drift"
    NEW_DRIFT = "new-drift"
    APPLIED_EDITED = "applied-edited"
    SECURITY = "security"
    BREAKING = "breaking"
    PENDING_FAILURE = "pending-failure"
    PUSH_REFUSES = "push-refuses"
    RULES = "rules"
    DECLARED = "declared"
    NEVER = "never"
