"""The embedded server is shut off from the world, and nothing of it is left, however the run ends."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import psutil
import psycopg
import pytest

from schemasync.core.errors import PostgresError
from schemasync.postgres import embedded as module
from schemasync.postgres import template_cluster as template
from schemasync.postgres.binaries import find_binaries
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer

T = TypeVar("T")
SECRET = "hunter2-do-not-leak"
FAST = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
PLACES = {Path(tempfile.gettempdir()), Path("/dev/shm")}


def postmaster(folder: str) -> psutil.Process | None:
    """The server process whose data folder is below `folder`."""
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
        except psutil.Error:
            continue
        if "-D" in command and command[command.index("-D") + 1].startswith(f"{folder}/"):
            return process
    return None


def answers(main: psutil.Process, question: Callable[[psutil.Process], T]) -> list[T]:
    """Answer of the server and each of its processes; a worker that ends meanwhile has none."""
    found = [question(main)]
    for process in main.children():
        with contextlib.suppress(psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError):
            found.append(question(process))
    assert len(found) > 1
    return found


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder for temporary files that the server's account can enter; empty at the end."""
    folder = Path(tempfile.mkdtemp(prefix="ss-place-", dir=FAST))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


# Shut off


def test_unix_socket_only(shadow: ShadowServer) -> None:
    with shadow.connect() as connection:
        settings = dict(
            connection.execute(
                "SELECT name, setting FROM pg_settings WHERE name IN"
                " ('listen_addresses', 'unix_socket_permissions', 'unix_socket_directories', 'fsync', 'temp_file_limit')"
            ).fetchall()
        )
    assert settings["listen_addresses"] == ""
    assert settings["unix_socket_permissions"] == "0700"
    assert settings["unix_socket_directories"] == shadow.host
    assert settings["temp_file_limit"] != "-1"
    main = postmaster(shadow.host)
    assert main is not None
    sockets = answers(main, lambda process: process.net_connections("inet"))
    assert [socket for found in sockets for socket in found if socket.status == "LISTEN"] == []


def test_runs_under_another_account_than_root(shadow: ShadowServer) -> None:
    main = postmaster(shadow.host)
    assert main is not None
    for uids, gids in answers(main, lambda process: (process.uids(), process.gids())):
        assert 0 not in (*uids, *gids)
        assert os.geteuid() == 0 or uids.real == os.getuid()
    if os.geteuid() == 0:
        for status in answers(main, lambda process: Path(f"/proc/{process.pid}/status").read_text()):
            assert next(line for line in status.splitlines() if line.startswith("Groups:")).split()[1:] == []


def test_environment_holds_nothing_of_the_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SCHEMASYNC_DATABASE_URL", "GITHUB_TOKEN", "PGPASSWORD", "MY_SECRET"):
        monkeypatch.setenv(name, SECRET)
    with embedded() as server:
        main = postmaster(server.host)
        assert main is not None
        for environment in answers(main, lambda process: Path(f"/proc/{process.pid}/environ").read_bytes()):
            assert not any(word in environment for word in (SECRET.encode(), b"GITHUB_TOKEN", b"PGPASSWORD"))
        for command in answers(main, psutil.Process.cmdline):
            assert not any(SECRET in argument for argument in command)


def test_no_open_files_of_the_callers(place: Path) -> None:
    with (place / "private").open("w") as private:
        os.set_inheritable(private.fileno(), 1)
        with embedded() as server:
            main = postmaster(server.host)
            assert main is not None
            targets = {os.readlink(f"/proc/{main.pid}/fd/{fd}") for fd in os.listdir(f"/proc/{main.pid}/fd")}
            assert private.name not in targets


def test_roles(shadow: ShadowServer) -> None:
    with shadow.connect() as connection:
        row = connection.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row == ("postgres", False)
    with shadow.connect(role=ADMIN) as connection:
        row = connection.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row == ("supabase_admin", True)


def test_password_is_needed_and_is_new_each_time(shadow: ShadowServer) -> None:
    for role in (ADMIN, "postgres"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(f"host={shadow.host} port={shadow.port} dbname=postgres user={role} password=wrong")
    with embedded() as other:
        assert other.password != shadow.password
        assert other.host != shadow.host
    assert shadow.password not in repr(shadow)


def test_data_folder_is_private(shadow: ShadowServer) -> None:
    assert (Path(shadow.host).stat().st_mode & 0o077, (Path(shadow.host) / "data").stat().st_mode & 0o077) == (0, 0)


def test_template_is_private(shadow: ShadowServer) -> None:
    """Its password file opens nothing, yet it is nobody's business."""
    for password in module.default_cache().glob("template-*/password"):
        assert password.stat().st_mode & 0o077 == 0


# Made


def test_template_is_made_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    make = template.make_template
    monkeypatch.setattr(template, "make_template", lambda *given: (made.append(given[-1]), make(*given)))
    for _ in range(2):
        with embedded(cache=place) as server, server.connect() as connection:
            assert connection.execute("SELECT to_regclass('auth.users') IS NOT NULL").fetchone() == (True,)
    assert len(made) == 1
    assert [path.name for path in place.glob("template-*")] == [made[0].name]


def test_wanted_major(shadow: ShadowServer) -> None:
    assert shadow.major == shadow.version // 10000
    for major in {15, 17, shadow.major}:
        assert find_binaries(major).major == major
    assert find_binaries(14).major == find_binaries().major == shadow.major


def test_no_binaries(place: Path) -> None:
    with pytest.raises(PostgresError, match="no PostgreSQL server binaries") as caught, embedded(bindir=str(place)):
        pass
    assert caught.value.exit_code == 3
    assert caught.value.hint


def test_server_that_does_not_start(place: Path) -> None:
    """The server's message is in the hint, and nothing is left."""
    for name in ("postgres", "initdb"):
        program = place / name
        program.write_text(
            '#!/bin/sh\n[ "$1" = --version ] && echo "postgres 17.1" && exit 0\necho "FATAL: no luck" >&2\nexit 1\n'
        )
        program.chmod(0o755)
    before = leftovers()
    with pytest.raises(PostgresError) as caught, embedded(bindir=str(place), cache=place / "cache"):
        pass
    assert "no luck" in caught.value.hint
    assert leftovers() <= before


def test_create_database_copies_the_platform(shadow: ShadowServer) -> None:
    shadow.create_database('Server "test"')
    with shadow.connect('Server "test"') as connection:
        assert connection.execute("SELECT to_regclass('storage.objects') IS NOT NULL").fetchone() == (True,)
        owner = connection.execute(
            "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert owner == ("postgres",)


# Gone


def leftovers() -> set[Path]:
    return {path for place in PLACES for path in place.glob("schemasync-*")}


def test_removed_at_the_end() -> None:
    with embedded() as server:
        main = postmaster(server.host)
        assert main is not None
        assert Path(server.host).exists()
    assert not Path(server.host).exists()
    assert not main.is_running()


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_removed_after_an_exception(error: type[BaseException]) -> None:
    with pytest.raises(error), embedded() as server:
        main = postmaster(server.host)
        raise error
    assert main is not None
    assert not Path(server.host).exists()
    assert not main.is_running()


def test_removed_with_connections_open() -> None:
    with embedded() as server:
        connection = server.connect()
    assert not Path(server.host).exists()
    connection.close()


@pytest.fixture
def long_replay(place: Path) -> Iterator[tuple[subprocess.Popen[str], Path, psutil.Process]]:
    """`schemasync replay` in the middle of a long migration, the folder of its temporary files, its server."""
    migrations = place / "migrations"
    migrations.mkdir()
    (migrations / "1_long.sql").write_text("CREATE TABLE a ();\nSELECT pg_sleep(60);")
    temporary = place / "tmp"
    temporary.mkdir(mode=0o777)
    temporary.chmod(0o777)
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys; from schemasync.commands.main import main; sys.exit(main())", "replay", "--migrations", str(migrations)],
        env={**os.environ, "TMPDIR": str(temporary)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509  a background shell ignores it
    )  # fmt: skip
    main = None
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        main = next((found for folder in temporary.glob("schemasync-*") if (found := postmaster(str(folder)))), None)
        with contextlib.suppress(psutil.Error):  # a process that ends while it is looked at
            if main and any("SELECT" in " ".join(child.cmdline()) for child in main.children()):
                break
        time.sleep(0.02)
    assert main is not None, process.communicate()
    yield process, temporary, main
    process.kill()
    process.communicate()
    if main.is_running():
        main.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signal_in_the_middle(
    long_replay: tuple[subprocess.Popen[str], Path, psutil.Process], number: signal.Signals
) -> None:
    process, temporary, main = long_replay
    family = [main, *main.children()]
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert (out, "Traceback" in err) == ("", False), err
    assert psutil.wait_procs(family, timeout=5)[1] == []
    assert list(temporary.iterdir()) == []


def test_killed_in_the_middle(long_replay: tuple[subprocess.Popen[str], Path, psutil.Process]) -> None:
    """The server dies with us, and a shell of ours removes its folder."""
    process, temporary, main = long_replay
    family = [main, *main.children()]
    process.kill()
    process.wait(10)
    assert psutil.wait_procs(family, timeout=10)[1] == []
    deadline = time.monotonic() + 10
    while [*temporary.iterdir()] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [*temporary.iterdir()] == []


def test_account_of_the_server_exists() -> None:
    os_user = module.server_os_user()
    assert os_user.uid != 0
    assert pwd.getpwuid(os_user.uid)
