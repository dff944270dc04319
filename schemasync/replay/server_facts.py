"""Read facts about the server of the dry run: its functions and views. Each is read when it is first needed."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg

from schemasync.core.parser import UNREADABLE, parse
from schemasync.postgres.event_triggers import silent_event_triggers
from schemasync.replay.expressions import FunctionCall
from schemasync.replay.failing_code import Function, failing_functions, querying_functions, raising_functions
from schemasync.replay.trigger_code import assigned_columns

_NEVER = ("false", "NULL::boolean")
"""Conditions of a plan that hold for no row, as EXPLAIN prints them."""
_PLANNING = 3.0
"""Seconds after which no further query is planned."""
_UNSAFE = (
    "SELECT proname::text, pronargs - pronargdefaults, CASE WHEN provariadic = 0 THEN pronargs ELSE 100 END"
    " FROM pg_catalog.pg_proc WHERE pronamespace = 'pg_catalog'::pg_catalog.regnamespace"
    " AND (provolatile = 'v' OR provolatile = 's' AND pg_catalog.strpos(proname, '_to_xml') > 0)"
)
"""Functions that are volatile, or read whole tables: their names, and their least and greatest numbers of arguments."""
_FUNCTIONS = (
    "SELECT p.proname::text, l.lanname::text, coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc), p.provolatile = 'i'"
    " FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang"
    " JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace"
    " WHERE p.oid >= 16384 AND l.lanname IN ('sql', 'plpgsql') AND n.nspname <> 'schemasync'"
)
"""The project's functions, with their code."""
_VIEW = (
    "SELECT pg_catalog.pg_get_viewdef(r.ev_class) FROM pg_catalog.pg_rewrite r"
    " WHERE r.ev_class = %s::oid AND r.ev_type = '1' AND r.xmin::text || r.ctid::text = %s"
)
"""A view's definition, if its rule has that version."""
_VIEW_NOW = "SELECT pg_catalog.pg_get_viewdef(c.oid) FROM pg_catalog.pg_class c WHERE c.oid = %s::oid AND c.relkind IN ('v', 'm')"
_AGGREGATES = "SELECT DISTINCT proname::text FROM pg_catalog.pg_proc WHERE prokind = 'a'"
_RETURNING_SETS = "SELECT DISTINCT proname::text FROM pg_catalog.pg_proc WHERE proretset"
_EXTENSION_TABLES = "SELECT objid::bigint FROM pg_catalog.pg_depend WHERE deptype = 'e' AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass"

Connection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """Facts about the server of the dry run; most are functions, called when they are needed.

    Attributes:
        version: of the server.
        is_unsafe: tells whether a function of PostgreSQL's of that name does more than compute: an expression that calls it is
            not run.
        raising: reads the names of the project's functions that raise exceptions.
        functions: reads the names of the project's functions, and whether each can fail on values.
        querying: reads the names of the project's functions, and whether each may read or write tables.
        assigned: reads the names of the project's functions, and which columns of NEW each sets as a trigger; None if it may do more.
        reading: reads the names of the project's functions whose result can depend on rows.
        view_columns: reads, of a view whose rule has a version, its columns that show a column of its table as it is, each with
            that column's name; none if the view has been replaced since.
        view_query: reads the tree of a view's or materialized view's query; None if it is gone.
        aggregates: reads the names of aggregate functions.
        returning_sets: reads the names of functions that return sets.
        extension_tables: reads the OIDs of the tables that belong to an extension.
        is_empty: tells whether the planner knows that a query returns no row.
        is_empty_with: the same of a query of a table that a statement makes.
    """

    version: int
    is_unsafe: Callable[[FunctionCall], bool]
    raising: Callable[[], frozenset[str]]
    functions: Callable[[], Mapping[str, bool]]
    querying: Callable[[], Mapping[str, bool]]
    assigned: Callable[[], Mapping[str, Collection[str] | None]]
    reading: Callable[[], frozenset[str]]
    view_columns: Callable[[int, str], Mapping[str, str]]
    view_query: Callable[[int], Any]
    aggregates: Callable[[], frozenset[str]]
    returning_sets: Callable[[], frozenset[str]]
    extension_tables: Callable[[], frozenset[int]]
    is_empty: Callable[[str], bool]
    is_empty_with: Callable[[str, str], bool]


def read_server_facts(admin: Connection) -> ServerFacts:
    """Facts about a server.

    Args:
        admin: the superuser's connection to the database of the dry run.
    """
    functions = cache(lambda: [Function(*row) for row in admin.execute(_FUNCTIONS.encode())])
    failing = cache(lambda: failing_functions(functions()))
    planner = _Planner(admin)
    return ServerFacts(
        version=admin.info.server_version,
        is_unsafe=_unsafe_calls(admin),
        raising=cache(lambda: raising_functions(functions())),
        functions=failing,
        querying=cache(lambda: querying_functions(functions())),
        assigned=cache(lambda: assigned_columns(functions())),
        reading=cache(lambda: frozenset(each.name for each in functions() if not each.immutable)),
        view_columns=cache(lambda view, version: _view_columns(admin, view, version)),
        view_query=cache(lambda view: _query(admin.execute(_VIEW_NOW.encode(), (view,)).fetchone())),
        aggregates=cache(lambda: _all(admin, _AGGREGATES)),
        returning_sets=cache(lambda: _all(admin, _RETURNING_SETS)),
        extension_tables=cache(lambda: _all(admin, _EXTENSION_TABLES)),
        is_empty=planner.is_empty,
        is_empty_with=lambda table, query: planner.is_empty(query, table),
    )


def _all(admin: Connection, query: str) -> frozenset[Any]:
    """The values of a query's only column."""
    return frozenset(found for (found,) in admin.execute(query.encode()))


def _unsafe_calls(admin: Connection) -> Callable[[FunctionCall], bool]:
    @cache
    def unsafe() -> Mapping[str, Sequence[range]]:
        found: dict[str, list[range]] = defaultdict(list)
        for function, least, most in admin.execute(_UNSAFE.encode()):
            found[function].append(range(least, most + 1))
        return found

    return lambda call: any(call.arguments in numbers for numbers in unsafe().get(call.function, ()))


def _view_columns(admin: Connection, view: int, version: str) -> Mapping[str, str]:
    query = _query(admin.execute(_VIEW.encode(), (view, version)).fetchone())
    if query is None:
        return {}
    shown = {}
    for target in (item.res_target for item in query.target_list):
        if target.val.WhichOneof("node") == "column_ref" and (column := target.val.column_ref.fields[-1].string.sval):
            shown[target.name or column] = column
    return shown


def _query(definition: Sequence[str] | None) -> Any:
    """The tree of a view's query, of the row that has its text; None if there is none, or it cannot be read."""
    try:
        return parse(definition[0] if definition else "").stmts[0].stmt.select_stmt
    except (*UNREADABLE, IndexError):
        return None


@dataclass(slots=True)
class _Planner:
    """Plans queries, for a limited time."""

    admin: Connection
    seconds: float = 0.0

    def is_empty(self, query: str, table: str = "") -> bool:
        """Whether the planner proves that a query returns no row; False once `_PLANNING` seconds are used up.

        Args:
            query: to plan.
            table: statement that makes a temporary table for it, whose checks the planner takes into account.
        """
        if self.seconds > _PLANNING:
            return False
        started = time.monotonic()
        try:
            with silent_event_triggers(self.admin), self.admin.transaction(force_rollback=True):
                self.admin.execute(b"SET LOCAL statement_timeout = '1s'; SET LOCAL constraint_exclusion = on")
                if table:
                    self.admin.execute(table.encode())
                row = self.admin.execute(f"EXPLAIN (FORMAT JSON) {query}".encode()).fetchone()
        except psycopg.Error:
            return False
        finally:
            self.seconds += time.monotonic() - started
        return bool(row and row[0][0]["Plan"].get("One-Time Filter") in _NEVER)
