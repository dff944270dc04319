"""The image as the action: everything that a pull request gets, from a container that the runner would start."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from schemasync.postgres.docker import LABEL
from tests.container.conftest import HEAD, PULL, REPO, Network
from tests.container.engine import SUPABASE, docker
from tests.container.runner import RUNNER_UID, Job, Ran, unmasked
from tests.github.standin import ACTIONS_LOGIN, GitHubStandIn

TOKEN = "ghs_token0123456789"


@pytest.fixture
def job(tmp_path: Path, network: Network, gh: GitHubStandIn, image: str, target: str) -> Job:
    return Job(tmp_path / "work", network, f"http://{network.gateway}:{gh.port}")


@pytest.fixture
def password(target: str) -> str:
    return target.partition("postgres:")[2].partition("@")[0]


def verdict(ran: Ran) -> set[tuple[str, str, str]]:
    report = json.loads((ran.workspace / "schemasync-report/report.json").read_text())
    return {
        (finding["status"], finding["severity"], json.dumps(finding["ref"]))
        for problem in report["problems"]
        for finding in problem["findings"]
    }


def proven(ran: Ran) -> list[bool]:
    report = json.loads((ran.workspace / "schemasync-report/report.json").read_text())
    return [fix["proven"] for problem in report["problems"] for fix in problem["fixes"] if fix["sql"]]


def left_of(job: Job) -> list[str]:
    """Containers of the step and of its shadow."""
    listed = (
        docker("ps", "--all", "--quiet", "--filter", f"name={job.name}"),
        docker("ps", "--all", "--quiet", "--filter", f"label={LABEL}"),
    )
    return [name for text in listed for name in text.split()]


def test_pull_request(job: Job, gh: GitHubStandIn, target: str, password: str) -> None:
    ran = job.step(database_url=target, github_token=TOKEN)
    assert ran.code == 1, ran.log
    assert ran.outputs["status"] == "drift"
    assert ran.outputs["in-sync"] == "false"
    assert int(ran.outputs["drift-count"]) > 1
    assert "GRANT ALL" not in ran.log
    comments = gh.comments(REPO, PULL)
    assert [comment.author.login for comment in comments] == [ACTIONS_LOGIN]
    assert str(comments[0].id) in ran.outputs["comment-url"]
    (check,) = gh.check_runs(REPO)
    assert (check.head_sha, check.status, check.conclusion) == (HEAD, "completed", "failure")
    assert check.annotations
    assert ran.summary.strip()
    for text in (unmasked(ran.log), ran.summary, comments[0].body, str(check), json.dumps(ran.outputs)):
        assert password not in text
        assert TOKEN not in text
    assert f"::add-mask::{password}" in ran.log
    assert not any(password.encode() in request.raw for request in gh.requests)
    assert all(
        (ran.workspace / ran.outputs[name]).is_file() for name in ("report-json", "report-markdown", "report-html")
    )
    assert proven(ran)
    assert all(proven(ran))
    assert left_of(job) == []

    again = job.step(database_url=target, github_token=TOKEN)
    assert (again.code, again.outputs["drift-count"]) == (1, ran.outputs["drift-count"])
    assert [comment.id for comment in gh.comments(REPO, PULL)] == [comments[0].id]


def test_workspace_of_another_user(job: Job, target: str) -> None:
    """Existing files are still the runner's user's, and unchanged."""
    ran = job.step(database_url=target, comment="never", summary="false")
    assert ran.code == 1, ran.log
    assert ran.workspace.joinpath("supabase/migrations").stat().st_uid == RUNNER_UID
    assert ran.summary == ""


def test_bad_inputs(job: Job, target: str) -> None:
    ran = job.step(database_url=target, summary="maybe", fail_on="sometimes")
    assert ran.code == 2
    assert "summary" in ran.log
    assert "fail-on" in ran.log
    assert ran.outputs["status"] == "error"


def test_unreachable_database(job: Job) -> None:
    ran = job.step(database_url="postgresql://postgres:gone-0123456789@nowhere.invalid:5432/postgres")
    assert ran.code == 5
    assert "gone-0123456789" not in unmasked(ran.log)


def test_every_provider_says_the_same(job: Job, network: Network, target: str, server_image: str) -> None:
    embedded = job.step(database_url=target)
    wanted = verdict(embedded)
    for named in (server_image, SUPABASE):
        docked = job.step(database_url=target, postgres="docker", postgres_image=named)
        assert docked.code == embedded.code == 1, docked.log
        assert verdict(docked) == wanted
        assert all(proven(docked))
        assert left_of(job) == []
    service = network.start(SUPABASE, "service", "service-pass-0123")
    before = docker("volume", "ls", "--quiet")
    on_service = job.step(
        database_url=target, postgres="url", shadow_url="postgresql://supabase_admin:service-pass-0123@service/postgres"
    )
    assert on_service.code == 1, on_service.log
    assert verdict(on_service) == wanted
    assert "service-pass-0123" not in unmasked(on_service.log)
    with service.connect("postgres", "supabase_admin") as connection:
        names = [name for (name,) in connection.execute("SELECT datname FROM pg_database ORDER BY 1")]
        roles = connection.execute("SELECT count(*) FROM pg_roles WHERE rolname ~ '^schemasync'").fetchone()
    assert names == ["postgres", "template0", "template1"]
    assert roles == (0,)
    assert docker("volume", "ls", "--quiet") == before


def test_the_target_is_no_place_for_the_shadow(job: Job, target: str) -> None:
    ran = job.step(database_url=target, postgres="url", shadow_url=target.replace("postgres:", "supabase_admin:", 1))
    assert ran.code == 3
    ran = job.step(
        database_url=target, postgres="url",
        shadow_url=f"postgresql://supabase_admin:{target.partition('postgres:')[2]}",
    )  # fmt: skip
    assert ran.code == 3
    assert "looks like a real Supabase project" in ran.log


@pytest.mark.parametrize(
    ("postgres", "number"),
    [("embedded", signal.SIGINT), ("embedded", signal.SIGTERM), ("docker", signal.SIGTERM)],
)
def test_a_cancelled_job_leaves_nothing(
    job: Job, target: str, server_image: str, postgres: str, number: signal.Signals
) -> None:
    (job.workspace / "supabase/migrations/99990101000000_long.sql").write_text("SELECT pg_sleep(60);")
    volumes = docker("volume", "ls", "--quiet")
    command, environment = job.command({"database-url": target, "postgres": postgres, "postgres-image": server_image})
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "replaying" in line:
                break
        time.sleep(0.5)
        process.send_signal(number)
        log, _ = process.communicate(timeout=30)
    assert process.returncode == 130, log
    assert "Traceback" not in log
    assert left_of(job) == []
    assert docker("volume", "ls", "--quiet") == volumes
