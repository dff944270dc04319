"""One function for each operation; importing the package registers them all."""

from . import checks, comments, issues, pulls, repositories

__all__ = ["checks", "comments", "issues", "pulls", "repositories"]
