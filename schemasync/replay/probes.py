"""Queries that count the rows that would make a statement fail; each returns a number up to `BOUND`, never a value.

Operators are built in and qualified. Expressions come from the catalogs; callers pass only those that call built-in code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemasync.core.row_risk import BOUND, Probe
from schemasync.core.sql import ident, literal, name
from schemasync.replay.reading import Column

Table = tuple[str, str]


def _counting(what: str, condition: str, words: tuple[str, str], table: Table, *more: Table) -> Probe:
    sql = f"SELECT count(*) FROM (SELECT FROM {what} WHERE {condition} LIMIT {BOUND + 1}) AS found"
    return Probe(sql, *words, (table, *more))


def _columns(columns: Sequence[str]) -> str:
    return ", ".join(columns)


def nulls(table: Table, columns: Sequence[str]) -> Probe:
    """Rows with NULL in one of the columns; not by `IS NULL`, which is also true of a composite value of NULLs."""
    condition = " OR ".join(f"{ident(column)} IS NOT DISTINCT FROM NULL" for column in columns)
    words = f"row has NULL in {_columns(columns)}", f"rows have NULL in {_columns(columns)}"
    return _counting(name(*table), condition, words, table)


def any_row(table: Table, column: str, value: str = "NULL") -> Probe:
    """All rows, as a new column would have the same value in each."""
    words = f"row would have {value} in {column}", f"rows would have {value} in {column}"
    return _counting(name(*table), "true", words, table)


def failing(table: Table, expression: str) -> Probe:
    """Rows for which a check is false."""
    words = "row does not fit the check", "rows do not fit the check"
    return _counting(name(*table), f"NOT ({expression})", words, table)


def failing_with_values(values: Sequence[tuple[Column, str]], known: Sequence[Column], expression: str) -> str:
    """Query whose plan shows whether a check can be false where some of its columns have these values, whatever the others are.

    It names no table: planning it evaluates no expression of the project's.
    """
    columns = [f"{value}::{column.type_name} AS {ident(column.name)}" for column, value in values]
    columns += [ident(column.name) for column in known]
    typed = ", ".join(f"{ident(column.name)} {column.type_name}" for column in known)
    source = f" FROM pg_catalog.json_to_record('{{}}') AS known ({typed})" if known else ""
    return f"SELECT FROM (SELECT {', '.join(columns)}{source}) AS checked WHERE NOT ({expression})"


def table_with_checks(columns: Sequence[Column], checks: Sequence[str]) -> str:
    """Statement that makes an empty temporary table `checked` with columns and checks."""
    parts = [f"{ident(column.name)} {column.type_name}" for column in columns] + [
        f"CHECK ({check})" for check in checks
    ]
    return f"CREATE TEMP TABLE checked ({', '.join(parts)})"


def failing_checked(expression: str) -> str:
    """Query of that table's rows for which a check is false."""
    return f"SELECT FROM pg_temp.checked WHERE NOT ({expression})"


def fitting_value(value: str, base: str, expression: str) -> str:
    """Query that returns no row if a domain's check is false for a literal; it names no table."""
    return f"SELECT FROM (SELECT ({value})::{base} AS value) AS checked WHERE ({expression}) IS NOT FALSE"


def unfit_value(value: str, base: str, expression: str) -> str:
    """Query that returns no row if a domain's check is not false for a literal; it names no table."""
    return f"SELECT FROM (SELECT ({value})::{base} AS value) AS checked WHERE ({expression}) IS FALSE"


def failing_domain(table: Table, column: str, base: str, expression: str) -> Probe:
    """Values for which a domain's check, which names them VALUE, is false."""
    inside = f"(SELECT {ident(column)}::{base} AS value FROM {name(*table)}) AS checked"
    words = f"row has a value in {column} that does not fit", f"rows have values in {column} that do not fit"
    return _counting(inside, f"NOT ({expression})", words, table)


def outside(table: Table, expression: str) -> Probe:
    """Rows outside a partition's bound."""
    words = "row is outside the bound", "rows are outside the bound"
    return _counting(name(*table), f"({expression}) IS NOT TRUE", words, table)


def inside(table: Table, expression: str) -> Probe:
    """Rows of a default partition that belong to a new one."""
    words = "row belongs to the new partition", "rows belong to the new partition"
    return _counting(name(*table), f"({expression})", words, table)


def duplicates(
    table: Table, keys: Sequence[str], shown: Sequence[str], predicate: str | None, *, nulls_equal: bool, no_null: bool
) -> Probe:
    """Keys that more than one row has, and, with `no_null`, rows with NULL in the key.

    OFFSET 0 prevents the key from being computed for rows outside the predicate, for which it may fail.
    """
    rows = f"(SELECT * FROM {name(*table)} WHERE {predicate} OFFSET 0) AS found" if predicate else name(*table)
    where = "" if nulls_equal else f" WHERE {' AND '.join(f'{key} IS NOT NULL' for key in keys)}"
    grouped = f"SELECT FROM {rows}{where} GROUP BY {', '.join(keys)} HAVING count(*) > 1 LIMIT {BOUND + 1}"
    sql = f"SELECT count(*) FROM ({grouped}) AS found"
    if no_null:
        missing = " OR ".join(f"{key} IS NULL" for key in keys)
        sql = f"SELECT ({sql}) + (SELECT count(*) FROM (SELECT FROM {name(*table)} WHERE {missing} LIMIT {BOUND + 1}) AS n)"
    columns = _columns(shown)
    if no_null:
        return Probe(
            sql, f"key ({columns}) is NULL or not unique", f"keys ({columns}) are NULL or not unique", (table,)
        )
    return Probe(sql, f"key ({columns}) is in several rows", f"keys ({columns}) are in several rows each", (table,))


def orphans(table: Table, columns: Sequence[str], referenced: Table, targets: Sequence[str], *, full: bool) -> Probe:
    """Rows that reference no row; with MATCH FULL, also rows with NULL in only some of the columns."""
    pairs = zip(columns, targets, strict=True)
    joined = " AND ".join(f"b.{ident(target)} OPERATOR(pg_catalog.=) a.{ident(column)}" for column, target in pairs)
    complete = " AND ".join(f"a.{ident(column)} IS NOT NULL" for column in columns)
    condition = f"{complete} AND NOT EXISTS (SELECT FROM {name(*referenced)} AS b WHERE {joined})"
    if full and len(columns) > 1:
        partly = " OR ".join(f"a.{ident(column)} IS NULL" for column in columns)
        some = " OR ".join(f"a.{ident(column)} IS NOT NULL" for column in columns)
        condition = f"({condition}) OR (({partly}) AND ({some}))"
    words = "row references none of", "rows reference none of"
    named = ".".join(referenced)
    return _counting(
        f"{name(*table)} AS a", condition, (f"{words[0]} {named}", f"{words[1]} {named}"), table, referenced
    )


def conflicts(table: Table, columns: Sequence[str], operators: Sequence[str], predicate: str | None) -> Probe:
    """Rows that conflict with another row under an exclusion constraint."""
    meets = " AND ".join(
        f"a.{ident(column)} OPERATOR(pg_catalog.{operator}) b.{ident(column)}"
        for column, operator in zip(columns, operators, strict=True)
    )
    rows = f"(SELECT *, tableoid AS schemasync_o, ctid AS schemasync_c FROM {name(*table)}{f' WHERE {predicate}' if predicate else ''})"
    another = f"EXISTS (SELECT FROM {rows} AS b WHERE (a.schemasync_o, a.schemasync_c) IS DISTINCT FROM (b.schemasync_o, b.schemasync_c) AND {meets})"
    words = "row excludes another one", "rows exclude another one"
    return _counting(f"{rows} AS a", another, words, table)


def too_long(table: Table, column: str, length: int) -> Probe:
    """Values with more characters than the new type holds; trailing spaces are truncated, and do not count."""
    text = f"{ident(column)}::pg_catalog.text"
    rest = f"pg_catalog.rtrim(pg_catalog.substr({text}, {length + 1}), ' ')"
    most = f"more than {length} character{'' if length == 1 else 's'} in {column}"
    words = f"row has {most}", f"rows have {most}"
    return _counting(name(*table), f"{rest} OPERATOR(pg_catalog.<>) ''", words, table)


def not_labels(table: Table, column: str, old: str, labels: Sequence[str]) -> Probe:
    """Values that are no label of the enum to which they are converted, through text."""
    listed = ", ".join(map(literal, labels))
    condition = f"{ident(column)}::pg_catalog.text OPERATOR(pg_catalog.<>) ALL (ARRAY[{listed}]::pg_catalog.text[])"
    words = f"row has a value in {column} that is no label", f"rows have values in {column} that are no labels"
    return replace(_counting(name(*table), condition, words, table), casts=((old, "text"),))


def uncastable(table: Table, column: str, old: str, new: str, *, through_text: bool) -> Probe:
    """Values that a cast rejects: then the query itself fails."""
    value = f"{ident(column)}::pg_catalog.text::{new}" if through_text else f"{ident(column)}::{new}"
    casts = ((old, "text"), ("text", new)) if through_text else ((old, new),)
    return Probe(_evaluating(table, value), "", "", (table,), casts)


def uncomputable(table: Table, expression: str) -> Probe:
    """Rows for which a generated column's expression fails: then the query itself fails."""
    return Probe(_evaluating(table, expression), "", "", (table,))


def _evaluating(table: Table, expression: str) -> str:
    return f"SELECT 0 * count({expression}) FROM {name(*table)}"
