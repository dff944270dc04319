"""A shadow in a container of its own, started from this machine: it answers, and it goes."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from schemasync.core.errors import PostgresError
from schemasync.expected.project_replay import replay
from schemasync.postgres import docker as module
from schemasync.postgres.docker import LABEL, container, default_image
from schemasync.postgres.providers import shadow
from tests.container.engine import SUPABASE, docker, inspect
from tests.example import EXAMPLE


def containers() -> set[str]:
    return set(docker("ps", "--all", "--quiet", "--filter", f"label={LABEL}").split())


def volumes() -> str:
    return docker("volume", "ls", "--quiet")


@pytest.fixture
def nothing_stays(server_image: str) -> object:
    before = containers(), volumes()
    yield
    assert (containers(), volumes()) == before


@pytest.mark.usefixtures("nothing_stays")
@pytest.mark.parametrize("like", ["postgres", "supabase"])
def test_serves_and_goes(server_image: str, like: str) -> None:
    with shadow("docker", 17, server_image if like == "postgres" else SUPABASE) as server:
        assert (server.major, server.host) == (17, "127.0.0.1")
        (name,) = containers()
        published = inspect(name)["NetworkSettings"]["Ports"]["5432/tcp"]
        assert [entry["HostIp"] for entry in published] == ["127.0.0.1"]
        replayed = replay(server, EXAMPLE / "supabase/migrations")
        assert [result.error for result in replayed.results if result.error] == []
        with server.connect() as connection:
            query = "SELECT current_user::text, rolsuper, to_regclass('storage.objects') IS NOT NULL, current_setting('fsync') FROM pg_roles WHERE rolname = current_user"
            assert connection.execute(query).fetchone() == ("postgres", False, True, "off")
        server.create_database("copy")
        assert server.password not in repr(server)


@pytest.mark.usefixtures("nothing_stays")
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_removed_after_an_exception(server_image: str, error: type[BaseException]) -> None:
    with pytest.raises(error), container(server_image):
        raise error


RUN = """
import signal, sys, time
signal.signal(signal.SIGTERM, signal.default_int_handler)
from schemasync.postgres.docker import container
with container(sys.argv[1]):
    print("there", flush=True)
    time.sleep(60)
"""


@pytest.mark.usefixtures("nothing_stays")
@pytest.mark.parametrize("moment", ["starting", "there"])
def test_removed_after_signals(server_image: str, moment: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RUN, server_image], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        if moment == "there":
            assert process.stdout.readline() == "there\n"
        else:
            deadline = time.monotonic() + 30
            while not containers() and time.monotonic() < deadline:
                time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


@pytest.mark.usefixtures("nothing_stays")
def test_leftover_of_a_killed_run_is_removed_when_it_is_old(server_image: str, monkeypatch: pytest.MonkeyPatch) -> None:
    docker("create", "--label", f"{LABEL}={int(time.time()) - 1}", server_image)
    young = docker("create", "--label", f"{LABEL}={int(time.time()) + 60}", server_image)
    with container(server_image):
        assert young[:12] in containers()
        assert len(containers()) == 2
    docker("rm", "--force", "--volumes", young)


@pytest.mark.usefixtures("nothing_stays")
def test_server_that_does_not_start(server_image: str, tmp_path: Path) -> None:
    """The end of its log is the hint."""
    (tmp_path / "Dockerfile").write_text(
        f'FROM {server_image}\nENTRYPOINT ["sh", "-c", "echo FATAL: no luck >&2; exit 1"]\n'
    )
    docker("build", "--quiet", "--tag", "schemasync-test-broken", str(tmp_path))
    with (
        pytest.raises(PostgresError, match="schemasync-test-broken did not start: it exited") as caught,
        container("schemasync-test-broken"),
    ):
        pass
    assert "no luck" in caught.value.hint


@pytest.mark.usefixtures("nothing_stays")
def test_server_that_never_answers(server_image: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "READY_TIMEOUT", 1.0)
    (tmp_path / "Dockerfile").write_text(f'FROM {server_image}\nENTRYPOINT ["sleep", "60"]\nCMD []\n')
    docker("build", "--quiet", "--tag", "schemasync-test-silent", str(tmp_path))
    with pytest.raises(PostgresError, match="did not start"), container("schemasync-test-silent"):
        pass


@pytest.mark.usefixtures("engine")
def test_no_image() -> None:
    with pytest.raises(PostgresError, match="cannot be pulled") as caught, container("nowhere.invalid/postgres:1"):
        pass
    assert "postgres-image" in caught.value.hint


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # docker's own socket, if it cannot connect
def test_no_daemon(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/none.sock")
    with pytest.raises(PostgresError, match="no Docker daemon answers") as caught, container():
        pass
    assert "embedded" in caught.value.hint
    assert caught.value.exit_code == 3
    del caught
    gc.collect()


def test_default_images() -> None:
    assert default_image(15).startswith("supabase/postgres:15.")
    assert default_image(17) == default_image(None)
    assert default_image(18) == "postgres:18"
