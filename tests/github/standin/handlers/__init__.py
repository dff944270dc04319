"""One function for each operation; importing the package registers them all."""

from . import checks, comments, issues, pulls, repositories, review_comments

__all__ = ["checks", "comments", "issues", "pulls", "repositories", "review_comments"]
