"""Rows that a domain can refuse: one that takes less than before, and the type of a new column.

Names are those of the database before the pending files.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.core.parser import UNREADABLE, parse
from schemasync.core.row_risk import Probe
from schemasync.kinds.catalog import FIRST_USER_OID
from schemasync.replay import probes
from schemasync.replay.reading import Column, Constraint, Domain
from schemasync.replay.step import NULL, ObservedStep
from schemasync.replay.undecidable import CONSTANTS, OWN_CODE, Found, ends_soon

_LITERAL = frozenset(
    ("ParseResult", "RawStmt", "Node", "SelectStmt", "ResTarget", "TypeCast", "TypeName", "A_Const", "String", "Integer", "Float",
     "Boolean")
)  # fmt: skip
"""Parse nodes of a query for a literal, with or without casts."""


def domain_risks(step: ObservedStep) -> Iterator[Found]:
    """Columns of a domain that refuses more than before."""
    for oid, domain in step.written.domains.items():
        old = step.before.domains.get(oid)
        if old and domain.not_null and not old.not_null:
            for relation, column in step.columns_of(oid):
                yield relation, f"a NULL in {column}", probes.nulls(step.table(relation), [column])
    for one in step.new_constraints():
        for relation, column in step.columns_of(one.domain) if one.domain and one.kind == "c" else ():
            yield relation, f"a value of {column} that does not fit the domain", _domain(step, one, relation, column)


def added_domain_risks(step: ObservedStep) -> Iterator[Found]:
    """New columns with a value that their domain does not take: NULL or a default. No row of a table without rows shows it."""
    for (relation, number), column in step.written.columns.items():
        domain = step.after.domains.get(column.type)
        is_new = (relation, number) not in step.before.columns and step.is_table(relation)
        if domain and is_new and not (column.generated or step.inherited(relation)):
            yield from _added(step, relation, column, domain)


def _added(step: ObservedStep, relation: int, column: Column, domain: Domain) -> Iterator[Found]:
    default = column.expression or domain.default
    literal = NULL if default is None and not column.filled else _literal(default)
    if literal is None:
        if not _takes(step, column.type, None):
            yield relation, f"any row: the domain of {column.name} may not take its default", "it computes the default"
    elif _refuses(step, column.type, literal):
        value = NULL if literal.startswith(NULL) else "its default"
        on = f"any row: {column.name} would be {value}, which its domain does not take"
        yield relation, on, probes.any_row(step.table(relation), column.name, value)
    elif not _takes(step, column.type, literal):
        yield relation, f"any row: the domain of {column.name} may not take its default", OWN_CODE


def _literal(default: str | None) -> str | None:
    """A default that is a literal, in which nothing calls code but the casts of its types; None for any other."""
    try:
        tree = parse(f"SELECT {default}") if default else None
    except UNREADABLE:
        return None
    found = [node for node in nodes(tree) if node.DESCRIPTOR.name != "Node"]
    is_literal = all(node.DESCRIPTOR.name in _LITERAL and not _names_schema(node) for node in found)
    return default if found and is_literal else None


def _names_schema(node: Any) -> bool:
    """Whether a type is not PostgreSQL's own: the search path is empty where it was printed."""
    is_type = node.DESCRIPTOR.name == "TypeName"
    return is_type and len(node.names) > 1 and node.names[0].string.sval != "pg_catalog"


def _refuses(step: ObservedStep, domain: int, literal: str) -> bool:
    """Whether a domain has NOT NULL and the value is NULL, or a check that is known to be false for it."""
    if literal.startswith(NULL) and any(step.after.domains[oid].not_null for oid in step.domains_below(domain)):
        return True
    return any(
        step.server.is_empty(probes.fitting_value(literal, base, check))
        for base, check in _checks(step, domain)
        if check
    )


def _takes(step: ObservedStep, domain: int, literal: str | None) -> bool:
    """Whether all checks of a domain are known to be true or NULL for a value; if that is not known, whether it has none."""
    return all(
        literal is not None and check is not None and step.server.is_empty(probes.unfit_value(literal, base, check))
        for base, check in _checks(step, domain)
    )


def _checks(step: ObservedStep, domain: int) -> Iterator[tuple[str, str | None]]:
    """(type of the value, check) for each check of a domain and of those that it is over; None for one that is not run here."""
    domains = step.domains_below(domain)
    base = step.after.domains[domains[-1]]
    for oid in domains:
        for one in step.tables.checks_of_domain(oid).values():
            is_plain = base.base_oid < FIRST_USER_OID and ends_soon(one.expression) and step.is_safe(one.expression)
            yield base.base, one.expression if is_plain and not one.own_code else None


def _domain(step: ObservedStep, one: Constraint, relation: int, column: str) -> Probe | str:
    if not ends_soon(one.expression):
        return CONSTANTS
    known = step.start.domains.get(one.domain)
    if one.own_code or known is None or known.base_oid >= FIRST_USER_OID or not step.is_safe(one.expression):
        return OWN_CODE
    return probes.failing_domain(step.table(relation), column, known.base, one.expression or "")
