"""`schemasync shadow`: commands run against the migrations of a branch, and nothing is left of the server."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.plugins.servers import binaries_of

pytestmark = pytest.mark.integration
ROOT = Path(__file__).parents[2]
TABLE = "CREATE TABLE public.books (id integer PRIMARY KEY, title text NOT NULL);\n"
TEST = """
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap WITH SCHEMA extensions;
SELECT plan(2);
SELECT has_table('public', 'books', 'the migration made the table');
SELECT col_is_pk('public', 'books', 'id', 'books have a key');
SELECT finish();
ROLLBACK;
"""
SEED = "INSERT INTO public.books VALUES (1, 'SQL');\nSELECT title FROM public.books;\n"
PRINT_ENVIRONMENT = "import json, os; print(json.dumps(dict(os.environ)))"
Shadow = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a migration, a test and a seed."""
    for name, text in (("migrations/1_books.sql", TABLE), ("tests/books.sql", TEST), ("seed.sql", SEED)):
        path = tmp_path / "supabase" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def base() -> Iterator[Path]:
    """The folder that the server's own folder is made in; its path is short, as that of a socket must be."""
    with tempfile.TemporaryDirectory(prefix="ss-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def arguments(*words: str, major: int = 15) -> list[str]:
    return [sys.executable, "-m", "schemasync", "shadow", "--postgres", str(binaries_of(major).bindir), *words]


def environment(base: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(base), **more}


@pytest.fixture
def shadow_run(project: Path, base: Path) -> Iterator[Shadow]:
    """Run `schemasync shadow` in the project; afterwards no file of a server is left."""

    def call(*words: str, major: int = 15, **more: str) -> subprocess.CompletedProcess[str]:
        command = arguments(*words, major=major)
        return subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=project, env=environment(base, **more), timeout=120,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip

    yield call
    assert not list(base.iterdir()), "something of the server is left"


@contextmanager
def started(project: Path, base: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """`schemasync shadow` while it runs."""
    process = subprocess.Popen(
        arguments(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=project, env=environment(base),
        stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def readme_line(program: str) -> list[str]:
    """The words behind `schemasync shadow` of the line of README.md that runs a program."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [line] = [line for line in text.splitlines() if line.startswith("schemasync shadow") and program in line]
    return shlex.split(line)[2:]


# The examples of README.md


def test_pgtap(shadow_run: Shadow) -> None:
    """`pg_prove` runs the project's tests; PostgreSQL 15 is Debian's, with pgTAP."""
    done = shadow_run(*readme_line("pg_prove"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Result: PASS" in done.stdout
    assert "Tests=2" in done.stdout


def test_pgtap_that_fails(shadow_run: Shadow, project: Path) -> None:
    (project / "supabase/tests/books.sql").write_text(TEST.replace("'books', 'the", "'cooks', 'the"))
    done = shadow_run(*readme_line("pg_prove"))
    assert done.returncode == 1
    assert "Result: FAIL" in done.stdout


def test_pgtap_that_the_server_lacks(shadow_run: Shadow, project: Path) -> None:
    """PostgreSQL 18's wheel has none: its stand-in says so."""
    done = shadow_run(*readme_line("pg_prove"), major=18)
    assert done.returncode != 0
    assert "pgTAP is not installed on the throwaway server" in done.stdout + done.stderr


def test_seed(shadow_run: Shadow) -> None:
    done = shadow_run(*readme_line("seed.sql"))
    assert done.returncode == 0, done.stderr
    assert "SQL" in done.stdout


def test_seed_that_fails(shadow_run: Shadow, project: Path) -> None:
    (project / "supabase/seed.sql").write_text("INSERT INTO public.nowhere VALUES (1);")
    assert shadow_run(*readme_line("seed.sql")).returncode == 3, "psql's exit code"


# The command


@pytest.mark.parametrize("words", [(), ("--tcp",)], ids=["socket", "tcp"])
def test_the_variables_lead_to_the_server(shadow_run: Shadow, words: tuple[str, ...]) -> None:
    """Each alone does: the URL, and libpq's variables; whatever the caller's environment says."""
    code = (
        "import os, psycopg\n"
        "q = 'SELECT current_user, current_database(), (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)'\n"
        "for target in (os.environ['DATABASE_URL'], ''):\n"
        "    with psycopg.connect(target) as c: print(*c.execute(q).fetchone(), c.info.host)\n"
    )
    misleading = {"PGHOSTADDR": "127.0.0.9", "PGSERVICE": "gone", "PGSSLMODE": "verify-full", "PGPORT": "1"}
    done = shadow_run(*words, "--", sys.executable, "-c", code, **misleading)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert [line[:3] for line in lines] == [["postgres", "postgres", "False"]] * 2
    assert all(line[3] == "127.0.0.1" if words else line[3].startswith("/") for line in lines)


def test_the_command_gets_no_way_to_the_real_database(shadow_run: Shadow) -> None:
    secrets = dict.fromkeys(("SCHEMASYNC_DATABASE_URL", "SCHEMASYNC_SHADOW_URL"), "postgresql://real")
    done = shadow_run(
        "--", sys.executable, "-c", PRINT_ENVIRONMENT, **secrets, SCHEMASYNC_DATABASE_PASSWORD="x", MINE="1"
    )
    seen = json.loads(done.stdout)
    assert not [name for name in seen if name.startswith("SCHEMASYNC_DATABASE") or name == "SCHEMASYNC_SHADOW_URL"]
    assert seen["MINE"] == "1"


@pytest.mark.parametrize("code", [0, 1, 4, 77])
def test_the_exit_code_is_the_commands(shadow_run: Shadow, code: int) -> None:
    assert shadow_run("--platform-only", "--", "sh", "-c", f"exit {code}").returncode == code


def test_the_command_sees_only_what_the_migrations_made(shadow_run: Shadow) -> None:
    """Nothing of schemasync's own is left in the database, and DDL of the command works."""
    query = (
        "SELECT count(*) FROM pg_namespace WHERE nspname ~ 'schemasync'; "
        "SELECT count(*) FROM pg_event_trigger WHERE evtname ~ 'schemasync'; "
        "CREATE TABLE public.other (i int); DROP TABLE public.other; SELECT count(*) FROM public.books;"
    )
    done = shadow_run("--", "psql", "-X", "-qAt", "-v", "ON_ERROR_STOP=1", "-c", query)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0", "0", "0"]


def test_options_of_the_command_are_its_own(shadow_run: Shadow) -> None:
    done = shadow_run("--platform-only", "--", "echo", "--tcp", "--", "--migrations")
    assert done.stdout == "--tcp -- --migrations\n"


def test_platform_only_needs_no_migrations(shadow_run: Shadow, project: Path) -> None:
    (project / "supabase/migrations/1_books.sql").unlink()
    (project / "supabase/migrations").rmdir()
    query = "SELECT to_regclass('auth.users'), to_regclass('public.books') IS NULL"
    done = shadow_run("--platform-only", "--", "psql", "-X", "-qAt", "-c", query)
    assert done.stdout == "auth.users|t\n", done.stderr
    assert shadow_run("--", "true").returncode == 2, "there is no migrations folder"


def test_a_migration_that_fails(shadow_run: Shadow, project: Path) -> None:
    """It is printed as `replay` prints it, and the command does not run."""
    (project / "supabase/migrations/2_bad.sql").write_text("SELECT 1;\nSELECT nope;\n")
    done = shadow_run("--", "touch", str(project / "ran"))
    assert (done.returncode, done.stdout) == (4, "")
    assert '2_bad.sql:2:8: column "nope" does not exist (42703)' in " ".join(done.stderr.split())
    assert not (project / "ran").exists()


def test_a_command_that_does_not_exist_is_told_before_the_server_starts(shadow_run: Shadow) -> None:
    done = shadow_run("--", "no-such-program", "--help")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no command no-such-program" in done.stderr
    assert "starting PostgreSQL" not in done.stderr


# Signals


TRAP = "import signal, sys, time\nsignal.signal(signal.{name}, lambda *_: sys.exit(42))\nprint('ready', flush=True)\ntime.sleep(60)\n"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1"])
def test_signals_are_forwarded(project: Path, base: Path, name: str) -> None:
    with started(project, base, "--platform-only", "--", sys.executable, "-c", TRAP.format(name=name)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(getattr(signal, name))
        assert process.wait(30) == 42
    assert not list(base.iterdir())


def test_a_command_that_a_signal_ends(project: Path, base: Path) -> None:
    """The exit code is a shell's: 128 and the signal's number."""
    with started(project, base, "--platform-only", "--", "sh", "-c", "echo ready; exec sleep 60") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.terminate()
        assert process.wait(30) == 128 + signal.SIGTERM
    assert not list(base.iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_without_a_command_it_waits(project: Path, base: Path, number: signal.Signals) -> None:
    """It prints what a shell can read, and ends with 0 when it is told to."""
    with started(project, base, "--tcp") as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(6)]
        values = dict(line.removeprefix("export ").strip().split("=", 1) for line in lines)
        assert list(values) == ["DATABASE_URL", "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE"]
        [url] = shlex.split(values["DATABASE_URL"])
        assert (urlsplit(url).hostname, str(urlsplit(url).port)) == ("127.0.0.1", values["PGPORT"])
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM public.books").fetchone() == (0,)
        with pytest.raises(psycopg.OperationalError), psycopg.connect(url, password="wrong"):
            pass
        time.sleep(0.2)
        process.send_signal(number)
        assert process.wait(30) == 0
    assert not list(base.iterdir())
