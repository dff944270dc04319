"""Settings that the server keeps for roles and databases (`pg_db_role_setting`), and how they are written as SQL."""

from __future__ import annotations

import csv

from schemasync.core.sql import WRITABLE, Setting, literal, name
from schemasync.kinds import option_lists

_LISTS = frozenset(
    {"local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries",
     "temp_tablespaces", "unix_socket_directories"}
)  # fmt: skip
"""Parameters whose values are lists of names (PostgreSQL: `GUC_LIST_QUOTE`, `variable_is_guc_list_quote`)."""
_EXTENSIONS = (
    "auto_explain", "graphql", "hnsw", "ivfflat", "pg_stat_statements", "pg_trgm", "pgaudit", "pgrst", "plpgsql", "safeupdate",
)  # fmt: skip
"""First parts of parameters that extensions and PostgREST define."""
PARAMETER = "split_part(o, '=', 1)"
IS_SECRET = (
    f"({PARAMETER} ~* '({option_lists.SECRET}|jwt|app_settings)'"
    f" OR {PARAMETER} ~ '[.]' AND split_part(o, '.', 1) NOT IN ({', '.join(map(literal, _EXTENSIONS))}))"
)
"""Condition: the value of an element `o` of `setconfig` may be a secret, as projects keep them in parameters of their own."""
VALUE = f"CASE WHEN NOT {IS_SECRET} THEN substr(o, strpos(o, '=') + 1) END"
"""SELECT's expression for the value of an element `o` of `setconfig`; NULL for what may be a secret."""
WRITTEN = "ARRAY[s.xmin::text::bigint, CASE WHEN s.xmax::text = '0' THEN s.cmin::text::bigint END]"
"""SELECT's expression for `xmin` and `cmin` of a row `s`; one row has all settings of a role in a database."""

UNREAD = "set it by hand, as its value may be a secret, which is never read"
"""Why a setting has no statement that makes it."""


def settings_for(parameter: str) -> tuple[Setting, ...]:
    """Settings with which a session can change a parameter, even one that makes it read-only."""
    return WRITABLE if parameter == WRITABLE[0].name else ()


def assignment(parameter: str, value: str) -> str:
    """`parameter TO value`, as SET and ALTER … SET have it."""
    values = next(csv.reader([value], skipinitialspace=True), [""]) if parameter in _LISTS else [value]
    return f"{parameter_name(parameter)} TO {', '.join(map(literal, values))}"


def parameter_name(parameter: str) -> str:
    """Quote a parameter's name, which may have dots."""
    return name(*parameter.split("."))
