"""The queries of a snapshot: which there are, which of them can find something, and how they are prepared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from schemasync.core.sql import INPUT_SETTINGS, TEXT_SETTINGS, literal
from schemasync.introspect import unmodeled
from schemasync.introspect.edges import DEPENDENCIES
from schemasync.kinds import KINDS
from schemasync.kinds.catalog import FIRST_USER_OID, UserRows
from schemasync.kinds.extension_members import MEMBERS

IDENTITY = "SELECT current_user::text, current_database()::text"
_AS_IN_C = "{C,POSIX,en_US}"
"""Locales that read an amount of money as C prints it, Supabase's among them."""
TEXT_SETTINGS_QUERY = f"""
    SELECT name FROM pg_catalog.pg_settings WHERE name = ANY ({literal("{" + ",".join(sorted(INPUT_SETTINGS)) + "}")})
        AND reset_val IS DISTINCT FROM CASE name {
    " ".join(f"WHEN {literal(s.name)} THEN {literal(s.value.strip(chr(39)))}" for s in TEXT_SETTINGS)
} END
        AND NOT (name = 'lc_monetary' AND pg_catalog.split_part(reset_val, '.', 1) = ANY ({literal(_AS_IN_C)}))
    UNION
    SELECT name FROM pg_catalog.pg_settings JOIN (
        SELECT pg_catalog.lower(pg_catalog.split_part(unnest, '=', 1)) AS changed
        FROM pg_catalog.pg_db_role_setting, pg_catalog.unnest(setconfig)
        WHERE setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))
    ) AS changes ON pg_catalog.lower(name) = changed
    WHERE name = ANY ({literal("{" + ",".join(sorted(INPUT_SETTINGS)) + "}")})
"""
"""SELECT the input parameters whose value in a new session can differ from ours, by a setting of the server, the database or a role."""
CASTS = "SELECT format_type(castsource, NULL), format_type(casttarget, NULL) FROM pg_cast"


@lru_cache(maxsize=8)
def queries(version: int) -> Mapping[str, str]:
    """Every SELECT of a snapshot by name, for one server version (as 170011)."""
    kinds = sorted(KINDS.values(), key=lambda kind: kind.satellite)  # in the order in which they are read
    asked = {kind.name: kind.catalog.extra_addresses(version) for kind in kinds if kind.catalog.extra_addresses}
    named = {f"names:{name}": text for name, text in asked.items() if text}
    named |= {f"kind:{kind.name}": kind.catalog.query(version) for kind in kinds}
    return {
        **named,
        "depend": DEPENDENCIES,
        "identity": IDENTITY,
        "casts": CASTS,
        "text_settings": TEXT_SETTINGS_QUERY,
        "extension_members": MEMBERS,
        "unmodeled": unmodeled.unmodeled_query(version),
    }


@lru_cache(maxsize=8)
def _conditions(version: int) -> Mapping[tuple[str, str], Sequence[UserRows]]:
    """Conditions without which some queries find nothing, by the catalog and its column with the OID."""
    found: dict[tuple[str, str], dict[UserRows, None]] = defaultdict(dict)
    kinds = (kind.catalog.only_if for kind in KINDS.values() if kind.catalog.only_if)
    for condition in (*kinds, *unmodeled.probes(version)):
        found[condition.catalog, condition.oid][condition] = None
    return {place: tuple(conditions) for place, conditions in found.items()}


def conditions_query(version: int) -> str:
    """SELECT of a column for each catalog: an array that says which of its conditions hold, in their order."""
    columns = (
        f"(SELECT ARRAY[{', '.join(f'coalesce(bool_or({one.condition}), false)' for one in conditions)}]"
        f" FROM {catalog} x WHERE x.{oid} >= {FIRST_USER_OID})"
        for (catalog, oid), conditions in _conditions(version).items()
    )
    return f"SELECT {', '.join(columns)}"


def holding_conditions(version: int, answer: Sequence[Sequence[bool]]) -> frozenset[UserRows]:
    """The conditions that hold, by the row that `conditions_query` returned."""
    asked = zip(_conditions(version).values(), answer, strict=True)
    return frozenset(one for conditions, holds in asked for one, is_so in zip(conditions, holds, strict=True) if is_so)


def needed(version: int, holding: Collection[UserRows]) -> dict[str, str]:
    """The queries that can find something, by name.

    Args:
        version: of the server.
        holding: the conditions that hold.
    """
    idle = {kind.name for kind in KINDS.values() if kind.catalog.only_if and kind.catalog.only_if not in holding}
    catalogs = [probe for condition, probe in unmodeled.probes(version).items() if condition in holding]
    named = {name: text for name, text in queries(version).items() if name.partition(":")[2] not in idle}
    return {**named, "probe": unmodeled.probe_query(catalogs)}


class Queries(NamedTuple):
    """SELECTs by name, and the statements that must have run before them."""

    first: tuple[str, ...]
    named: Mapping[str, str]


def prepared(named: Mapping[str, str], known: dict[str, str]) -> Queries:
    """The queries as prepared statements; PostgreSQL then analyses and plans them once for a connection.

    Args:
        named: SELECTs by name.
        known: names of the statements that are prepared already, by their texts; the new ones are added.
    """
    first = [] if known else ["DEALLOCATE ALL"]  # an earlier reading may have failed after some of them
    for text in named.values():
        if text not in known:
            known[text] = f"schemasync_read_{len(known)}"
            first.append(f"PREPARE {known[text]} AS {text}")
    return Queries(tuple(first), {name: f"EXECUTE {known[text]}" for name, text in named.items()})
