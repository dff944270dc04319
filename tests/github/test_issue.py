"""The drift issue is found among others with as few requests as GitHub allows."""

from __future__ import annotations

from schemasync.github.client import connect
from schemasync.github.issue import LABEL, find_issue
from schemasync.github.state import Marker
from tests.github.standin import GitHubStandIn

REPO, KEY = "octo/app", "0123456789abcdef"


def test_no_issue_of_others_is_asked_for(gh: GitHubStandIn) -> None:
    """PyGithub asks again for an issue whose listing does not say whether it is a pull request: for ours alone."""
    gh.add_repository(REPO)
    gh.add_token("t", permissions={"issues": "write"})
    client = connect("t", gh.url, REPO)
    ours = client.repository.create_issue("Drift", body=f"{Marker(KEY)}\nbody", labels=[LABEL])
    for _ in range(3):
        gh.add_issue(REPO, labels=[LABEL])
    gh.requests.clear()
    found = find_issue(client, KEY)
    assert found is not None
    assert found.number == ours.number
    assert [request.operation for request in gh.requests] == ["issues/list-for-repo", "issues/get"]


def test_the_issue_of_a_personal_access_token_is_found_again(gh: GitHubStandIn) -> None:
    gh.add_repository(REPO)
    gh.add_token("t", permissions={"issues": "write"}, login="alice")
    client = connect("t", gh.url, REPO)
    ours = client.repository.create_issue("Drift", body=f"{Marker(KEY)}\nbody", labels=[LABEL])
    found = find_issue(client, KEY)
    assert found is not None
    assert found.number == ours.number
