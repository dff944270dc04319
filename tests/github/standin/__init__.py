"""A stateful stand-in for GitHub's REST API, checked against GitHub's own description.

    from tests.github.standin import GitHubStandIn, faults

The fixture `gh` (`tests/github/conftest.py`) is one that also checks that nothing went wrong.
"""

from . import faults
from .faults import Fault
from .github import GitHubStandIn
from .state import (
    ACTIONS_LOGIN,
    CheckRun,
    Comment,
    Issue,
    Pull,
    Repository,
)
from .wire import Request, Violation

__all__ = [
    "ACTIONS_LOGIN",
    "CheckRun",
    "Comment",
    "Fault",
    "GitHubStandIn",
    "Issue",
    "Pull",
    "Repository",
    "Request",
    "Violation",
    "faults",
]
