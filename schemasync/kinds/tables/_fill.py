"""Give the rows of a table the value of a new column, where PostgreSQL does not do so itself.

It is no update of the rows: triggers, rules and policies take no part. Replication sends it like one.
"""

from __future__ import annotations

from typing import TypeVar

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds.access.row_security import RowSecurity
from schemasync.kinds.firing_states import ENABLE
from schemasync.kinds.inheritance import descendants
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import all_of, find
from schemasync.kinds.paths import QualifiedName, relation_name, relation_of
from schemasync.kinds.replication.publication import Publication
from schemasync.kinds.tables import replica_identity
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.tables._constraint_model import Constraint
from schemasync.kinds.tables.replica_identity import DEFAULT, FULL, NOTHING, ReplicaIdentity
from schemasync.kinds.tables.rule import Rule
from schemasync.kinds.tables.sequence import Sequence
from schemasync.kinds.tables.trigger import Trigger

_REWRITE = (Hazard.TABLE_REWRITE,)
M = TypeVar("M", Trigger, Rule)


def fill_default(ref: Ref, context: PlanContext) -> list[Sql]:
    """Set the column to its default in all rows."""
    return _silently(ref, [Sql(f"UPDATE {relation_name(ref)} SET {ident(ref.name)} = DEFAULT", _REWRITE)], context)


def fill_identity(ref: Ref, model: Column, context: PlanContext) -> list[Sql]:
    """Number the rows as the column's sequence would."""
    sequence = model.identity_sequence and find(
        context.after.objects, Ref("sequence", model.identity_sequence), Sequence
    )
    if not sequence:
        return []
    steps = "(pg_catalog.row_number() OVER () OPERATOR(pg_catalog.-) 1)"
    number = f"{sequence.start} OPERATOR(pg_catalog.+) ({sequence.increment} OPERATOR(pg_catalog.*) {steps})"
    text = (
        f"UPDATE {relation_name(ref)} t SET {ident(ref.name)} = n.number\n"
        f"FROM (SELECT tableoid, ctid, {number} AS number FROM {relation_name(ref)}) n\n"
        "WHERE t.tableoid OPERATOR(pg_catalog.=) n.tableoid AND t.ctid OPERATOR(pg_catalog.=) n.ctid"
    )
    return _silently(ref, [Sql(text, _REWRITE)], context)


def _silently(ref: Ref, statements: list[Sql], context: PlanContext) -> list[Sql]:
    """Switch off what fires or filters on the table and its children, and on again what is on afterwards."""
    tables = list(dict.fromkeys((relation_of(ref), *map(relation_of, descendants(ref, context)))))
    off, on = list[str](), list[str]()
    if any(relation_of(each) in tables for each, _ in all_of(context.before.objects, Trigger)):
        off += [f"ALTER TABLE {name(*table)} DISABLE TRIGGER USER" for table in tables]
        on += [
            f"ALTER TABLE {relation_name(each)} {ENABLE[trigger.enabled]} TRIGGER {ident(each.name)}"
            for each, trigger in _on_tables(tables, Trigger, context)
            if trigger.enabled != "D" or trigger.parent_enabled
        ]
    for each, rule in _on_tables(tables, Rule, context):
        off.append(f"ALTER TABLE {relation_name(each)} DISABLE RULE {ident(each.name)}")
        if rule.enabled != "D":
            on.append(f"ALTER TABLE {relation_name(each)} {ENABLE[rule.enabled]} RULE {ident(each.name)}")
    for table in tables:
        before, after = _is_forced(table, context.before), _is_forced(table, context.after)
        off += [f"ALTER TABLE {name(*table)} NO FORCE ROW LEVEL SECURITY"] if before else []
        on += [f"ALTER TABLE {name(*table)} FORCE ROW LEVEL SECURITY"] if before and after else []
    identified, as_before = _identify_rows(tables, context)
    return [*map(Sql, off), *identified, *statements, *as_before, *map(Sql, on)]


def _identify_rows(tables: list[QualifiedName], context: PlanContext) -> tuple[list[Sql], list[Sql]]:
    """Let whole rows identify themselves, and end that: PostgreSQL updates no published row that nothing identifies."""
    if not any(_publishes(snapshot) for snapshot in (context.before, context.after)):
        return [], []
    first, last = list[Sql](), list[Sql]()
    for table in tables:
        ref = Ref("replica_identity", table)
        before = find(context.before.objects, ref, ReplicaIdentity)
        after = find(context.after.objects, ref, ReplicaIdentity)
        if before.mode != NOTHING if before else _has_key(table, context):
            continue
        first += replica_identity.create(ref, ReplicaIdentity(FULL, None), context)
        if after is None or after.mode == NOTHING:
            last += replica_identity.create(ref, after or ReplicaIdentity(DEFAULT, None), context)
    return first, last


def _publishes(snapshot: Snapshot) -> bool:
    """Whether a publication has tables."""
    publications = (model for _, model in all_of(snapshot.objects, Publication))
    return any(each.all_tables for each in publications) or any(
        ref.kind in ("publication_table", "publication_schema") for ref in snapshot.objects
    )


def _has_key(table: QualifiedName, context: PlanContext) -> bool:
    """Whether the table has a primary key throughout the plan."""
    return any(
        model.type == "p" and relation_of(ref) == table and ref in context.after.objects and ref not in context.created
        for ref, model in all_of(context.before.objects, Constraint)
    )


def _on_tables(tables: list[QualifiedName], model: type[M], context: PlanContext) -> list[tuple[Ref, M]]:
    """The objects of a kind on some tables that exist throughout the plan, in the tables' order, as they are afterwards.

    One that is made is made later.
    """
    found = [
        (ref, each)
        for ref, each in all_of(context.after.objects, model)
        if ref in context.before.objects and ref not in context.created and relation_of(ref) in tables
    ]
    return sorted(found, key=lambda pair: tables.index(relation_of(pair[0])))


def _is_forced(table: QualifiedName, snapshot: Snapshot) -> bool:
    security = find(snapshot.objects, Ref("row_security", table), RowSecurity)
    return bool(security and security.forced)
