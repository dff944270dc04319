"""Columns that are added NOT NULL to a table with rows, and without a value for these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref
from schemasync.diagnose.statement_names import DEFAULT_SCHEMA
from schemasync.kinds.described import display_name
from schemasync.migrations.statements import enum_name
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.statements import alter_commands, named_table

FILLED = {"CONSTR_DEFAULT", "CONSTR_IDENTITY", "CONSTR_GENERATED"}
SERIAL = ("serial", "bigserial", "smallserial", "serial4", "serial8", "serial2")


def is_unfilled(column: Any, context: RuleContext) -> bool:
    """Whether a column definition is NOT NULL and gives no value."""
    kinds = {enum_name(item.constraint, "contype") for item in column.constraints}
    if not kinds & {"CONSTR_NOTNULL", "CONSTR_PRIMARY"} or kinds & FILLED:
        return False
    *schema, type_ = (part.string.sval for part in column.type_name.names)
    domain = context.after.objects.get(Ref("domain", ((schema or [DEFAULT_SCHEMA])[-1], type_)))
    return type_ not in SERIAL and (domain is None or domain.default is None)


def has_no_rows(context: RuleContext, ref: Ref) -> bool:
    """Whether the server counted the table's rows and found none."""
    model: Any = context.actual.objects.get(ref)
    return model is not None and model.estimate.rows == 0


def check(context: RuleContext) -> Iterator[Match]:
    for statement in context.statements:
        for name, command in alter_commands(statement):
            ref = named_table(context, statement.source.tree.relation)
            if name != "AT_AddColumn" or ref is None or has_no_rows(context, ref):
                continue
            column = getattr(command, "def").column_def
            known = Ref("column", (*ref.path, column.colname)) in context.unrenamed.objects
            if is_unfilled(column, context) and not (known and command.missing_ok):
                sentence = (
                    f"The column {column.colname} of {display_name(ref)} is NOT NULL and has no default: the statement fails "
                    "if the table has a row. Add it without NOT NULL, fill it, and set NOT NULL then."
                )
                yield Match(statement.place, Ref("column", (*ref.path, column.colname)), sentence)


RULE = Rule("not-null-without-default", "A NOT NULL column is added without a default", Severity.BREAKING, check)
