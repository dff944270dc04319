"""Replays in a database of their own, and checks of a folder against a database made by hand."""

from __future__ import annotations

import itertools
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
import pytest

from schemasync.config.settings import settings_from
from schemasync.core.model import Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.core.sql import ident
from schemasync.diagnose.explain import explain
from schemasync.introspect.snapshot import read_snapshot
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import split
from schemasync.pipeline import check
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.replay.origin import origins
from schemasync.replay.results import FileError, FileResult
from schemasync.replay.runner import Replayer
from schemasync.report.formats.json import as_dict
from schemasync.report.view.view import make_view
from schemasync.supautils.privileged_calls import PrivilegedCalls
from tests.references import reference

_numbers = itertools.count(1)

Report = dict[str, Any]
Compare = Callable[..., Report]
FIRST = "CREATE TABLE public.a (id integer PRIMARY KEY, note text);\nALTER TABLE public.a ENABLE ROW LEVEL SECURITY;\n"
TABLE = """
    CREATE SCHEMA IF NOT EXISTS supabase_migrations;
    CREATE TABLE supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY);
"""
MOST_REPAIRS = 4
"""Repairs of one report that are run."""
COLUMNS = "ALTER TABLE supabase_migrations.schema_migrations ADD statements text[], ADD name text;"


def statuses(report: Report) -> dict[str, str]:
    """File → its status in the target's history."""
    return {item["file"]: item["migration_status"] for item in report["migrations"]}


def with_findings(report: Report) -> Report:
    """The report (JSON) with the findings of all problems in one list, each with what its problem says of it."""
    shared = ("number", "cause", "accepted", "impact", "recommendation", "since", "fixes", "area", "object", "title")
    found = [
        {name: problem[name] for name in shared} | finding
        for problem in report["problems"]
        for finding in problem["findings"]
    ]
    return report | {"findings": found}


def run_repairs_alone(server: ShadowServer, database: str, report: Report) -> None:
    """Run each repair that the report calls proven alone, as one batch of the role `postgres`, on a copy of the database.

    A statement that Supabase allows its role and PostgreSQL does not is run as the replay runs it.
    """
    proven = [fix["sql"] for problem in report["problems"] for fix in problem["fixes"] if fix["proven"]]
    repairs = [fix["sql"] for problem in report["problems"] for fix in problem["fixes"] if _is_repair(fix)]
    assert all(proven), "nothing is proven where there is nothing to run"
    copy = f"{database}_repair"
    for sql in repairs[:MOST_REPAIRS]:
        server.create_database(copy, database)
        try:
            _run_script(server, copy, sql)
        finally:
            server.drop_database(copy)


def _drop_subscriptions(server: ShadowServer, databases: Sequence[str]) -> None:
    """Drop the subscriptions of databases: PostgreSQL drops no database that has one."""
    with server.connect("template1", ADMIN) as admin:
        found = admin.execute(
            "SELECT datname::text, subname::text FROM pg_subscription JOIN pg_database d ON d.oid = subdbid"
            " WHERE datname = ANY (%s)",
            (list(databases),),
        ).fetchall()
    for database, name in found:
        with server.connect(database, ADMIN) as admin:
            admin.execute(f"DROP SUBSCRIPTION {ident(name)}".encode())


def _is_repair(fix: dict[str, Any]) -> bool:
    return bool(fix["proven"] and fix["direction"] == "repair")


def _run_script(server: ShadowServer, database: str, sql: str) -> None:
    with server.connect(database) as connection:
        try:
            connection.execute(sql.encode())
        except psycopg.errors.InsufficientPrivilege:
            connection.execute("ROLLBACK")
        else:
            return
    with server.connect(database, ADMIN) as admin, server.connect(database) as connection:
        calls = PrivilegedCalls(admin)
        calls.install()
        for piece in split(sql)[0]:
            for call in calls.for_statement(piece):
                connection.execute(call.sql.encode(), call.parameters)


@dataclass
class Shadow:
    """A database in which migrations were replayed; files are called `1_x.sql`, `2_x.sql`, …"""

    server: ShadowServer
    database: str
    replayer: Replayer
    results: tuple[FileResult, ...]

    @cached_property
    def snapshot(self) -> Snapshot:
        with self.server.connect(self.database) as reader:
            return read_snapshot(reader)

    @cached_property
    def origins(self) -> Mapping[Ref, SourceLine]:
        with self.server.connect(self.database, ADMIN) as admin:
            return origins(admin, self.snapshot, self.replayer.marks)

    def error(self, index: int = 0) -> FileError:
        """The error of one file, which must have failed."""
        error = self.results[index].error
        assert error is not None, "the file was replayed"
        assert self.results[index].status == "failed"
        return error

    @property
    def statuses(self) -> list[str]:
        return [result.status for result in self.results]

    @property
    def tables(self) -> list[str]:
        """Names of the tables in `public`."""
        return [
            name
            for (name,) in self.rows("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        ]

    def origin(self, kind: str, *path: str) -> str:
        """`file:line` of an object; empty if none is known."""
        ref = reference(kind, *path)
        assert ref in self.snapshot.objects, f"{ref} does not exist"
        found = self.origins.get(ref)
        return f"{found.file.split('_')[0]}:{found.line}" if found else ""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.server.connect(self.database, ADMIN) as connection:
            return connection.execute(query.encode()).fetchall()


Replay = Callable[..., Shadow]


@pytest.fixture
def replayed(shadow: ShadowServer, same_roles: Any) -> Iterator[Replay]:
    """Replay texts in a fresh database: `replayed("CREATE …", "ALTER …")`."""
    made: list[str] = []

    def run(*texts: str, lenient: bool = False) -> Shadow:
        database = f"unit_{next(_numbers)}"
        with shadow.connect("postgres", ADMIN) as connection:
            text = f"CREATE DATABASE {database} TEMPLATE template1 OWNER postgres STRATEGY file_copy"
            connection.execute(text.encode())
        made.append(database)
        files = [Migration(Path(f"{n}_x.sql"), f"{n}_x.sql", str(n), "x", sql) for n, sql in enumerate(texts, 1)]
        with shadow.connect(database, ADMIN) as admin, shadow.connect(database) as connection:
            privileged_calls = PrivilegedCalls(admin)
            privileged_calls.install()
            replayer = Replayer(connection, privileged_calls, lenient=lenient)
            return Shadow(shadow, database, replayer, explain(replayer.replay(files), files))

    with same_roles(lambda: shadow.connect("template1", ADMIN)):
        yield run
        with shadow.connect("template1", ADMIN) as connection:
            for database in made:
                connection.execute(f"DROP DATABASE {database} WITH (FORCE)".encode())


History = Mapping[str, tuple[str | None, list[str] | None]]
"""Version → name and statements, as the history of migrations has them."""


def write_history(superuser: psycopg.Connection[Any], history: History, prepare: str) -> None:
    """Create the table of the history with `prepare`, and write its rows; an old one has versions alone."""
    superuser.execute(prepare.encode())
    for version, (name, statements) in history.items():
        values: tuple[Any, ...] = (version,) if "statements" not in prepare else (version, statements, name)
        slots = ", ".join(["%s"] * len(values))
        superuser.execute(f"INSERT INTO supabase_migrations.schema_migrations VALUES ({slots})".encode(), values)


@dataclass(slots=True)
class _Comparer:
    """Makes a database of each call, and compares a folder with it."""

    shadow: ShadowServer
    folder: Path
    made: list[str] = field(default_factory=list)

    def __call__(
        self,
        files: Mapping[str, str],
        sql: str = FIRST,
        rows: History | None = None,
        prepare: str = TABLE + COLUMNS,
        template: str = "",
        folder: str = "",
        previous: Report | None = None,
        admin: str = "",
        *,
        probe_rows: bool = False,
        down: bool = False,
        large_table: int | None = None,
    ) -> Report:
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        database = f"history_{next(_numbers)}"
        self.made.append(database)
        self.shadow.create_database(database, *([template] if template else []))
        with self.shadow.connect(database) as connection:
            connection.execute(sql.encode())
        with self.shadow.connect(database, ADMIN) as superuser:
            superuser.execute((admin or "SELECT 1").encode())
            if rows is not None:
                write_history(superuser, rows, prepare)
        settings = settings_from(
            migrations=self.folder / folder,
            database_url=self.shadow.url(database, ADMIN),
            probe_rows=probe_rows,
            down=down,
            **({} if large_table is None else {"large_table": large_table}),
        )
        report = with_findings(as_dict(make_view(check(settings), previous)))
        run_repairs_alone(self.shadow, database, report)
        return report


@pytest.fixture
def compare(shadow: ShadowServer, tmp_path: Path, same_roles: Any) -> Iterator[Compare]:
    """The report for a folder (name → SQL) against a database made by `sql`, whose history has `rows`.

    `template` is a database that it is copied from, instead of the platform alone. Roles are gone after the test.
    """
    comparer = _Comparer(shadow, tmp_path)
    with same_roles(lambda: shadow.connect("template1", ADMIN)):
        yield comparer
        _drop_subscriptions(shadow, comparer.made)
        for database in comparer.made:
            shadow.drop_database(database)


@pytest.fixture
def signals() -> Iterator[None]:
    """Puts back the signal handlers that `cli.main` replaces."""
    numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
