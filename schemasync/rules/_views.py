"""Read views: with whose rights they run, what they read, and whether rows can be written through them."""

from __future__ import annotations

from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import parse_options
from schemasync.rules._trees import inner, kind_of, nodes, statement

AGGREGATES = frozenset(
    {"count", "sum", "avg", "min", "max", "array_agg", "string_agg", "json_agg", "jsonb_agg", "bool_and", "bool_or", "every",
     "json_object_agg", "jsonb_object_agg"}
)  # fmt: skip


def runs_as_caller(model: Any) -> bool:
    """Whether a view reads its tables with the rights of whoever asks (`security_invoker`)."""
    return parse_options(model.options).get("security_invoker", "false") in ("true", "on", "1", "yes")


def writable_view(model: Any) -> bool:
    """Whether PostgreSQL probably writes rows through a view by itself: it reads one relation, and aggregates nothing.

    Source: PostgreSQL, CREATE VIEW, "Updatable Views".
    """
    tree = statement(model.definition.rstrip().removesuffix(";"))
    if tree is None or kind_of(tree) != "SelectStmt":
        return False
    if len(tree.from_clause) != 1 or kind_of(inner(tree.from_clause[0])) != "RangeVar":
        return False
    if tree.distinct_clause or tree.group_clause or tree.window_clause or tree.HasField("with_clause"):
        return False
    if any(tree.HasField(name) for name in ("having_clause", "limit_count", "limit_offset", "larg")):
        return False
    calls = (node for target in tree.target_list for node in nodes(target) if kind_of(node) == "FuncCall")
    return not any(call.funcname[-1].string.sval in AGGREGATES or call.HasField("over") for call in calls)


def table(ref: Ref) -> Ref:
    """The table that a column, policy or trigger belongs to."""
    return Ref("table", ref.path[:2])
