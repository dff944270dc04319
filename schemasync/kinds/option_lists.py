"""Storage options (`reloptions`) in a fixed order, and `OPTIONS (key 'value', …)` of foreign data objects."""

from __future__ import annotations

from collections.abc import Iterable

from schemasync.core.sql import Sql, ident, literal

SECRET = "pass|secret|token|key|credential"  # noqa: S105
"""Pattern of option names whose values may be a secret, and are never read."""


def storage(*lists: str) -> str:
    """Expression for storage options (`reloptions`), sorted: their order has no meaning."""
    joined = " || ".join(f"coalesce({each}, '{{}}')" for each in lists)
    return f"CASE WHEN {' IS NULL AND '.join(lists)} IS NULL THEN '{{}}' ELSE ARRAY(SELECT o FROM unnest({joined}) o ORDER BY 1) END"


def attribute(alias: str) -> str:
    """Expression for the options of a column (`pg_attribute.attoptions`) that a user can set, sorted.

    Since November 2026 the minor releases write `pg_attver=N` there for their own use; `pg_dump` leaves it out, too.
    """
    options = f"{alias}.attoptions"
    own = f"ARRAY(SELECT o FROM unnest({options}) o WHERE NOT starts_with(o, 'pg_') ORDER BY 1)"
    return f"CASE WHEN {options} IS NULL THEN '{{}}' ELSE {own} END"


def relation(alias: str, toast: str) -> str:
    """`storage` of a relation, with the options of its TOAST table prefixed."""
    prefixed = f"(CASE WHEN {toast}.reloptions IS NOT NULL THEN (SELECT array_agg('toast.' || o) FROM unnest({toast}.reloptions) o) END)"
    return storage(f"{alias}.reloptions", prefixed)


def pairs(options: Iterable[str]) -> dict[str, str]:
    """Split `key=value` texts."""
    return {key: value for key, _, value in (option.partition("=") for option in options)}


def clause(options: Iterable[str]) -> str:
    """` OPTIONS (…)` for a CREATE statement; empty without options."""
    words = ", ".join(f"{ident(key)} {literal(value)}" for key, value in pairs(options).items())
    return f" OPTIONS ({words})" if words else ""


def change(prefix: str, before: Iterable[str], after: Iterable[str]) -> list[Sql]:
    """`prefix OPTIONS (ADD …, SET …, DROP …)`."""
    old, new = pairs(before), pairs(after)
    words = [f"DROP {ident(key)}" for key in old if key not in new]
    words += [f"{'SET' if k in old else 'ADD'} {ident(k)} {literal(v)}" for k, v in new.items() if old.get(k) != v]
    return [Sql(f"{prefix} OPTIONS ({', '.join(words)})")] if words else []
