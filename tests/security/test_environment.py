"""The secret is in no environment and no command line of a process of ours while strangers' SQL runs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from schemasync.commands.parser import parse
from schemasync.core.secret_memory import _regions
from schemasync.postgres.shadow import ADMIN, ShadowServer
from tests.plugins.commands import Cli

ROOT = Path(__file__).parents[2]
PASSWORD = "S3cretOfTheTarget"
RUNNING = "/* schemasync runs this file */"


@pytest.fixture(scope="module")
def target(shadow: ShadowServer) -> str:
    with shadow.connect(role=ADMIN) as admin:
        admin.execute(f"CREATE ROLE schemasync_reader LOGIN IN ROLE pg_read_all_data PASSWORD '{PASSWORD}'".encode())
    return f"postgresql://schemasync_reader:{PASSWORD}@/postgres?host={shadow.host}&port={shadow.port}"


def family(root: psutil.Process) -> list[psutil.Process]:
    """A process, and those that it started; empty if it has ended meanwhile."""
    try:
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def name_of(process: psutil.Process) -> str:
    """The program's name; empty if the process has ended."""
    try:
        return str(process.name())
    except psutil.NoSuchProcess:
        return ""


def leaks(processes: list[psutil.Process]) -> list[str]:
    """Where processes show the secret."""
    found = []
    for process in processes:
        for name in ("environ", "cmdline"):
            try:
                text = Path(f"/proc/{process.pid}/{name}").read_bytes()
            except OSError:
                continue
            if PASSWORD.encode() in text:
                found.append(f"{name} of {name_of(process)}")
    return found


@pytest.mark.integration
@pytest.mark.parametrize("way", ["variable", "argument", "file", "variable of a file", "password", "PGPASSWORD"])
def test_no_process_shows_the_secret(way: str, target: str, tmp_path: Path) -> None:
    migrations = tmp_path / "supabase" / "migrations"
    migrations.mkdir(parents=True)
    (migrations / "1_a.sql").write_text(f"SELECT {RUNNING} pg_sleep(4);")
    (tmp_path / "url").write_text(f"{target}\n")
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/root"), "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "schemasync", "check", "--migrations", str(migrations), "--format", "json"]
    bare = target.replace(f":{PASSWORD}", "")
    match way:
        case "variable":
            environment["SCHEMASYNC_DATABASE_URL"] = target
        case "argument":
            words += ["--database-url", target]
        case "file":
            words += ["--database-url", f"@{tmp_path / 'url'}"]
        case "variable of a file":
            environment["SCHEMASYNC_DATABASE_URL_FILE"] = str(tmp_path / "url")
        case "password":
            environment |= {"SCHEMASYNC_DATABASE_URL": bare, "SCHEMASYNC_DATABASE_PASSWORD": PASSWORD}
        case "PGPASSWORD":
            environment |= {"SCHEMASYNC_DATABASE_URL": bare, "PGPASSWORD": PASSWORD}
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        root, seen, servers = psutil.Process(run.pid), set[str](), 0
        while run.poll() is None:
            processes = family(root)
            if any("postgres" in name_of(process) for process in processes):
                servers += 1
                seen.update(leaks(processes))
            time.sleep(0.1)
        out, err = run.communicate()
    assert run.returncode in (0, 1, 4), err
    assert servers > 2, "nothing was looked at while the server ran"
    assert seen == set()
    assert PASSWORD not in out + err


def test_other_processes_of_the_account_cannot_read_this_one() -> None:
    code = (
        "import ctypes; from schemasync.core.secret_memory import protect_process; protect_process();"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "0\n", "PR_GET_DUMPABLE"
    assert len(_regions()) == 2


def test_short_secrets_erase_nothing_else() -> None:
    code = (
        "import sys; from schemasync.core.secret_memory import erase; erase(['x', 'a' * 20]);"
        "print(open('/proc/self/environ', 'rb').read(), open('/proc/self/cmdline', 'rb').read())"
    )
    environment = {"PATH": os.environ["PATH"], "ONE": "x", "TWO": "xx", "URL": f"b{'a' * 20}c"}
    words = [sys.executable, "-c", code, "x", "--password=x", "axe"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    for shown in ("ONE=*", "TWO=xx", f"URL=b{'*' * 20}c", r"\x00*\x00--password=*\x00axe"):
        assert shown in done.stdout


@pytest.mark.parametrize("password", ["@S3cret", "S3cret" * 50])
def test_a_password_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    """As the name of a file it would be printed, as there is none, or as it is too long for one."""
    monkeypatch.setenv("SCHEMASYNC_DATABASE_PASSWORD", password)
    options = parse(["check", "--database-url", "postgresql://u@host/db"])
    assert options.database_password == password


def test_a_file_that_is_not_there(run: Cli) -> None:
    done = run("check", "--database-url", "@nowhere")
    assert (done.code, done.out) == (2, "")
    assert "nowhere: the secret cannot be read" in done.err
