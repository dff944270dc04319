"""A run has a limit of time as a whole, on the command line as in the action; what it has started is removed then."""

from __future__ import annotations

import time
from pathlib import Path

import psycopg
import pytest

from schemasync.core.exit_codes import ExitCode
from schemasync.core.process import is_stopping, time_limit
from schemasync.postgres.shadow import ShadowServer
from schemasync.postgres.signals import deferred_signals, ignore_repeated_signals
from tests.plugins.commands import Cli

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""The run ends anywhere, also between the opening of a connection and the block that closes it."""


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """Files of which each stays below its own limit."""
    folder = tmp_path / "supabase/migrations"
    folder.mkdir(parents=True)
    for number in range(1, 4):
        (folder / f"{number}_wait.sql").write_text("SELECT pg_sleep(20);")
    return folder


@pytest.mark.integration
@pytest.mark.parametrize("command", ["replay", "shadow"])
def test_of_a_command(run: Cli, endless: Path, command: str) -> None:
    started = time.monotonic()
    done = run(command, "--migrations", endless, "--timeout", "2")
    assert time.monotonic() - started < 8
    assert done.code == ExitCode.SHADOW
    assert "error: the run took longer than 2 s and was stopped" in done.err
    assert "hint: raise --timeout" in done.err
    assert not is_stopping()


@pytest.mark.integration
@pytest.mark.parametrize("command", [("check",), ("fix", "--apply", "--yes")])
def test_while_a_file_runs(run: Cli, endless: Path, shadow: ShadowServer, command: tuple[str, ...]) -> None:
    """The time that the target takes counts, too; what precedes the statements on it is limited."""
    done = run(*command, "--migrations", endless, "--database-url", shadow.url(), "--timeout", "2")
    assert (done.code, "took longer than 2 s" in done.err) == (ExitCode.SHADOW, True)


def test_an_error_that_the_end_of_time_causes_is_not_what_is_said() -> None:
    """Python and libraries turn the interruption into errors of their own."""
    with pytest.raises(TimeoutError, match="late"), time_limit(0.1, lambda: TimeoutError("late")):
        try:
            time.sleep(5)
        except KeyboardInterrupt:
            raise psycopg.OperationalError("lost") from None


def test_a_clean_up_ends_before_the_run() -> None:
    """The limit has no second alarm, so the one that comes during a clean-up must not be lost."""
    done: list[str] = []
    with pytest.raises(TimeoutError, match="late"), time_limit(0.1, lambda: TimeoutError("late")):
        with ignore_repeated_signals(), deferred_signals():
            time.sleep(0.2)
            done.append("cleaned up")
        done.append("reported")
    assert done == ["cleaned up"]


def test_another_error_stays() -> None:
    with pytest.raises(ValueError, match="own"), time_limit(5, lambda: TimeoutError("late")):
        raise ValueError("own")
