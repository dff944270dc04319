"""A signal at any moment ends a run: nothing stays, the exit code is 130, and it does not take long.

Moments are drawn from a seed. `SIGNAL_TRIES` and `SIGNAL_SEED` in the environment run more of them, or others.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from schemasync.postgres.shadow import ADMIN, ShadowServer
from tests.github.standin import GitHubStandIn
from tests.postgres.external_service import Service, service

ROOT = Path(__file__).parents[2]
TRIES = int(os.environ.get("SIGNAL_TRIES", "16"))
SEED = int(os.environ.get("SIGNAL_SEED", "16"))
LONGEST = 5.0
"""Seconds in which a run must end after a signal."""
REPO, HEAD = "octo/app", "a" * 40
FILES = {
    "1_a.sql": "CREATE TABLE public.a (i int PRIMARY KEY);\nSELECT pg_sleep(0.1);",
    "2_b.sql": "CREATE VIEW public.b AS SELECT i FROM public.a;",
    "3_c.sql": "CREATE TABLE public.c (j text);\nSELECT pg_sleep(0.1);",
}
TARGET = """
CREATE TABLE public.a (i int PRIMARY KEY, k text);
CREATE SCHEMA supabase_migrations;
CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);
INSERT INTO supabase_migrations.schema_migrations VALUES ('1', NULL, 'a'), ('2', NULL, 'b');
"""
START = "from schemasync.commands import run; run()"


@dataclass(frozen=True)
class Command:
    """A way to run schemasync: words, environment, seconds that it takes if nobody stops it."""

    words: tuple[str, ...]
    environment: dict[str, str]
    seconds: float = 0.0

    def start(self, folder: Path) -> subprocess.Popen[str]:
        environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/root"), "PYTHONPATH": str(ROOT)}
        environment |= self.environment | {"TMPDIR": str(folder)}
        if cache := os.environ.get("SCHEMASYNC_CACHE"):
            environment["SCHEMASYNC_CACHE"] = cache
        return subprocess.Popen(
            self.words, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509  a background shell ignores it
        )  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "supabase" / "migrations").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / "supabase" / "migrations" / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def external() -> Iterator[Service]:
    """A server that the user names."""
    yield from service(15)


@pytest.fixture(scope="module")
def stand_in() -> Iterator[GitHubStandIn]:
    """GitHub: what a stopped run has posted by half counts for nothing here."""
    with GitHubStandIn() as running:
        running.add_repository(REPO)
        running.add_pull(REPO, number=7, head_sha=HEAD)
        running.add_token("t", permissions={"pull-requests": "write", "checks": "write", "contents": "read"})
        yield running


@pytest.fixture(scope="module")
def commands(
    shadow: ShadowServer, external: Service, project: Path, stand_in: GitHubStandIn, room: Path
) -> dict[str, Command]:
    shadow.create_database("signals")
    with shadow.connect("signals", ADMIN) as connection:
        connection.execute(TARGET.encode())
    url, migrations = shadow.url("signals", ADMIN), str(project / "supabase" / "migrations")
    words = (sys.executable, "-c", START)
    event = project / "event.json"
    pull = {"number": 7, "head": {"sha": HEAD, "repo": {"full_name": REPO}}, "user": {"login": "octocat"}}
    event.write_text(json.dumps({"pull_request": pull}))
    action = {
        "GITHUB_API_URL": stand_in.url, "GITHUB_REPOSITORY": REPO, "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_EVENT_PATH": str(event), "GITHUB_RUN_ID": "100", "GITHUB_WORKSPACE": str(project),
        "INPUT_GITHUB-TOKEN": "t", "INPUT_DATABASE-URL": url,
    }  # fmt: skip
    given = {
        "replay": Command((*words, "replay", "--migrations", migrations), {}),
        "check": Command((*words, "check", "--migrations", migrations), {"SCHEMASYNC_DATABASE_URL": url}),
        "action": Command((sys.executable, str(ROOT / "entrypoint.py")), action),
        "external server": Command(
            (*words, "replay", "--migrations", migrations, "--postgres", "url"),
            {"SCHEMASYNC_SHADOW_URL": external.url()},
        ),
    }  # fmt: skip
    return {name: timed(command, room) for name, command in given.items()}


def timed(command: Command, room: Path) -> Command:
    """The command with the time that it takes."""
    started = time.monotonic()
    out, err = (process := command.start(room)).communicate(timeout=120)
    assert process.returncode in (0, 1, 4), out + err
    return Command(command.words, command.environment, time.monotonic() - started)


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    """Folder of temporary files, which every try must leave as it found it."""
    folder = Path("/dev/shm") / f"signals-{os.getpid()}"
    folder.mkdir()
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def family() -> Iterator[psutil.Process]:
    """This process, which adopts what its children leave behind (`PR_SET_CHILD_SUBREAPER`)."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
    yield psutil.Process()
    ctypes.CDLL(None).prctl(36, 0, 0, 0, 0)


def running(process: psutil.Process) -> str | None:
    """The start of its command line; None if it has ended, be it while it is looked at."""
    try:
        ended = not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
        return None if ended else " ".join(process.cmdline())[:80]
    except psutil.NoSuchProcess:
        return None


def left(family: psutil.Process, before: set[int]) -> list[str]:
    """Processes that did not end, given a moment; those that ended are waited for."""
    deadline = time.monotonic() + LONGEST
    while True:
        others = [child for child in family.children(recursive=True) if child.pid not in before]
        for child in others:
            try:
                os.waitpid(child.pid, os.WNOHANG)
            except ChildProcessError:
                continue
        alive = {child: command for child in others if (command := running(child)) is not None}
        if not alive or time.monotonic() > deadline:
            return [*alive.values()]
        time.sleep(0.02)


def shared_memory() -> set[str]:
    """Segments of System V that nobody is attached to."""
    lines = Path("/proc/sysvipc/shm").read_text().splitlines()[1:]
    return {words[1] for line in lines if (words := line.split()) and words[6] == "0"}


def attempt(name: str, command: Command, number: int, moment: float, room: Path) -> list[str]:
    """Faults of one try: a signal to a run at a moment of it."""
    process = command.start(room)
    time.sleep(moment)
    sent = time.monotonic()
    process.send_signal(number)
    try:
        out, err = process.communicate(timeout=LONGEST + 10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return [f"hangs after {signal.Signals(number).name} at {moment:.3f} s"]
    took = time.monotonic() - sent
    started = (
        moment > command.seconds / 4
    )  # until Python runs our first line, a signal does what it does to any process
    ended = {0, 1, 4} | (set() if started else {-number}) | ({-signal.SIGKILL} if number == signal.SIGKILL else {130})
    faults = []
    if process.returncode not in ended:
        faults.append(f"exit code {process.returncode}: {err[-400:]}")
    if "Traceback" in err + out and started:
        faults.append(f"a traceback: {err[-600:]}")
    if took > LONGEST:
        faults.append(f"took {took:.1f} s")
    return [
        f"{name}, {signal.Signals(number).name} at {moment:.3f} of {command.seconds:.3f} s: {fault}" for fault in faults
    ]


SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)


@pytest.mark.integration
def test_nothing_stays(commands: dict[str, Command], room: Path, family: psutil.Process, external: Service) -> None:
    chance = random.Random(SEED)
    before, segments = {child.pid for child in family.children(recursive=True)}, shared_memory()
    state = external.state()
    faults = []
    for number in range(TRIES):
        name = chance.choice([*commands, "check", "action"])
        command = commands[name]
        sent = chance.choice(SIGNALS)
        if name == "external server" and sent == signal.SIGKILL:
            sent = signal.SIGTERM  # a later run removes what a killed one has left there
        moment = chance.uniform(0.0, command.seconds)
        found = attempt(name, command, sent, moment, room)
        where = f"{name}, {sent.name} at {moment:.3f} s"
        found += [f"{where}: {line} runs" for line in left(family, before)]
        found += [f"{where}: {path.name} stays" for path in room.iterdir() if path.name.startswith("schemasync-")]
        found += [f"{where}: shared memory {key} stays" for key in shared_memory() - segments]
        if name == "external server" and external.state() != state:
            found.append(f"{where}: the external server is not as it was")
        faults += [f"{number}: {fault}" for fault in found]
        for path in room.iterdir():
            shutil.rmtree(path, ignore_errors=True)
    assert not faults, "\n".join(faults)
