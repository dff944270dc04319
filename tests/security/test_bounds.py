"""Bounds of all files of a run together, and the data that count as written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from schemasync.core.toml_text import TomlError, parse_toml
from schemasync.migrations.discover import Migration
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.replay.limits import Limits
from schemasync.replay.results import FileResult
from schemasync.replay.runner import Replayer
from schemasync.replay.stage import reconnect
from schemasync.supautils.privileged_calls import PrivilegedCalls

MB = 1 << 20


@pytest.fixture
def server() -> Iterator[ShadowServer]:
    with embedded() as running:
        yield running


def run(server: ShadowServer, bounds: Limits, *texts: str) -> list[FileResult]:
    files = [Migration(Path(f"{n}_x.sql"), f"{n}_x.sql", str(n), "x", sql) for n, sql in enumerate(texts, 1)]
    with server.connect(role=ADMIN) as admin:
        privileged_calls = PrivilegedCalls(admin)
        privileged_calls.install()
        admin.execute(b"GRANT SET ON PARAMETER log_min_messages TO postgres")
        replayer = Replayer(
            server.connect(), privileged_calls, lambda: reconnect(server, admin, "postgres"), bounds=bounds
        )
        results = replayer.replay(files)
        replayer.connection.close()
    return results


def message(result: FileResult) -> str:
    return result.error.message if result.error else ""


@pytest.mark.parametrize(
    "text",
    [
        "SET log_min_messages = log;\nDO $$ BEGIN LOOP RAISE LOG '%', repeat('x', 100000); END LOOP; END $$;",
        (
            "BEGIN;\nLISTEN a;\nCOMMIT;\nDO $$ BEGIN FOR j IN 1..400 LOOP FOR i IN 1..500 LOOP"
            " PERFORM pg_notify('a', i || repeat('x', 7900)); END LOOP; COMMIT; END LOOP; END $$;"
        ),
    ],
    ids=["log", "notifications"],
)
def test_what_is_no_table_counts_as_written(server: ShadowServer, text: str) -> None:
    results = run(server, Limits(seconds=60.0, bytes=60 * MB), text, "CREATE TABLE after ();")
    assert message(results[0]) == "stopped: it wrote more than 60 MB"
    assert results[1].error is None


def test_all_files_together_are_bounded_in_time(server: ShadowServer) -> None:
    results = run(server, Limits(all_seconds=4.0), *["SELECT pg_sleep(1.5);"] * 6)
    assert results[0].error is None
    assert message(results[-1]) == "stopped: it and the files before it ran for 4 seconds"


def test_all_files_together_are_bounded_on_disk(server: ShadowServer) -> None:
    write = (
        "CREATE TABLE t{} AS SELECT repeat(md5(i::text), 20) FROM generate_series(1, 40000) i; SELECT pg_sleep(0.7);"
    )
    results = run(server, Limits(bytes=200 * MB, all_bytes=100 * MB), *(write.format(number) for number in range(8)))
    assert results[0].error is None
    assert message(results[-1]) == "stopped: it and the files before it wrote more than 100 MB"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a = " + "[" * 100_000 + "]" * 100_000, "it is nested too deeply"),
        ("a = " + "{a = " * 20_000 + "1" + "}" * 20_000, "it is nested too deeply"),
        ("a = " + "9" * 100_000, "a number in it has too many digits"),
        ("a = 1\na = 2", "Cannot overwrite a value"),
    ],
)
def test_toml_of_strangers(text: str, reason: str) -> None:
    with pytest.raises(TomlError, match=reason):
        parse_toml(text)
