"""Owner, comment and privileges of every object of the rich database: what the server lets a superuser set is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import psycopg
import pytest

from schemasync.core.compare import compare
from schemasync.core.model import Ref, Snapshot
from schemasync.introspect.snapshot import read_snapshot
from schemasync.kinds import KINDS
from tests.plugins.servers import Cluster
from tests.properties.outside_judge import cluster_objects, for_major
from tests.properties.test_mutations import SCHEMA

NEW_ROLE = "mut_app"
DATABASE = "attached_facts"


def _owner(ref: Ref) -> tuple[str, Ref]:
    return f"ALTER {KINDS[ref.kind].ddl.target(ref)} OWNER TO {NEW_ROLE}", Ref("owner", (), ref)


def _comment(ref: Ref) -> tuple[str, Ref]:
    return f"COMMENT ON {KINDS[ref.kind].ddl.target(ref)} IS 'another comment'", Ref("comment", (), ref)


def _grant(ref: Ref) -> tuple[str, Ref]:
    target = KINDS[ref.kind].ddl.grant_target or KINDS[ref.kind].ddl.target
    listed = f" ({ref.path[-1]})" if ref.kind == "column" else ""
    return f"GRANT ALL{listed} ON {target(ref)} TO {NEW_ROLE} WITH GRANT OPTION", Ref("grant", (NEW_ROLE,), ref)


@pytest.mark.parametrize("fact", [_owner, _comment, _grant], ids=["owner", "comment", "grant"])
def test_a_fact_that_can_be_set_is_compared(fact: Callable[[Ref], tuple[str, Ref]], pg18: Cluster) -> None:
    cluster_objects(pg18)
    pg18.create(DATABASE)
    with pg18.connect(DATABASE) as connection:
        connection.execute(for_major(SCHEMA.read_text(), pg18.major).encode())
        before = read_snapshot(connection)
        facts: dict[str, set[Ref]] = defaultdict(set)  # a flag of a table (row security) has the table's target
        for ref in filter(_can_have_facts, before.objects):
            statement, each = fact(ref)
            facts[statement].add(each)
        accepted = [each for statement, each in facts.items() if _accepts(connection, statement)]
        after = read_snapshot(connection)
    pg18.drop(DATABASE)
    found = {change.ref for change in compare(before, after)}
    unseen = [each for each in accepted if each.isdisjoint(found) and not any(_held(ref, before) for ref in each)]
    assert len({ref.subject.kind for each in accepted for ref in each}) > len(KINDS) / 5
    assert [each for each in unseen if not any(_is_ignored(ref) for ref in each)] == []


def _is_ignored(fact: Ref) -> bool:
    """Of an index, PostgreSQL accepts an owner with a warning, and does nothing; `pg_dump` leaves out what `initdb` made."""
    return (fact.kind == "owner" and fact.subject.kind == "index") or fact.subject == Ref("extension", ("plpgsql",))


def _can_have_facts(ref: Ref) -> bool:
    """Whether it is an object of the database that people name, no fact or part of another one."""
    kind = KINDS[ref.kind]
    return ref.of is None and not kind.subobject and not kind.catalog.server_wide


def _held(fact: Ref, snapshot: Snapshot) -> bool:
    """Whether the role had it before."""
    return NEW_ROLE in (*fact.path, getattr(snapshot.objects.get(fact), "role", "")) and fact in snapshot.objects


def _accepts(connection: psycopg.Connection[object], statement: str) -> bool:
    try:
        connection.execute(statement.encode())
    except psycopg.Error:
        return False
    return True
