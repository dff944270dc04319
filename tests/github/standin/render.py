"""State in the form of GitHub's JSON documents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .description import Description
from .skeleton import filled
from .state import (
    Comment,
    Issue,
    Pull,
    Repository,
    ReviewComment,
    State,
    User,
)

Document = dict[str, Any]


def timestamp(moment: datetime | None) -> str | None:
    """ISO 8601, in UTC, with `Z`."""
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True, slots=True)
class Renderer:
    """`api`: the URL below which the REST API and the web site are."""

    description: Description
    state: State
    api: str

    def user(self, user: User) -> Document:
        """`simple-user`."""
        return self.filled("simple-user", self._identity(user), f"users/{user.login}")

    def me(self, user: User) -> Document:
        """`public-user`: what a token learns about its owner."""
        values = {**self._identity(user), "user_view_type": "public"}
        return self.filled("public-user", values, f"users/{user.login}")

    def repository(self, repository: Repository) -> Document:
        """`repository`."""
        values = {
            "id": repository.id, "name": repository.name, "full_name": repository.full_name,
            "owner": self.user(repository.owner), "html_url": self.page(repository),
        }  # fmt: skip
        return self.filled("repository", values, f"repos/{repository.full_name}")

    def label(self, repository: Repository, name: str) -> Document:
        """A label, as it stands in an issue."""
        return {
            "name": name,
            "color": repository.labels.get(name, "ededed"),
            "url": f"{self.url(repository)}/labels/{name}",
        }

    def issue(self, repository: Repository, issue: Issue) -> Document:
        """`issue`, a pull request's with `pull_request`."""
        url = f"{self.url(repository)}/issues/{issue.number}"
        values = {
            **self._issue_values(repository, issue),
            "url": url,
            "html_url": self.issue_page(repository, issue),
            "comments": sum(c.number == issue.number for c in repository.comments.values()),
            "comments_url": f"{url}/comments",
            "events_url": f"{url}/events",
            "labels_url": f"{url}/labels{{/name}}",
            "repository_url": self.url(repository),
        }
        if issue.pull is not None:
            links = {"url": f"{self.url(repository)}/pulls/{issue.number}"}
            page = self.issue_page(repository, issue)
            links |= {"html_url": page, "diff_url": f"{page}.diff", "patch_url": f"{page}.patch"}
            values["pull_request"] = links
        return self.filled("issue", values)

    def comment(self, repository: Repository, comment: Comment) -> Document:
        """`issue-comment`."""
        issue = repository.issues[comment.number]
        values = {
            "id": comment.id,
            "node_id": comment.node_id,
            "body": comment.body,
            "user": self.user(comment.author),
            "created_at": timestamp(comment.created_at),
            "updated_at": timestamp(comment.updated_at),
            "url": f"{self.url(repository)}/issues/comments/{comment.id}",
            "html_url": f"{self.issue_page(repository, issue)}#issuecomment-{comment.id}",
            "issue_url": f"{self.url(repository)}/issues/{comment.number}",
            "author_association": "NONE",
        }
        return self.filled("issue-comment", values)

    def review_comment(self, repository: Repository, comment: ReviewComment) -> Document:
        """`pull-request-review-comment`."""
        pull = f"{self.url(repository)}/pulls/{comment.number}"
        page = self.issue_page(repository, repository.issues[comment.number])
        url = f"{self.url(repository)}/pulls/comments/{comment.id}"
        moment = timestamp(comment.created_at)
        values = {
            "id": comment.id, "body": comment.body, "user": self.user(comment.author), "path": comment.path,
            "commit_id": comment.commit, "original_commit_id": comment.commit, "line": comment.last,
            "original_line": comment.last, "start_line": comment.first, "side": "RIGHT", "created_at": moment,
            "updated_at": moment, "url": url, "pull_request_url": pull, "html_url": f"{page}#discussion_r{comment.id}",
            "author_association": "NONE", "diff_hunk": "@@ -0,0 +1 @@", "pull_request_review_id": None,
            "_links": {name: {"href": link} for name, link in (("self", url), ("html", page), ("pull_request", pull))},
        }  # fmt: skip
        if comment.in_reply_to is not None:
            values["in_reply_to_id"] = comment.in_reply_to
        return self.filled("pull-request-review-comment", values)

    def pull(self, repository: Repository, issue: Issue, pull: Pull, schema: str) -> Document:
        """`pull-request` or `pull-request-simple`."""
        url = f"{self.url(repository)}/pulls/{issue.number}"
        page = self.issue_page(repository, issue)
        comments = f"{self.url(repository)}/issues/{issue.number}/comments"
        values = {
            **self._issue_values(repository, issue),
            "url": url,
            "html_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "issue_url": f"{self.url(repository)}/issues/{issue.number}",
            "comments_url": comments,
            "commits_url": f"{url}/commits",
            "review_comments_url": f"{url}/comments",
            "review_comment_url": f"{self.url(repository)}/pulls/comments{{/number}}",
            "statuses_url": f"{self.url(repository)}/statuses/{pull.head_sha}",
            "head": self._side(pull.head_repository, pull.head_ref, pull.head_sha),
            "base": self._side(repository.full_name, pull.base_ref, pull.base_sha),
            "author_association": "NONE",
        }
        links = {"self": url, "html": page, "issue": values["issue_url"], "comments": comments}
        links |= {"commits": values["commits_url"], "statuses": values["statuses_url"]}
        links |= {"review_comments": values["review_comments_url"]}
        links |= {"review_comment": values["review_comment_url"]}
        values["_links"] = {name: {"href": link} for name, link in links.items()}
        return self.filled(schema, values)

    def content(self, repository: Repository, path: str, kind: str) -> Document:
        """An entry of `content-directory`."""
        url, page = f"{self.url(repository)}/contents/{path}", f"{self.page(repository)}/blob/main/{path}"
        links = {"self": url, "git": url, "html": page}
        return {
            "type": kind, "size": 0 if kind == "dir" else 10, "name": path.rpartition("/")[2], "path": path,
            "sha": "0" * 40, "url": url, "git_url": url, "html_url": page,
            "download_url": None if kind == "dir" else page, "_links": links,
        }  # fmt: skip

    def commit(self, repository: Repository, sha: str) -> Document:
        """`commit`."""
        url, page = f"{self.url(repository)}/commits/{sha}", f"{self.page(repository)}/commit/{sha}"
        parents = [
            {"sha": each, "url": f"{self.url(repository)}/commits/{each}"} for each in repository.parents.get(sha, ())
        ]
        values = {"sha": sha, "url": url, "html_url": page, "comments_url": f"{url}/comments", "parents": parents}
        return self.filled("commit", values)

    def changed_file(self, repository: Repository, status: str, path: str) -> Document:
        """`diff-entry`."""
        page = f"{self.page(repository)}/blob/main/{path}"
        return {
            "sha": "0" * 40, "filename": path, "status": status, "additions": 1, "deletions": 0, "changes": 1,
            "blob_url": page, "raw_url": page, "contents_url": f"{self.url(repository)}/contents/{path}",
        }  # fmt: skip

    def issue_page(self, repository: Repository, issue: Issue) -> str:
        """The web page of an issue or pull request."""
        folder = "issues" if issue.pull is None else "pull"
        return f"{self.page(repository)}/{folder}/{issue.number}"

    def url(self, repository: Repository) -> str:
        """A repository's URL in the API."""
        return f"{self.api}/repos/{repository.full_name}"

    def page(self, repository: Repository) -> str:
        """A repository's web page."""
        return f"{self.api}/{repository.full_name}"

    def filled(self, schema: str, values: dict[str, Any], place: str | None = None) -> Document:
        """A document of that schema; see `skeleton.filled`."""
        return filled(self.description, schema, values, self.api, place)

    def _identity(self, user: User) -> Document:
        page = f"apps/{user.login.removesuffix('[bot]')}" if user.is_app else user.login
        return {
            "id": user.id,
            "login": user.login,
            "type": "Bot" if user.is_app else "User",
            "html_url": f"{self.api}/{page}",
            "avatar_url": f"{self.api}/avatars/{user.id}",
        }

    def _issue_values(self, repository: Repository, issue: Issue) -> Document:
        """Fields that issues and pull requests have in common."""
        return {
            "id": issue.id,
            "number": issue.number,
            "title": issue.title,
            "body": issue.body,
            "user": self.user(issue.author),
            "state": issue.state,
            "labels": [self.label(repository, name) for name in issue.labels],
            "created_at": timestamp(issue.created_at),
            "updated_at": timestamp(issue.updated_at),
            "closed_at": timestamp(issue.closed_at),
        }

    def _side(self, full_name: str, ref: str, sha: str) -> Document:
        """`head` or `base`."""
        repository = self.state.repository(full_name)
        return {
            "label": f"{repository.owner.login}:{ref}",
            "ref": ref,
            "sha": sha,
            "user": self.user(repository.owner),
            "repo": self.repository(repository),
        }
