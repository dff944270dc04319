"""Shared by the property tests: databases on the tests' servers, plans run on them, `pg_dump` as the judge."""

from __future__ import annotations

import itertools
import os
import re
import signal
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg

from schemasync.core.errors import ProofError
from schemasync.core.model import Snapshot
from schemasync.introspect.snapshot import read_snapshot
from schemasync.plan.build import build
from schemasync.prove.executor import execute

Connection = psycopg.Connection[Any]

ROLES = ("mut_alice", "mut_bob", "mut_app")
TABLESPACE = "mut_space"

_NOISE = re.compile(r"^(\\(un)?restrict .*|--|-- (Name|Dumped|PostgreSQL database dump|Completed).*)$", re.MULTILINE)
_TABLE = re.compile(r"CREATE (UNLOGGED |FOREIGN )?TABLE ")
_HEAP = re.compile(r"CREATE (UNLOGGED )?TABLE (?!.*^PARTITION BY )|CREATE MATERIALIZED VIEW ", re.MULTILINE | re.DOTALL)
_SPACED = re.compile(
    r"CREATE ((UNLOGGED )?TABLE|MATERIALIZED VIEW|(UNIQUE )?INDEX) |ALTER TABLE ONLY \S+\n    ADD CONSTRAINT "
)
_PUBLISHED = re.compile(r"^ALTER PUBLICATION .* ADD TABLE ONLY [^(]*\(([^()]*)\)")
_TO = re.compile(r" TO ([a-z_, ]+?)(?= USING| WITH CHECK|$)")
_OPTIONS = re.compile(r"\bWITH \(([a-z_.]+=[^()]*)\)")
PATIENCE = 20
_NUMBERS = itertools.count(1)


class Server(Protocol):
    """The fixture `pg`: a server of one major on which tests may do what they like."""

    major: int
    bindir: Path

    def connect(self, dbname: str) -> Connection: ...

    def conninfo(self, dbname: str) -> str: ...

    def create(self, name: str, template: str | None = None) -> None: ...

    def drop(self, name: str) -> None: ...


def fresh_name(prefix: str) -> str:
    """A database name that no other test of this process has."""
    return f"{prefix}_{os.getpid()}_{next(_NUMBERS)}"


def for_major(text: str, major: int) -> str:
    """Leave out the parts between `--@ >= 17` (or `--@ < 18`) and `--@ end` that are not for this major."""
    lines, on = [], True
    for line in text.splitlines():
        if line.startswith("--@ "):
            on, line = _applies(line.removeprefix("--@ "), major), ""
        lines.append(line if on else "")
    return "\n".join(lines)


def _applies(condition: str, major: int) -> bool:
    sign, _, number = condition.partition(" ")
    if sign == "end":
        return True
    return major >= int(number) if sign == ">=" else major < int(number)


def dump(pg: Server, database: str) -> tuple[str, ...]:
    """`pg_dump --schema-only` by statement, sorted; the order of columns in a table does not count."""
    command = [pg.bindir / "pg_dump", "--schema-only", pg.conninfo(database)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    parts = (part.strip() for part in _NOISE.sub("", text).split(";\n"))
    return tuple(sorted(set(map(_unordered, _stated(part for part in parts if part)))))


def server_dump(pg: Server, database: str) -> tuple[str, ...]:
    """The roles of the server, and the settings of the database, by statement, as `pg_dumpall` and `pg_dump -C` print them."""
    roles = [pg.bindir / "pg_dumpall", "--roles-only", "--no-role-passwords", f"--dbname={pg.conninfo('postgres')}"]
    own = [pg.bindir / "pg_dump", "--create", "--schema-only", pg.conninfo(database)]
    lines = [
        line
        for command in (roles, own)
        for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    ]
    quoted = f'"{database}"'
    settings = [line.replace(quoted, ":db").replace(f"DATABASE {database} ", "DATABASE :db ") for line in lines]
    settings = [line.replace(" VALID UNTIL 'infinity'", "") for line in settings]  # as without the clause
    return tuple(sorted({line for line in settings if line.startswith(_SERVER_WIDE)}))


_SERVER_WIDE = ("CREATE ROLE ", "ALTER ROLE ", "ALTER DATABASE ", "GRANT pg_", "GRANT corpus_", "GRANT mut_", 'GRANT "')


def _stated(parts: Iterable[str]) -> Iterable[str]:
    """Say behind each CREATE which table space and access method pg_dump has set before it."""
    space, method = "''", "heap"
    for part in parts:
        name, _, value = part.partition(" = ")
        if name == "SET default_tablespace":
            space = value
        elif name == "SET default_table_access_method":
            method = value
        else:
            clauses = f" -- TABLESPACE {space}" if space != "''" and _SPACED.match(part) else ""
            clauses += f" -- USING {method}" if method != "heap" and _HEAP.match(part) else ""
            yield part + clauses


def _unordered(part: str) -> str:
    if part.startswith("CREATE POLICY"):  # roles stand in the order of their rows in pg_authid
        return _TO.sub(lambda found: f" TO {', '.join(sorted(found[1].split(', ')))}", part)
    part = _OPTIONS.sub(lambda found: f"WITH ({', '.join(sorted(found[1].split(', ')))})", part)
    if found := _PUBLISHED.match(part):
        columns = ", ".join(sorted(found[1].split(", ")))
        return part[: found.start(1)] + columns + part[found.end(1) :]
    if not _TABLE.match(part):
        return part
    first, *rest = part.split("\n")
    return "\n".join([first, *sorted(line.rstrip(",") for line in rest)])


def difference(before: Iterable[str], after: Iterable[str], limit: int = 6) -> str:
    """Difference of two dumps, for people."""
    gone, came = sorted(set(before) - set(after)), sorted(set(after) - set(before))
    return "\n".join([*(f"- {part}" for part in gone[:limit]), *(f"+ {part}" for part in came[:limit])])


def run_plan(connection: Connection, before: Snapshot, after: Snapshot) -> list[str]:
    """Plan and apply; give the statements.

    Raises:
        AssertionError: a statement failed; shows it and the script.
        TimeoutError: there is no plan after `PATIENCE` seconds.
    """
    with _within(PATIENCE):
        plan = build(before, after)
    try:
        execute(connection, plan)
    except ProofError as error:
        raise AssertionError(f"{error}\nin {error.hint};\nof\n{plan}") from None
    return [statement.sql.text for statement in plan.statements]


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Stop a planner that does not come to an end; tests run in the main thread."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"no plan after {seconds} seconds")

    previous = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)


def script(texts: list[str]) -> str:
    """Statements as a script."""
    return "\n".join(f"{text};" for text in texts)


def snapshot_of(pg: Server, database: str) -> Snapshot:
    """Read a database over a connection of its own."""
    with pg.connect(database) as connection:
        return read_snapshot(connection)


def cluster_objects(pg: Server) -> None:
    """Make the roles and the table space that schemas of these tests use, once for a server."""
    with pg.connect("postgres") as connection:
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role in sorted(set(ROLES) - known):
            connection.execute(f"CREATE ROLE {role}".encode())
        if connection.execute("SELECT FROM pg_tablespace WHERE spcname = %s", (TABLESPACE,)).fetchone() is None:
            connection.execute("SET allow_in_place_tablespaces = on")
            connection.execute(f"CREATE TABLESPACE {TABLESPACE} LOCATION ''".encode())
