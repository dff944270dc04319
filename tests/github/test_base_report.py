"""The base branch's last report, as far as time allows to look for it."""

from __future__ import annotations

import itertools

from schemasync.github.base_report import TIME_LIMIT, read_base_report
from schemasync.github.client import connect
from tests.github.standin import GitHubStandIn

REPO = "octo/app"


def test_a_long_list_of_merged_commits(gh: GitHubStandIn) -> None:
    """The time counts while commits are listed, too, of which none may be the branch's own."""
    main = gh.add_repository(REPO)
    gh.add_token("t", permissions={"checks": "read", "contents": "read", "issues": "read"})
    gh.push(REPO, "main", "e" * 40)
    merged = [f"{number:040}" for number in range(250)]
    main.commits.update(merged)
    main.history["main"][1:1] = merged
    times = itertools.chain([0.0] * 5, itertools.repeat(TIME_LIMIT + 1))
    found = read_base_report(connect("t", gh.url, REPO, retries=False), "main", "c", "k", lambda: next(times))
    assert found.report is None
    assert len([request for request in gh.requests if request.path.endswith("/commits")]) == 1
