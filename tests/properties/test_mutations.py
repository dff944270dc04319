"""Every single-statement change that `pg_dump` sees is found, blamed on the right object, and undone by a plan.

To be quick, mutations of unrelated objects are tried several at a time; where that is not flawless, each of them is
tried alone, and what comes out then counts. `MUTATIONS_ALONE=1` tries all of them alone. Each mutation is tried on one
major, on all with `PROPERTIES=all`.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from _pytest.mark import ParameterSet

from schemasync.core.compare import compare
from schemasync.core.model import Change, Ref, Snapshot
from schemasync.introspect.snapshot import read_snapshot
from schemasync.kinds import KINDS
from tests.plugins.servers import MAJORS
from tests.properties.mutations import MUTATIONS, UNSOLVED, Mutation
from tests.properties.outside_judge import (
    Connection,
    Server,
    cluster_objects,
    difference,
    dump,
    for_major,
    fresh_name,
    run_plan,
    script,
    server_dump,
)

SCHEMA = Path(__file__).with_name("rich_schema.sql")
ALONE = bool(os.environ.get("MUTATIONS_ALONE"))
EVERYWHERE = os.environ.get("PROPERTIES") == "all"
TOGETHER = 10
SWEEPING = re.compile(r"CASCADE|RENAME|SET SCHEMA|ONLY|PARTITION|DATABASE|(CREATE|ALTER) ROLE|GRANT mut_")
"""Statements that may take away what other mutations speak of."""


def batches() -> list[list[Mutation]]:
    """Mutations that may be tried together: of different objects, none sweeping, neutral ones apart."""
    made: list[tuple[set[tuple[str, ...]], bool, list[Mutation]]] = []
    single: list[list[Mutation]] = []
    ahead = len(MUTATIONS) // TOGETHER
    for mutation in (MUTATIONS[i] for start in range(ahead) for i in range(start, len(MUTATIONS), ahead)):
        if ALONE or mutation.setup or mutation.least or SWEEPING.search(mutation.sql) or mutation.name in UNSOLVED:
            single.append([mutation])
            continue
        neutral = mutation.blame is None
        about = {(ref.of or ref).path for ref in (mutation.blame, *mutation.also) if ref}
        for taken, same, members in made:
            if len(members) < TOGETHER and same == neutral and not _overlap(about, taken):
                members.append(mutation)
                taken |= about
                break
        else:
            made.append((about, neutral, [mutation]))
    return [*(members for _, _, members in made), *single]


def _overlap(some: set[tuple[str, ...]], others: set[tuple[str, ...]]) -> bool:
    """Whether an object of one set is, or is a part of, one of the other."""
    return any(one[: len(other)] == other or other[: len(one)] == one for one in some for other in others)


BATCHES = batches()


class Bench:
    """The rich database and what is tried on its copies.

    Attributes:
        pg: the server.
        template: name of the database that is copied and never changed.
    """

    def __init__(self, pg: Server) -> None:
        self.pg = pg
        self.template = fresh_name("mutations")
        cluster_objects(pg)
        pg.create(self.template)
        with pg.connect(self.template) as connection:
            connection.execute(for_major(SCHEMA.read_text(), pg.major).encode())
            self.snapshot = read_snapshot(connection)
        self.dump = dump(pg, self.template)
        self.results: dict[str, str] = {}
        self.tried: set[str] = set()

    @contextmanager
    def copy(self) -> Iterator[tuple[str, Connection]]:
        """A copy of the rich database, for as long as it is needed."""
        name = fresh_name("mutation")
        self.pg.create(name, self.template)
        try:
            with self.pg.connect(name) as connection:
                yield name, connection
        finally:
            self.pg.drop(name)

    @contextmanager
    def roles(self) -> Iterator[None]:
        """Give the server the roles back that it had, whatever becomes of the mutation."""
        query = "SELECT rolname FROM pg_roles WHERE oid >= 16384"
        with self.pg.connect("postgres") as connection:
            known = {name for (name,) in connection.execute(query)}
            try:
                yield
            finally:
                for (name,) in connection.execute(query).fetchall():
                    statements = ["REVOKE mut_bob FROM mut_alice", "ALTER ROLE ALL RESET ALL"]
                    plain = "NOLOGIN CONNECTION LIMIT -1 VALID UNTIL 'infinity' PASSWORD NULL"
                    statements += [f"ALTER ROLE {name} {plain}", f"ALTER ROLE {name} RESET ALL"]
                    for text in statements if name in known else []:
                        connection.execute(text.encode())
                    if name not in known:
                        connection.execute(f"DROP ROLE {name}".encode())

    def result(self, mutation: Mutation, batch: Sequence[Mutation]) -> str:
        """Describe the fault in the product's answer to a mutation; empty if there is none."""
        if len(batch) > 1 and batch[0].name not in self.tried:
            self.tried.add(batch[0].name)
            self.results |= dict.fromkeys(self._flawless(batch), "")
        if mutation.name not in self.results:
            self.results[mutation.name] = self.attempt(mutation)
        return self.results[mutation.name]

    def _flawless(self, batch: Sequence[Mutation]) -> list[str]:
        """Try mutations together, in halves where that is not flawless; the names of those that need not be tried alone."""
        with self.copy() as (name, connection):
            done = [mutation for mutation in batch if _applies(connection, mutation)]
            mutated = read_snapshot(connection)
            changes = compare(mutated, self.snapshot)
            if not batch[0].blame:
                fine = not changes and dump(self.pg, name) == self.dump
            else:
                done = [mutation for mutation in done if _blamed(mutation, changes, mutated, self.snapshot)]
                fine = not self._undo(name, connection, mutated, self.snapshot, self.dump)
        if fine:
            return [mutation.name for mutation in done]
        middle = len(batch) // 2
        halves = (batch[:middle], batch[middle:])
        return [name for half in halves if len(half) > 1 for name in self._flawless(half)]

    def attempt(self, mutation: Mutation) -> str:
        """Apply it to a copy and hold the product against `pg_dump`; give what is wrong, or nothing."""
        look = _whole_dump if _is_servers(mutation) else dump
        with self.copy() as (name, connection), self.roles():
            original, original_dump = self.snapshot, self.dump
            if mutation.setup or look is not dump:
                connection.execute(mutation.setup.replace(":db", name).encode())
                original, original_dump = read_snapshot(connection), look(self.pg, name)
            connection.execute(mutation.sql.encode())
            mutated = read_snapshot(connection)
            changes = compare(mutated, original)
            changed_dump = look(self.pg, name)
            if changed_dump == original_dump:
                return _neutral(mutation, changes)
            if not mutation.blame:
                return f"expected to be neutral, but pg_dump differs:\n{difference(original_dump, changed_dump)}"
            if not changes:
                return f"NOT SEEN: pg_dump differs:\n{difference(original_dump, changed_dump)}"
            wrong = "" if _blamed(mutation, changes, mutated, original) else f"BLAME: only {_names(changes)}\n"
            return wrong + self._undo(name, connection, mutated, original, original_dump, look)

    def _undo(
        self,
        name: str,
        connection: Connection,
        mutated: Snapshot,
        original: Snapshot,
        wanted: tuple[str, ...],
        look: Callable[[Server, str], tuple[str, ...]] = dump,
    ) -> str:
        texts: list[str] = []
        try:
            texts = run_plan(connection, mutated, original)
        except Exception as error:  # noqa: BLE001 (whatever the product raises is the finding)
            return f"PLAN: {type(error).__name__}: {error}"
        result = look(self.pg, name)
        return "" if result == wanted else f"NOT UNDONE:\n{difference(wanted, result)}\nby\n{script(texts)}"


def _is_servers(mutation: Mutation) -> bool:
    """Whether a mutation is of a role or a setting, which `pg_dump --schema-only` does not print."""
    return bool(re.search(r"(CREATE|ALTER) ROLE|ALTER DATABASE|mut_bob (TO|FROM) mut_alice", mutation.sql))


def _whole_dump(pg: Server, database: str) -> tuple[str, ...]:
    return (*dump(pg, database), *server_dump(pg, database))


def _applies(connection: Connection, mutation: Mutation) -> bool:
    try:
        connection.execute(mutation.sql.encode())
    except psycopg.Error:
        return False
    return True


def _neutral(mutation: Mutation, changes: tuple[Change, ...]) -> str:
    if mutation.blame:
        return "the mutation is idle: pg_dump is as before" + (f", but {_names(changes)} differ" if changes else "")
    return f"FALSE ALARM: pg_dump is as before, but {_names(changes)} differ" if changes else ""


def _names(changes: tuple[Change, ...]) -> str:
    listed = [f"{change.ref} ({', '.join(change.attributes)})" for change in changes]
    return "; ".join(listed[:12]) + (f" and {len(listed) - 12} more" if len(listed) > 12 else "")


def _blamed(mutation: Mutation, changes: tuple[Change, ...], mutated: Snapshot, original: Snapshot) -> bool:
    """Some change is of the expected object, or of a part of it."""
    assert mutation.blame
    for change in changes:
        model = original.objects.get(change.ref) or mutated.objects.get(change.ref)
        if any(_is_part(change.ref, model, wanted) for wanted in (mutation.blame, *mutation.also)):
            return True
    return False


def _is_part(ref: Ref, model: object, wanted: Ref) -> bool:
    if wanted in (ref, ref.of):
        return True
    if ref.of or wanted.of or ref.path[: len(wanted.path)] != wanted.path:
        return False
    if len(ref.path) > len(wanted.path) or ref.kind == wanted.kind:
        return ref.kind == wanted.kind or not KINDS[ref.kind].satellite
    parent = KINDS[ref.kind].parent
    return bool(parent and parent(ref, model) == wanted)


@pytest.fixture(scope="session")
def benches() -> Iterator[Callable[[Server], Bench]]:
    """The bench of a server, made once: pytest sets a fixture up again for each test that gives its parameter itself."""
    made: dict[int, Bench] = {}
    yield lambda pg: made.get(pg.major) or made.setdefault(pg.major, Bench(pg))
    for bench in made.values():
        bench.pg.drop(bench.template)


@pytest.fixture
def bench(pg: Server, benches: Callable[[Server], Bench]) -> Bench:
    """The bench of the test's server."""
    return benches(pg)


def _majors(mutation: Mutation, batch: list[Mutation]) -> list[int]:
    """The majors on which a mutation is tried: one, always the same, and the same for those that are tried together."""
    able = [major for major in MAJORS if mutation.least <= major < mutation.below]
    return able if EVERYWHERE else [able[zlib.crc32(batch[0].name.encode()) % len(able)]]


def _trials() -> Iterator[ParameterSet]:
    """Major, mutation, and those that are tried together with it."""
    for major in MAJORS:
        for batch in BATCHES:
            for mutation in batch:
                if major in _majors(mutation, batch):
                    reason = UNSOLVED.get(mutation.name)
                    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
                    yield pytest.param(major, mutation, batch, id=f"pg{major}-{mutation.name}", marks=marks)


@pytest.mark.parametrize(("pg", "mutation", "batch"), list(_trials()), indirect=["pg"])
def test_mutation(bench: Bench, mutation: Mutation, batch: list[Mutation]) -> None:
    """A mutation that `pg_dump` shows is found, blamed and undone; any other is no difference."""
    wrong = bench.result(mutation, batch)
    assert not wrong, f"{mutation.sql}\n{wrong}"


def test_every_mutation_is_tried() -> None:
    """On one major at least, and no name and no statement occurs twice."""
    assert {trial.values[1].name for trial in _trials()} == {mutation.name for mutation in MUTATIONS}
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)
    assert len({(mutation.setup, mutation.sql) for mutation in MUTATIONS}) == len(MUTATIONS)
