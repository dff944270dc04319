"""Explain errors whose message alone shows the reason: an enum label, an escape, a search_path, a name in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schemasync.core import sqlstates
from schemasync.core.parse_tree import nodes
from schemasync.core.sql import ident, literal
from schemasync.diagnose.ddl_names import COLUMN, TYPE
from schemasync.diagnose.failure import Failure, subject

_LABEL = re.compile(r'invalid input value for enum (\S+): "(.*)"')
_RECURSION = "infinite recursion detected in policy"
_IMMUTABLE = re.compile(r"immutable", re.IGNORECASE)
_NO_SCHEMA = "no schema has been selected to create in"
_DEFAULTS = "permission denied to change default privileges"
_VAULT = "_crypto_aead_det"
_OTHER_TYPES = {
    "datetime": "timestamptz", "datetime2": "timestamptz", "string": "text", "number": "numeric", "double": "double precision",
    "float64": "double precision", "tinyint": "smallint", "mediumint": "integer", "tinytext": "text", "mediumtext": "text",
    "longtext": "text", "nvarchar": "text", "nvarchar2": "text", "varchar2": "text", "blob": "bytea", "longblob": "bytea",
    "varbinary": "bytea", "uniqueidentifier": "uuid", "int32": "integer", "int64": "bigint", "uint": "bigint",
}  # fmt: skip
"""Types of other databases and languages, and PostgreSQL's."""
INDEX_IN_TABLE = "An INDEX inside CREATE TABLE is MySQL's; write CREATE INDEX after it."
_DEFINES_COLUMNS = ("create_stmt", "view_stmt", "create_table_as_stmt")
_NO_QUERY = {
    "check constraint": "A CHECK looks at its own row alone: a foreign key, or a trigger, can look at other tables.",
    "column generation expression": "A generated column is computed from its own row alone: a trigger can fill it from other rows.",
    "DEFAULT expression": "A default holds no query: write a function that runs the query, and let the default call it.",
    "index expression": "An index is computed from its own row alone.",
    "index predicate": "The condition of an index looks at its own row alone.",
}
"""Places of an expression in which PostgreSQL takes no query, and what to write."""
NOT_IMMUTABLE = (
    "The expression may have another result at another time or in another session (it depends on the clock, the time zone or "
    "a format): name the time zone (AT TIME ZONE 'UTC'), or call a function that is IMMUTABLE."
)


def message_hint(failure: Failure) -> str:
    """One sentence; empty for a message that does not show the reason by itself."""
    message = failure.message
    if sentence := _other_sql(failure):
        return sentence
    match failure.sqlstate:
        case sqlstates.INVALID_TEXT_REPRESENTATION if found := _LABEL.match(message):
            return (
                f"The enum {found[1]} has no label {literal(found[2])} here: add it in a migration file before this one, "
                f"ALTER TYPE {found[1]} ADD VALUE {literal(found[2])}."
            )
        case sqlstates.INVALID_ESCAPE_SEQUENCE:
            return "ESCAPE takes one character, and a backslash in '…' stands for itself: write ESCAPE '\\'."
        case sqlstates.INVALID_OBJECT_DEFINITION if _RECURSION in message:
            return (
                "A policy of this table reads the table itself, to which the policy applies again: "
                "let the policy call a SECURITY DEFINER function that reads the table."
            )
        case sqlstates.INVALID_OBJECT_DEFINITION if _IMMUTABLE.search(message):
            return NOT_IMMUTABLE
        case sqlstates.FEATURE_NOT_SUPPORTED if "used by a view or rule" in message:
            return "Drop the view before this statement, and create it again after it."
        case sqlstates.FEATURE_NOT_SUPPORTED if (
            "used in a policy definition" in message or "used in a trigger definition" in message
        ):
            return "Drop the policy or trigger before this statement, and create it again after it."
        case sqlstates.INVALID_SCHEMA_NAME if _NO_SCHEMA in message:
            return "The search_path names no schema here, so a new object needs one: write public. before its name."
        case sqlstates.INSUFFICIENT_PRIVILEGE if _VAULT in message:
            return "Supabase lets nobody write vault.secrets: SELECT vault.create_secret('…', 'name') does it."
    return ""


def _other_sql(failure: Failure) -> str:
    """Explain SQL that another database, or a superuser alone, could run; empty for anything else."""
    message = failure.message
    match failure.sqlstate:
        case sqlstates.UNDEFINED_OBJECT:
            return _other_type(failure)
        case sqlstates.UNDEFINED_COLUMN:
            return _text_in_double_quotes(failure)
        case sqlstates.DUPLICATE_COLUMN if "specified more than once" in message:
            return _twice(failure)
        case sqlstates.FEATURE_NOT_SUPPORTED if "cannot use subquery in" in message:
            return next((sentence for place, sentence in _NO_QUERY.items() if message.endswith(place)), "")
        case sqlstates.INSUFFICIENT_PRIVILEGE if _DEFAULTS in message:
            return (
                "The role that runs migrations cannot change the default privileges of a role that it does not belong to, "
                "such as supabase_admin: leave the statement out, as supabase db dump does."
            )
        case sqlstates.SYNTAX_ERROR if failure.is_compiled:
            return _body(message)
    return ""


def _other_type(failure: Failure) -> str:
    """Explain a type of another database that no file makes."""
    asked = subject(failure.message)
    if asked.category != TYPE or asked.schema or failure.index.find(TYPE, asked.name):
        return ""
    if other := _OTHER_TYPES.get(asked.name, ""):
        return f"PostgreSQL has no type {asked.name}: write {other}."
    with_arguments = [column for column in _columns_of(failure, asked.name) if column.type_name.typmods]
    if with_arguments and asked.name == "enum":
        return "ENUM (…) as a column's type is MySQL's: write CREATE TYPE … AS ENUM (…), and that type's name here."
    return INDEX_IN_TABLE if any(map(_is_index, with_arguments)) else ""


def _columns_of(failure: Failure, type_: str) -> Iterator[Any]:
    """The columns of a type that the statement defines."""
    for node in nodes(failure.statement.tree) if failure.statement else ():
        if (
            node.DESCRIPTOR.name == "ColumnDef"
            and node.type_name.names
            and node.type_name.names[-1].string.sval == type_
        ):
            yield node


def _is_index(column: Any) -> bool:
    """Whether a column is MySQL's `INDEX name (columns)`: PostgreSQL reads a column called `index` whose type has arguments."""
    return column.colname in ("index", "key") and column.type_name.typmods[0].HasField("column_ref")


def _twice(failure: Failure) -> str:
    """Explain a column that a statement names twice."""
    name, node = subject(failure.message).name, failure.statement.node if failure.statement else ""
    if node == "insert_stmt":
        return f"The list of columns names {name} twice."
    return f"The statement defines two columns called {name}: rename one." if node in _DEFINES_COLUMNS else ""


def _text_in_double_quotes(failure: Failure) -> str:
    """Explain a text in double quotes among VALUES, where no column can stand."""
    name, statement = subject(failure.message).name, failure.statement
    if statement is None or statement.node != "insert_stmt" or not statement.tree.select_stmt.select_stmt.values_lists:
        return ""
    if failure.position < 0 or not failure.text[failure.position :].startswith(f'"{name}"'):
        return ""
    return f'"{name}" in double quotes is the name of a column: write a string in single quotes, {literal(name)}.'


def _body(message: str) -> str:
    """Explain a body that PL/pgSQL does not compile."""
    if "unexpected end of function definition" in message or "mismatched parentheses" in message:
        return "In the body, a parenthesis or the semicolon of a statement is missing."
    if message == "syntax error at end of input":
        return "In the body, an END IF, END LOOP, END CASE or END is missing."
    if "loop variable of loop over rows" in message:
        return "Declare the loop's variable: DECLARE … record;."
    return ""


def other_letters(failure: Failure) -> str:
    """Explain a name that was created with quotes, in capitals: PostgreSQL folds names without quotes to lower case."""
    asked = subject(failure.message)
    if not asked.name:
        return ""
    category = COLUMN if failure.sqlstate == sqlstates.UNDEFINED_COLUMN else asked.category
    made = [
        place
        for place in failure.created(failure.index.find_any_case(category, asked.name))
        if place.name.name != asked.name
    ]
    if not made or failure.index.find(category, asked.name):
        return ""
    name = ident(made[-1].name.name)
    return (
        f"{made[-1]} makes {name}, and this asks for {asked.name}: PostgreSQL reads names without quotes in lower case, "
        f"so write {name}."
    )
