"""Migrations of the base branch and of other pull requests, where GitHub answers and where it fails."""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path

import pytest

from schemasync.config.other_branches import OtherBranches, OtherPull
from schemasync.github.client import connect
from schemasync.github.event import read_event
from schemasync.github.other_branches import MOST_PULLS, TIME_LIMIT, BranchQuery, added_files, read_other_branches
from tests.github.standin import GitHubStandIn, faults

REPO, FOLDER = "octo/app", "supabase/migrations"
QUERY = BranchQuery("main", FOLDER, 7)


@pytest.fixture
def world(gh: GitHubStandIn) -> GitHubStandIn:
    gh.add_repository(REPO)
    gh.add_token("t", permissions={"pull-requests": "write", "contents": "read"})
    gh.add_pull(REPO, number=7, head_sha="a" * 40)
    gh.add_files(REPO, *(f"{FOLDER}/{name}" for name in ("1_a.sql", "2_b.sql", "notes.md", "sub/3_c.sql")), "README.md")
    gh.add_pull(REPO, number=8, head_sha="b" * 40)
    gh.add_pull(REPO, number=9, head_sha="c" * 40)
    gh.change_files(REPO, 8, f"{FOLDER}/4_d.sql", f"{FOLDER}/sub/5_e.sql", "app/6_f.sql")
    gh.change_files(REPO, 8, f"{FOLDER}/1_a.sql", status="modified")
    gh.change_files(REPO, 9, "README.md")
    return gh


def ask(world: GitHubStandIn, query: BranchQuery = QUERY) -> OtherBranches:
    return read_other_branches(connect("t", world.url, REPO, retries=False), query)


def test_a_good_day(world: GitHubStandIn) -> None:
    found = ask(world)
    assert found == OtherBranches("main", frozenset({"1_a.sql", "2_b.sql"}), (OtherPull(8, ("4_d.sql",)),))
    assert found.place_of("4_d.sql") == "pull request #8"
    assert (found.place_of("2_b.sql"), found.place_of("9_x.sql")) == ("main", "")


def test_a_merge_queue_asks_for_the_base_branch_alone(world: GitHubStandIn, tmp_path: Path) -> None:
    (tmp_path / "event.json").write_text(
        json.dumps({"merge_group": {"head_sha": "d" * 40, "base_ref": "refs/heads/main"}}), encoding="utf-8"
    )
    event = read_event({"GITHUB_EVENT_NAME": "merge_group", "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
                        "GITHUB_SHA": "e" * 40})  # fmt: skip
    assert (event.base, event.sha, event.pull) == ("main", "d" * 40, None)
    found = ask(world, BranchQuery(event.base, FOLDER, event.pull))
    assert (found.files, found.pulls) == (frozenset({"1_a.sql", "2_b.sql"}), ())


CONTENTS, PULLS, FILES = r"/contents/", r"/pulls\?", r"/pulls/8/files"


@pytest.mark.parametrize("fault", [
    faults.status(500), faults.status(403, {"message": "Resource not accessible by integration"}), faults.primary_limit(),
    faults.secondary_limit(), faults.close_before(), faults.truncated(), faults.invalid_json(), faults.slow(2.5),
    faults.status(404, {"message": "Not Found"}),
], ids=["500", "403", "limit", "secondary", "closed", "cut", "garbled", "slow", "404"])  # fmt: skip
def test_a_bad_day(world: GitHubStandIn, fault: faults.Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question that fails is one sentence, soon; the other one is answered."""
    monkeypatch.setattr("schemasync.github.client.PAUSE", 0.01)
    if fault.delay:
        monkeypatch.setattr("schemasync.github.client.SHORT_TIMEOUT", 2)
    started = time.monotonic()
    world.inject("GET", CONTENTS, fault, times=2)
    found = ask(world)
    world.clear_faults()
    assert found.files is None
    (note,) = found.notes
    assert "main" in note
    assert "\n" not in note
    assert [pull.number for pull in found.pulls] == [8]
    world.inject("GET", FILES, fault, times=2)
    found = ask(world)
    world.clear_faults()
    assert (found.files, found.pulls) == (frozenset({"1_a.sql", "2_b.sql"}), ())
    (note,) = found.notes
    assert "other open pull requests" in note
    assert time.monotonic() - started < 60


def test_permissions(world: GitHubStandIn) -> None:
    world.add_token("t", permissions={"pull-requests": "read"})
    found = ask(world)
    assert found.files is None
    (note,) = found.notes
    assert note.startswith("Could not read the migrations of the branch main: GitHub refused the token (403)")
    assert note.endswith("give the job the permission `contents: read`.")
    world.add_token("t", permissions={"contents": "read"})
    found = ask(world)
    assert "`pull-requests: read`" in found.notes[0]


def test_many(world: GitHubStandIn) -> None:
    for number in range(100, 100 + MOST_PULLS + 5):
        world.add_pull(REPO, number=number, head_sha=f"{number:040}")
        world.change_files(REPO, number, f"{FOLDER}/{number}_x.sql")
    found = ask(world)
    assert [pull.number for pull in found.pulls] == list(range(124, 104, -1))
    assert found.notes == (
        f"Only the {MOST_PULLS} newest of the other pull requests were looked at for migrations: more are open.",
    )
    times = itertools.chain([0.0, 1.0], itertools.repeat(TIME_LIMIT + 1))
    late = read_other_branches(connect("t", world.url, REPO, retries=False), QUERY, lambda: next(times))
    assert len(late.pulls) == 1
    assert "Only the 1 newest" in late.notes[0]


def test_a_folder_that_is_longer_than_a_listing(world: GitHubStandIn) -> None:
    world.add_files(REPO, *(f"{FOLDER}/{number}_x.sql" for number in range(1000, 2000)))
    found = ask(world)
    assert found.files is None
    assert "1,000" in found.notes[0]


def test_files_with_another_content(world: GitHubStandIn, tmp_path: Path) -> None:
    """The listing names git's objects: a file of the checkout with another one was changed, and one that it lacks was added."""
    for name in ("1_a.sql", "7_new.sql"):
        (tmp_path / name).write_text("SELECT 1;", encoding="utf-8")
    found = ask(world, BranchQuery("main", FOLDER, None, tmp_path))
    assert found.changed == {"1_a.sql"}
    assert added_files(tmp_path, found) == {"7_new.sql"}
    assert added_files(tmp_path, OtherBranches("main")) == frozenset()
