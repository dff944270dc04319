"""Build the parts of the CREATE statement that tables and foreign tables share."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.kinds.kind import Folded, PlanContext


def column_list(table: Ref, context: PlanContext) -> tuple[list[str], str]:
    """The clauses of columns and constraints, and all of them in parentheses."""
    columns = sorted(context.folded(table, "column"), key=_position)
    parts = [*columns, *context.folded(table, "constraint")]
    lines = [line for part in parts if (line := context.clause(part.ref))]
    return lines, "(" + "".join(f"\n    {line}," for line in lines).rstrip(",") + ("\n)" if lines else ")")


def inherits(table: Ref, context: PlanContext) -> str:
    """` INHERITS (…)`; empty without parents."""
    parents = sorted(context.folded(table, "inheritance"), key=_position)
    return f" INHERITS ({', '.join(context.clause(parent.ref) for parent in parents)})" if parents else ""


def _position(part: Folded) -> int:
    position: int = part.model.position
    return position
