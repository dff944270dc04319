"""Explain why a column does not exist: it is added later, by a file that failed, was dropped, or was never added."""

from __future__ import annotations

import re

from schemasync.diagnose.definition_index import Definition
from schemasync.diagnose.failure import Failure, Subject, subject
from schemasync.diagnose.from_clause import Table, foreign_key_tables, tables
from schemasync.migrations.statements import identifiers
from schemasync.supabase.supautils_config import SERVICE_SCHEMAS

_RECORD = re.compile(r'record "(\w+)" has no field "([^"]*)"')
_IN_FOREIGN_KEY = "referenced in foreign key constraint"
_CATALOGS = ("pg_catalog", "information_schema")


def missing_column(failure: Failure) -> str:
    """One sentence about a column that PostgreSQL does not find."""
    if record := _RECORD.search(failure.message):
        return f"The record {record[1]} has no column {record[2]} here: its table is not as the function expects it."
    asked = subject(failure.message)
    if not asked.name:
        return "No earlier migration adds this column: it was probably added in the dashboard, or by another tool."
    candidates = _candidates(failure, asked)
    having = failure.index.tables_with(asked.name, [table.name for table in candidates])
    for table in candidates:
        if not having or table.name == having[0]:
            return _history(failure, asked.name, table)
    tables_named = "to the tables that are named here"
    return f"No migration adds a column {asked.name} {tables_named}{_dashboard(failure, asked.name)}"


def _candidates(failure: Failure, asked: Subject) -> list[Table]:
    """Tables that the column may belong to; where no parse tree shows them, those whose names the text contains."""
    statement = failure.statement.text if failure.statement else ""
    if _IN_FOREIGN_KEY in failure.message and failure.statement and failure.statement.tree is not None:
        found = foreign_key_tables(failure.statement.tree, asked.name)
        having = failure.index.tables_with(asked.name, [table.name for table in found])
        return [table for table in found if table.name not in having] or found
    if asked.table and " of relation " in failure.message:
        return [Table(asked.table, "", asked.table)]
    for text, position in ((failure.text, failure.position), (statement, -1)):
        if found := tables(text, position, asked.table):
            return found
    if asked.table in ("new", "old", "excluded"):
        return tables(statement, -1)
    mentioned = sorted(identifiers(failure.text or statement))
    return [Table(name, "", name) for name in failure.index.tables_with(asked.name, mentioned)]


def _history(failure: Failure, name: str, table: Table) -> str:
    """Statements of the folder about a column of one table."""
    index = failure.index
    drops = [place for place in failure.effective(index.table(table.name)) if not place.created]
    gone = drops[-1].position if drops else (-1, 0)
    places = index.columns(name, table.name)
    before = [place for place in failure.effective(places) if place.position > gone]
    same = [place for place in places if place.created and place.position == failure.position_in_folder]
    later = [place for place in places if place.created and place.position > failure.position_in_folder]
    if before and before[-1].created:
        return _not_added(failure, name, table, before[-1])
    if before:
        return f"Column {name} of {table.name} is dropped or renamed by {before[-1]}."
    if same:
        return _not_added(failure, name, table, same[-1])
    if any(place.created and place.position < gone for place in places):
        return f"Column {name} of {table.name} was dropped with the table: {drops[-1]} drops it, and the new table has no such column."
    if later:
        return f"Column {name} of {table.name} is first added later, by {later[0]}."
    return _never_added(failure, name, table)


def _never_added(failure: Failure, name: str, table: Table) -> str:
    made = failure.created(failure.index.table(table.name))
    if table.schema in _CATALOGS or (table.name.startswith("pg_") and not made):
        return f"PostgreSQL {failure.major or ''}'s own {table.name} has no column {name}.".replace(" '", "'")
    if table.schema in SERVICE_SCHEMAS:
        return f"Supabase's own {table.schema}.{table.name} has no column {name}, or not any more."
    by = f", which {made[-1]} makes" if made else ""
    return f"No migration adds a column {name} to {table.name}{by}{_dashboard(failure, name)}"


def _dashboard(failure: Failure, name: str) -> str:
    """End of a sentence about a column that no migration adds."""
    if failure.is_nowhere(name):
        return ", and the database has no such column."
    return ": was it added in the dashboard?"


def _not_added(failure: Failure, name: str, table: Table, last: Definition) -> str:
    """Explain a column that the statement `last` should have added."""
    if last.file in failure.failed:
        return f"Column {name} of {table.name} is added by {last}, which failed itself: fix that first."
    if last.name.conditional:
        return f"{last} makes column {name} of {table.name} only under a condition, which did not hold in this replay."
    tables_made = [place for place in failure.index.table(table.name) if place.created]
    again = any(place.position == last.position for place in tables_made)
    first = next((place for place in tables_made if place.file not in failure.failed), last)
    if again and first.position < last.position:
        return f"{last} does not add column {name}: {first} had made {table.name} already, without it."
    schema = last.name.schema or "public"
    if table.schema and schema != table.schema:
        return f"{last} makes column {name} of {schema}.{table.name}; this refers to {table.schema}.{table.name}."
    return f"{last} makes column {name} of {table.name}, but it is not there any more, or cannot be used here."
