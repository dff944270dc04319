"""Suggestions are review comments at their lines: each once, and gone when they no longer apply."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemasync.core.errors import GitHubError
from schemasync.github.client import Client, connect
from schemasync.github.suggestions import Suggestion, post_suggestions
from tests.github.standin import GitHubStandIn, faults
from tests.github.standin.state import ReviewComment

REPO, HEAD, KEY = "octo/app", "a" * 40, "0123456789abcdef"
PATH = "supabase/migrations/2_b.sql"
INDEX = Suggestion(PATH, 1, 1, "SHARE on public.t: blocks writes", "CREATE INDEX CONCURRENTLY i ON public.t (a);")
CHECK = Suggestion(PATH, 3, 4, "it reads all @rows", "ALTER TABLE public.t\n  ADD CHECK (a <> '```') NOT VALID;")
POST = r"/pulls/\d+/comments$"


@pytest.fixture
def client(gh: GitHubStandIn) -> Client:
    gh.add_repository(REPO)
    gh.add_pull(REPO, number=7, head_sha=HEAD)
    gh.change_files(REPO, 7, PATH)
    gh.add_token("t", permissions={"pull-requests": "write"})
    return replace(connect("t", gh.url, REPO), sleep=lambda _: None)


def comments(gh: GitHubStandIn) -> list[ReviewComment]:
    return list(gh.repository(REPO).review_comments.values())


def test_a_suggestion_is_made_once(gh: GitHubStandIn, client: Client) -> None:
    """On the lines that it stands for, in a fence that its text cannot close; a later run finds it."""
    post_suggestions(client, 7, KEY, HEAD, [INDEX, CHECK])
    post_suggestions(client, 7, KEY, HEAD, [replace(INDEX, first=2, last=2), CHECK])
    one, two = comments(gh)
    assert [(each.first, each.last, each.path, each.commit) for each in (one, two)] == [
        (None, 1, PATH, HEAD),
        (3, 4, PATH, HEAD),
    ]
    assert f"```suggestion\n{INDEX.text}\n```" in one.body
    assert f"````suggestion\n{CHECK.text}\n````" in two.body
    assert "@rows" not in two.body


def test_what_no_longer_applies_is_deleted(gh: GitHubStandIn, client: Client) -> None:
    """Unless somebody answered; those of other workflows and of strangers stay."""
    post_suggestions(client, 7, "f" * 16, HEAD, [INDEX])
    post_suggestions(client, 7, KEY, HEAD, [INDEX, CHECK, replace(CHECK, text="another")])
    other, first, second, third = comments(gh)
    state = gh.repository(REPO).review_comments
    state[1] = replace(second, id=1, body="why?", in_reply_to=second.id)
    state[2] = replace(third, id=2, author=replace(third.author, login="stranger"))
    post_suggestions(client, 7, KEY, HEAD, [])
    assert {each.id for each in comments(gh)} == {other.id, second.id, 1, 2}
    post_suggestions(client, 7, KEY, HEAD, [INDEX])
    assert first.body in [each.body for each in comments(gh) if each.id not in (other.id, second.id, 1, 2)]


def test_lines_and_tokens_that_take_none(gh: GitHubStandIn, client: Client) -> None:
    """A line that the pull request does not change leaves the others as they are; a token that may only read does nothing."""
    post_suggestions(client, 7, KEY, HEAD, [replace(INDEX, path="supabase/migrations/1_a.sql"), INDEX])
    assert [each.path for each in comments(gh)] == [PATH]
    assert "must be part of the diff" in gh.take_violations()[0]
    gh.add_token("r", permissions={"pull-requests": "read"})
    post_suggestions(connect("r", gh.url, REPO), 7, KEY, HEAD, [CHECK])
    assert len(comments(gh)) == 1


def test_a_lost_answer_makes_no_second_one(gh: GitHubStandIn, client: Client) -> None:
    """Nor do two runs at the same moment, once a later one has looked."""
    gh.inject("POST", POST, faults.commit_then(502))
    post_suggestions(client, 7, KEY, HEAD, [INDEX])
    [one] = comments(gh)
    gh.repository(REPO).review_comments[1] = replace(one, id=1)
    post_suggestions(client, 7, KEY, HEAD, [INDEX])
    assert len(comments(gh)) == 1


def test_comments_that_cannot_be_read(gh: GitHubStandIn, client: Client) -> None:
    gh.inject("GET", r"/pulls/7/comments", faults.status(500), times=9)
    with pytest.raises(GitHubError, match="suggest changes on the pull request"):
        post_suggestions(client, 7, KEY, HEAD, [INDEX])
    gh.clear_faults()
