"""One function for each operation; importing the package registers them all."""

from . import actions, checks, comments, issues, pulls, repositories

__all__ = ["actions", "checks", "comments", "issues", "pulls", "repositories"]
