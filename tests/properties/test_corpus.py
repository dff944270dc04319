"""Every case of the corpus on every major: plan, apply, read again, and ask pg_dump.

From b to a it goes on one major, another one for each case, and on all with PROPERTIES=all (`make properties`).
On one major, the plans of both directions are compared with `plan_ab.sql` and `plan_ba.sql` beside the case's states.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import postgast
import psycopg
import pytest
from postgast.pg_query_pb2 import RangeVar

from schemasync.core.compare import compare
from schemasync.core.model import Snapshot
from schemasync.core.plan import Plan
from schemasync.introspect.snapshot import read_snapshot
from schemasync.plan.build import build
from schemasync.prove.executor import execute
from tests.plugins.servers import MAJORS, Cluster
from tests.properties.judge import difference
from tests.properties.outside_judge import server_dump

CORPUS = Path(__file__).parents[1] / "corpus"
CASES = sorted(str(path.parent.relative_to(CORPUS)) for path in CORPUS.glob("*/*/b.sql"))
_REQUIRES = re.compile(r"^-- requires: (.+)$", re.MULTILINE)
_KEEPS = re.compile(r"^-- keeps: (.+)$", re.MULTILINE)
_ROLES = re.compile(r"^-- roles: (.+)$", re.MULTILINE)
_ROWS = re.compile(r"^-- rows: (\S+)$", re.MULTILINE)
EVERYWHERE = os.environ.get("PROPERTIES") == "all"

PINNED = 17
"""The major whose plans are pinned."""
SECRETS = {"role_setting/secret": {"the value of the setting corpus.secret_word of role corpus_set"}}
"""Objects of a case that are listed as not compared."""
UNSOLVED = {
    "foreign_data/secret": "secrets of user mappings are never read",
    "role_setting/secret": "values of settings that may be secrets are never read",
    "subscription/secret": "connections that hold secrets are never read",
    "vault_secret/gone": "values of secrets are never read",
}
"""Cases that no plan solves, on no major, with the reason; each must fail."""


def _applies(text: str, cluster: Cluster) -> bool:
    for requirement in _REQUIRES.findall(text):
        word, *rest = requirement.split()
        if word == "pg" and not _is_of(cluster.major, rest):
            return False
        if word == "icu" and not _has_icu(cluster):
            return False
        if word == "extension" and not _query(
            cluster, "SELECT FROM pg_available_extensions WHERE name = %s", (rest[0],)
        ):
            return False
    return True


def _is_of(major: int, bound: list[str]) -> bool:
    """`>= 17` or `< 18`."""
    return major >= int(bound[1]) if bound[0] == ">=" else major < int(bound[1])


def _majors(text: str) -> list[int]:
    """The majors for which a case exists."""
    bounds = [requirement.split()[1:] for requirement in _REQUIRES.findall(text) if requirement.startswith("pg ")]
    return [major for major in MAJORS if all(_is_of(major, bound) for bound in bounds)]


def _pinned_major(text: str) -> int:
    """The major whose plans are pinned: `PINNED`, or the newest where the case does not exist there.

    ICU and some extensions come with Debian's servers alone, which are of the oldest major.
    """
    majors = _majors(text)
    if any(requirement.startswith(("icu", "extension")) for requirement in _REQUIRES.findall(text)):
        return majors[0]
    return PINNED if PINNED in majors else majors[-1]


def _assert_pinned(case: str, direction: str, plan: Plan, *, update: bool) -> None:
    """Compare a plan with its golden file, or rewrite that."""
    golden = CORPUS / case / f"plan_{direction}.sql"
    if update:
        golden.write_bytes(plan.script().encode())
    assert golden.read_bytes().decode() == plan.script(), f"{golden}: --update-goldens rewrites it"


def _assert_only_is_marked(plan: Plan) -> None:
    """A statement is marked where its parse tree has a table behind ONLY, but for types, which the parser marks the same."""
    for statement in plan.statements:
        text = statement.sql.text
        if not text.startswith(("DO ", "CREATE TYPE ", "ALTER TYPE ")):
            found = any(not table.inh for table in postgast.find_nodes(postgast.parse(text), RangeVar))
            assert statement.sql.only == found, text


def _goes_back(case: str, text: str, major: int) -> bool:
    """Whether the way from b to a is tried on this major."""
    able = _majors(text)
    return EVERYWHERE or able[zlib.crc32(case.encode()) % len(able)] == major


def _has_icu(cluster: Cluster) -> bool:
    """Servers built without ICU list a collation of it all the same."""
    with cluster.connect() as connection:
        try:
            connection.execute("CREATE COLLATION pg_temp.probe (PROVIDER = icu, LOCALE = 'und')")
        except psycopg.errors.FeatureNotSupported:
            return False
    return True


def _query(cluster: Cluster, text: str, parameters: tuple[str, ...] | None = None) -> bool:
    with cluster.connect() as connection:
        return connection.execute(text.encode(), parameters).fetchone() is not None


class State(NamedTuple):
    """A database in the state that a text makes: a connection to it, and its snapshot."""

    connection: psycopg.Connection[Any]
    snapshot: Snapshot


@contextmanager
def _state(cluster: Cluster, name: str, text: str) -> Iterator[State]:
    """Make the state of a text; the connection is a new one, on which the plan runs and the result is read."""
    cluster.create(name)
    with cluster.connect(name) as loader:
        loader.execute(text.encode())
    with cluster.connect(name) as connection:
        yield State(connection, read_snapshot(connection, repeated=True))


def _dump(cluster: Cluster, name: str, text: str) -> str:
    """Output of `pg_dump`; with the roles and settings of the server where the case makes roles."""
    return cluster.dump(name) + ("\n\n".join(server_dump(cluster, name)) if _ROLES.search(text) else "")


def _drop_roles(cluster: Cluster, text: str) -> None:
    """Drop the roles that a case makes, which its two states share, as both are on one server, and its databases."""
    for names in _ROLES.findall(text):
        for database in ("case_a", "case_b", "case_again"):
            cluster.drop(database)
        with cluster.connect() as connection:
            connection.execute(f"DROP ROLE IF EXISTS {names}".encode())


@pytest.fixture(autouse=True)
def _no_roles_left(pg: Cluster, request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    _drop_roles(pg, (CORPUS / request.node.callspec.params["case"] / "a.sql").read_text(encoding="utf-8"))


def read_again(cluster: Cluster, dump: str) -> State:
    """State after PostgreSQL has read its own print: some expressions print otherwise then."""
    text = "\n".join(line for line in dump.split("\n") if not line.startswith("\\"))
    with _state(cluster, "case_again", text) as state:
        return state


def _rows(connection: psycopg.Connection[Any], text: str) -> dict[str, int]:
    counts = {}
    for table in _ROWS.findall(text):
        row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
        counts[table] = row[0] if row else 0
    return counts


def _kept(connection: psycopg.Connection[Any], text: str) -> dict[str, list[tuple[object, ...]]]:
    """Answers of the queries whose answers no plan may change."""
    return {query: connection.execute(query.encode()).fetchall() for query in _KEEPS.findall(text)}


class Way(NamedTuple):
    """A plan from one of the case's states to the other.

    Attributes:
        name: of the database.
        text: that makes its state at the start.
        plan: to try.
        goal: state in which the plan must end.
        dump: `pg_dump`'s print of that.
    """

    name: str
    text: str
    plan: Plan
    goal: Snapshot
    dump: str


def _try(cluster: Cluster, connection: psycopg.Connection[Any], way: Way) -> None:
    """Apply the plan, read again, and ask pg_dump; no row and no answer may have changed."""
    counted, kept = _rows(connection, way.text), _kept(connection, way.text)
    assert all(kept.values())
    execute(connection, way.plan)
    found = read_snapshot(connection, repeated=True)
    made, (goal, dump) = _dump(cluster, way.name, way.text), (way.goal, way.dump)
    if compare(found, goal) or difference(made, dump):
        goal = read_again(cluster, dump).snapshot
        dump = _dump(cluster, "case_again", dump)
    assert compare(found, goal) == ()
    assert not difference(made, dump)
    assert _kept(connection, way.text) == kept
    assert way.name == "case_b" or _rows(connection, way.text) == counted


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, pg: Cluster, request: pytest.FixtureRequest) -> None:
    texts = [(CORPUS / case / f"{side}.sql").read_text(encoding="utf-8") for side in "ab"]
    if not all(_applies(text, pg) for text in texts):
        pytest.skip("needs another server")
    if case in UNSOLVED:
        request.applymarker(pytest.mark.xfail(reason=UNSOLVED[case], strict=True))
    goes_back = _goes_back(case, texts[0], pg.major)
    with ExitStack() as stack:
        states, dumps = [], []
        for name, text in zip(("case_a", "case_b"), texts, strict=True):
            _drop_roles(pg, text)
            states.append(stack.enter_context(_state(pg, name, text)))
            dumps.append(_dump(pg, name, text) if goes_back or name == "case_b" else "")
        a, b = (state.snapshot for state in states)
        unseen = _unseen(a, b) - SECRETS.get(case, set())
        if unseen:
            pytest.fail(f"not modelled: {', '.join(sorted(unseen))}")
        there, back = build(a, b), build(b, a)
        for plan in (there, back):
            _assert_only_is_marked(plan)
        if pg.major == _pinned_major(texts[0]):
            update = bool(request.config.getoption("--update-goldens"))
            _assert_pinned(case, "ab", there, update=update)
            _assert_pinned(case, "ba", back, update=update)
        ways = [Way("case_a", texts[0], there, b, dumps[1]), Way("case_b", texts[1], back, a, dumps[0])]
        for way, state in list(zip(ways, states, strict=True)) if goes_back else [(ways[0], states[0])]:
            connection = state.connection
            if _ROLES.search(way.text):
                _drop_roles(pg, way.text)
                connection = stack.enter_context(_state(pg, way.name, way.text)).connection
            _try(pg, connection, way)


def _unseen(*states: Snapshot) -> set[str]:
    """Objects that are listed as not compared, apart from passwords and secrets of user mappings."""
    listed = {item.description for state in states for item in state.unmodeled}
    return {description for description in listed if not description.startswith(("password", "secrets of "))}
