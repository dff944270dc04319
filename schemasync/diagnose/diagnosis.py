"""Explain in words what a failed migration most likely means, beside PostgreSQL's own message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemasync.core import sqlstates
from schemasync.core.wording import with_article
from schemasync.diagnose.ddl_names import EXTENSION, PUBLISHED, RELATION, ROUTINE, TYPE, ddl_names
from schemasync.diagnose.failure import Failure, kept_by_replace, subject
from schemasync.diagnose.message_hints import message_hint, other_letters
from schemasync.diagnose.missing_objects import elsewhere, missing
from schemasync.diagnose.stand_ins import never_worked
from schemasync.diagnose.statement_names import names_in
from schemasync.diagnose.syntax_hints import newer_postgres, spelling
from schemasync.supabase.extension_objects import BY_DEFAULT
from schemasync.supabase.supautils_config import SERVICE_SCHEMAS
from schemasync.supautils.statement_calls import DYNAMIC

_ON_ROWS = {
    sqlstates.NOT_NULL_VIOLATION: (
        "It writes rows without a value for a column that is NOT NULL: it was probably written for the rows, or "
        "the columns, of one database."
    ),
    sqlstates.FOREIGN_KEY_VIOLATION: (
        "It writes rows that refer to rows which no migration makes: they are probably only in the production "
        "database. Guard it with WHERE EXISTS, or move it to supabase/seed.sql."
    ),
    sqlstates.UNIQUE_VIOLATION: "It writes rows that are there already; ON CONFLICT DO NOTHING would let it run.",
    sqlstates.CHECK_VIOLATION: (
        "It writes rows that a check refuses: it was probably written for the rows of one database."
    ),
    sqlstates.INVALID_TEXT_REPRESENTATION: "It writes a value that is not valid for its type.",
    sqlstates.NO_DATA_FOUND: (
        "It reads a row that no migration makes: the row is probably only in the production database."
    ),
}
"""SQLSTATEs of a statement that reads or writes rows, and the probable reason."""
_BY_SQLSTATE = {
    sqlstates.INSUFFICIENT_PRIVILEGE: "Supabase does not allow this to the role that runs migrations.",
    sqlstates.QUERY_CANCELED: (
        "It exceeded the limits of a replay: perhaps it is an endless loop, or it generates very many rows."
    ),
    sqlstates.INVALID_COLUMN_REFERENCE: (
        "ON CONFLICT needs a unique index on exactly these columns, and there is none here; if this ever ran, "
        "there was one."
    ),
    sqlstates.AMBIGUOUS_FUNCTION: "Several functions have that name: cast the arguments to the types of one of them.",
    sqlstates.DEPENDENT_OBJECTS_STILL_EXIST: (
        "Other objects depend on what it drops: drop them before it, or change them so that they no longer use it."
    ),
    sqlstates.CHARACTER_NOT_IN_REPERTOIRE: "The file is not UTF-8: save it as UTF-8.",
    sqlstates.UNSAFE_NEW_ENUM_VALUE_USAGE: (
        "PostgreSQL uses a new value of an enum only after the commit: move ALTER TYPE … ADD VALUE to a migration"
        " file of its own, before this one."
    ),
}
"""SQLSTATEs that need no look at the statement."""
_READS_OR_WRITES_ROWS = frozenset({"insert_stmt", "update_stmt", "delete_stmt", "merge_stmt"}) | DYNAMIC
_PRIVILEGES = re.compile(
    r"\b(?:anon|authenticated|service_role|privileges?|permissions?|grants?|executable|execute)\b", re.IGNORECASE
)
_OWNED = re.compile(r"must be owner of ([a-z ]+) (\S+)$")
_SERVICES = re.compile(rf"\b(?:{'|'.join(sorted(SERVICE_SCHEMAS))})\.")
_ROUTINES = ("function", "procedure", "aggregate", "routine")
_NO_JOB = (
    "No migration schedules a job of that name, or it was unscheduled before: "
    "SELECT cron.unschedule(jobid) FROM cron.job WHERE jobname = '…' runs in either case."
)
_MEMBER = re.compile(r'relation "([^"]*)" is already member of publication')
_TAKEN_FOR = re.compile(r"is not an? (.*)$")
_AGAIN = {
    "create_policy_stmt": "DROP POLICY IF EXISTS before it",
    "create_trig_stmt": "CREATE OR REPLACE TRIGGER, or DROP TRIGGER IF EXISTS before it,",
    "create_function_stmt": "CREATE OR REPLACE FUNCTION",
    "view_stmt": "CREATE OR REPLACE VIEW",
    "create_enum_stmt": "a DO block that looks in pg_type first",
    "composite_type_stmt": "a DO block that looks in pg_type first",
    "create_domain_stmt": "a DO block that looks in pg_type first",
    "create_role_stmt": "a DO block that looks in pg_roles first",
    "create_publication_stmt": "a DO block that looks in pg_publication first",
}
"""Forms of a statement that run although the object exists."""
_IF_NOT_EXISTS = "IF NOT EXISTS"
_KEEPS_ROWS = frozenset({sqlstates.DUPLICATE_TABLE, sqlstates.DUPLICATE_COLUMN, sqlstates.DUPLICATE_SCHEMA})
"""SQLSTATEs of a relation, column or schema that exists: dropped and created again, it would lose its rows."""


def diagnose(failure: Failure) -> str:
    """The probable reason of a failure and the next step; empty where PostgreSQL's message is enough."""
    sentence = next(filter(None, _sentences(failure)), "")
    function = failure.function
    if not sentence or not function or f"function {function}" in sentence:
        return sentence
    made = failure.created(failure.index.find(ROUTINE, function.split(".")[-1].strip('"')))
    by = f", which {made[-1]} makes" if made else ""
    return f"{sentence} It happens inside function {function}{by}."


def _sentences(failure: Failure) -> Iterator[str]:
    """Possible explanations, the most likely first; some are empty."""
    state = failure.sqlstate
    yield message_hint(failure)
    if state in sqlstates.NAMES_NOTHING:
        yield other_letters(failure)
    if state == sqlstates.SYNTAX_ERROR:
        yield spelling(failure)
        yield newer_postgres(failure.statement, failure.major, is_syntax_error="syntax error" in failure.message)
    if state in sqlstates.NAMES_NOTHING | {sqlstates.FEATURE_NOT_SUPPORTED}:
        yield elsewhere(failure)
        yield newer_postgres(failure.statement, failure.major)
    if state in sqlstates.NAMES_NOTHING:
        yield missing(failure)
    if state in sqlstates.NAME_TAKEN:
        yield _exists_already(failure)
    if state in (
        sqlstates.INVALID_FUNCTION_DEFINITION,
        sqlstates.INVALID_TABLE_DEFINITION,
        sqlstates.WRONG_OBJECT_TYPE,
    ):
        yield _differs(failure)
    if state in _BY_MESSAGE:
        yield _BY_MESSAGE[state](failure)
    yield _BY_SQLSTATE.get(state, "")
    if state in _ON_ROWS and failure.statement and failure.statement.node in _READS_OR_WRITES_ROWS:
        yield _ON_ROWS[state]
    elif state in _ON_ROWS and state.startswith("23"):
        yield "Rows that earlier migrations wrote violate the new constraint."


def _owned_by_another_role(failure: Failure) -> str:
    """Explain that an earlier migration created the object under SET ROLE, so that another role owns it."""
    found = _OWNED.search(failure.message)
    if failure.statement is None or _SERVICES.search(failure.statement.text):
        return ""
    name = found[2].split(".")[-1].strip('"') if found else ""
    made = failure.index.find(ROUTINE if found and found[1] in _ROUTINES else RELATION, name) if found else []
    made = failure.created(made)
    return (
        f"{made[-1]} made it as another role, which owns it: SET ROLE to that role first, or ALTER … OWNER TO."
        if made
        else ""
    )


def _raised(failure: Failure) -> str:
    """Explain an error that a migration raises itself."""
    sentence = "The migration raised this itself, on purpose: a condition that it checks does not hold after the files before it."
    if _PRIVILEGES.search(failure.message):
        return (
            f"{sentence} If it is about what the API's roles may do with new objects: "
            "`api.auto_expose_new_tables` in supabase/config.toml says whether they get privileges by themselves."
        )
    return sentence


def _unscheduled(failure: Failure) -> str:
    """Explain a job of pg_cron that does not exist."""
    return _NO_JOB if "could not find valid entry for job" in failure.message else ""


def _ambiguous(failure: Failure) -> str:
    return f"The name can mean a column of several tables, or a column and a variable: qualify it; {never_worked(failure)}."


def _not_understood(failure: Failure) -> str:
    """Explain SQL that the server cannot parse, or that does not fit the objects that it names."""
    if failure.is_compiled:
        return "PL/pgSQL does not accept the body, whichever objects the files before it make."
    if failure.statement is None or not failure.statement.node or "syntax error" in failure.message:
        server = f"PostgreSQL {failure.major}" if failure.major else "PostgreSQL"
        return f"{server} does not know this syntax."
    names = names_in(failure.statement, failure.text).qualified
    categories = (RELATION, ROUTINE, TYPE)
    made = (failure.created(failure.index.find(each, parts[-1])) for parts in names if parts for each in categories)
    if any(made):
        return "It does not fit the objects as the files before it leave them."
    return "PostgreSQL refuses this, whichever objects the files before it make."


_BY_MESSAGE = {
    sqlstates.RAISE_EXCEPTION: _raised,
    sqlstates.INSUFFICIENT_PRIVILEGE: _owned_by_another_role,
    sqlstates.INTERNAL_ERROR: _unscheduled,
    sqlstates.AMBIGUOUS_COLUMN: _ambiguous,
}
_BY_MESSAGE |= dict.fromkeys(
    (
        sqlstates.SYNTAX_ERROR,
        sqlstates.INVALID_FUNCTION_DEFINITION,
        sqlstates.WRONG_OBJECT_TYPE,
        sqlstates.DATATYPE_MISMATCH,
        sqlstates.UNDEFINED_COLUMN,
        sqlstates.INVALID_OBJECT_DEFINITION,
        sqlstates.INVALID_FOREIGN_KEY,
    ),
    _not_understood,
)
"""SQLSTATEs whose message decides which explanation fits."""


def _differs(failure: Failure) -> str:
    """Explain an object that exists and has another kind or signature than the statement expects."""
    message = failure.message
    if failure.sqlstate == sqlstates.WRONG_OBJECT_TYPE:
        asked = subject(message)
        wanted = _TAKEN_FOR.search(message)
        others = (wanted[1],) if wanted else ("table", "materialized view") if "index on" in message else ()
        made = failure.created(failure.index.find(RELATION, asked.name, asked.schema)) if asked.name else []
        made = [place for place in made if place.name.relation_kind not in others]
        return f"{asked.name} is {with_article(made[-1].name.relation_kind)}, made by {made[-1]}." if made else ""
    if message.startswith("cannot ") and failure.statement:
        return _cannot_replace(failure)
    return ""


def _cannot_replace(failure: Failure) -> str:
    """Explain a CREATE OR REPLACE that PostgreSQL refuses."""
    made = next((name for name in ddl_names(failure.statement) if name.created), None) if failure.statement else None
    if made is None:
        return ""
    before = [
        place
        for place in failure.created(failure.index.find(made.category, made.name, made.schema))
        if made.category != ROUTINE or place.name.arguments == made.arguments
    ]
    by = f", as {before[-1]} made it" if before else ""
    if made.category == ROUTINE:
        return (
            f"CREATE OR REPLACE FUNCTION {kept_by_replace(failure.message)}{by}: "
            f"write DROP FUNCTION {made.name}({made.arguments}) first."
        )
    return f"CREATE OR REPLACE VIEW can only add columns after the last one{by}: write DROP VIEW IF EXISTS {made.name} first."


def _may_keep_rows(failure: Failure, node: str) -> bool:
    """Whether IF NOT EXISTS fits: what exists may have rows, and the statement takes these words; ADD CONSTRAINT does not."""
    return failure.sqlstate in _KEEPS_ROWS and not (
        failure.sqlstate == sqlstates.DUPLICATE_TABLE and node == "alter_table_stmt"
    )


def _exists_already(failure: Failure) -> str:
    asked = subject(failure.message)
    node = failure.statement.node if failure.statement else ""
    if member := _MEMBER.search(failure.message):
        places = failure.created(failure.index.find(PUBLISHED, member[1].split(".")[-1]))
        by = f"{places[-1]} added it" if places else "It is in the publication"
        return f"{by} already; ADD TABLE has no IF NOT EXISTS: look in pg_publication_tables first, in a DO block."
    made = failure.created(failure.index.find(asked.category, asked.name, asked.schema, asked.table))
    again = _AGAIN.get(node, _IF_NOT_EXISTS if _may_keep_rows(failure, node) else "a DROP … IF EXISTS before it")
    if node == "rename_stmt":
        return (
            f"{made[-1]} made it already."
            if made
            else "It exists already, though no earlier statement makes it in plain SQL."
        )
    if made:
        return f"{made[-1]} made it already; {again} would let both run."
    if asked.category == EXTENSION and asked.name in BY_DEFAULT:
        return "Every Supabase project has it; IF NOT EXISTS would let it run."
    return f"It exists already, though no earlier statement makes it in plain SQL; {again} would let this run."
