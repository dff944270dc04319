"""Explain in words what a failed migration most likely means, beside PostgreSQL's own message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemasync.diagnose.ddl_names import EXTENSION, PUBLISHED, RELATION, ROUTINE, TYPE, ddl_names
from schemasync.diagnose.failure import Failure, subject
from schemasync.diagnose.message_hints import message_hint, other_letters
from schemasync.diagnose.missing_objects import elsewhere, missing
from schemasync.diagnose.stand_ins import never_worked
from schemasync.diagnose.statement_names import names_in
from schemasync.diagnose.syntax_hints import newer_postgres, spelling
from schemasync.supabase.extension_objects import BY_DEFAULT
from schemasync.supabase.supautils_config import SERVICE_SCHEMAS
from schemasync.supautils.statement_calls import DYNAMIC

MISSING = frozenset({"42P01", "42703", "42883", "42704", "3F000"})
TWICE = frozenset({"42P07", "42710", "42701", "42723", "42P06"})
_ROWS = {
    "23502": "It changes rows and leaves out a value that the column must have: it was written for the rows, or the "
    "columns, of one database.",
    "23503": "It writes rows that refer to rows which no migration makes: they are only in the production database. "
    "Guard it with WHERE EXISTS, or move it to supabase/seed.sql.",
    "23505": "It writes rows that are there already; ON CONFLICT DO NOTHING would let it run.",
    "23514": "It writes rows that a check refuses, and was written for the rows of one database.",
    "22P02": "It writes a value that its column's type does not know.",
    "P0002": "It reads a row that no migration makes: it is only in the production database.",
}
_PLAIN = {
    "42501": "Supabase refuses this to the role that runs migrations.",
    "57014": "It took more than a migration may here: an endless loop, or work for more rows than a replay has.",
    "42P10": "No unique index has these columns, and ON CONFLICT needs one; if this ever ran, there was one.",
    "42725": "Several functions have that name: say the types of the arguments.",
    "2BP01": "What it drops is still used; if this ever ran, the objects that use it were not there.",
    "22021": "The file is not UTF-8: save it as UTF-8.",
    "55P04": "PostgreSQL uses a new value of an enum only after the commit: "
    "move ALTER TYPE … ADD VALUE to a migration file of its own, before this one.",
}
_CHANGES_ROWS = frozenset({"insert_stmt", "update_stmt", "delete_stmt", "merge_stmt"}) | DYNAMIC
_RIGHTS = re.compile(
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


def diagnose(failure: Failure) -> str:
    """Sentences for people; empty when PostgreSQL's words say it all."""
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
    if state in MISSING:
        yield other_letters(failure)
    if state == "42601":
        yield spelling(failure)
        yield newer_postgres(failure.statement, failure.major, unread="syntax error" in failure.message)
    if state in MISSING | {"0A000"}:
        yield elsewhere(failure)
        yield newer_postgres(failure.statement, failure.major)
    if state in MISSING:
        yield missing(failure)
    if state in TWICE:
        yield _twice(failure)
    if state in ("42P13", "42P16", "42809"):
        yield _otherwise(failure)
    if state in _TOLD:
        yield _TOLD[state](failure)
    yield _PLAIN.get(state, "")
    if state in _ROWS and failure.statement and failure.statement.node in _CHANGES_ROWS:
        yield _ROWS[state]
    elif state in _ROWS and state.startswith("23"):
        yield "Rows that earlier migrations wrote break the new rule."


def _anothers(failure: Failure) -> str:
    """Explain that a migration created the object as another role than the one that changes it now."""
    found = _OWNED.search(failure.message)
    if failure.statement is None or _SERVICES.search(failure.statement.text):
        return ""
    name = found[2].split(".")[-1].strip('"') if found else ""
    made = failure.index.find(ROUTINE if found and found[1] in _ROUTINES else RELATION, name) if found else []
    made = failure.created(made)
    return (
        f"{made[-1]} made it as another role, which owns it: SET ROLE to that one, or ALTER … OWNER TO." if made else ""
    )


def _raised(failure: Failure) -> str:
    """Explain an error that a migration raises itself."""
    sentence = "The migration raised this itself, on purpose: a check in it does not hold after the files before it."
    if _RIGHTS.search(failure.message):
        return (
            f"{sentence} If it is about what the API's roles may do with new objects: "
            "`api.auto_expose_new_tables` in supabase/config.toml says whether they get privileges by themselves."
        )
    return sentence


def _unscheduled(failure: Failure) -> str:
    """Explain a job of pg_cron that does not exist."""
    return _NO_JOB if "could not find valid entry for job" in failure.message else ""


def _ambiguous(failure: Failure) -> str:
    return f"The name is a column's and also a variable's or another table's; {never_worked(failure)}."


def _not_understood(failure: Failure) -> str:
    """Explain SQL that no version can read, or that does not fit the objects that it names."""
    is_unread = failure.statement is None or not failure.statement.node or "syntax error" in failure.message
    if is_unread:
        return "No version of PostgreSQL can read this."
    names = names_in(failure.statement, failure.text).qualified
    categories = (RELATION, ROUTINE, TYPE)
    made = (failure.created(failure.index.find(each, parts[-1])) for parts in names if parts for each in categories)
    if any(made):
        return "It does not fit the objects as the files before it leave them."
    return "PostgreSQL refuses this, whatever the files before it make."


_TOLD = {"P0001": _raised, "42501": _anothers, "XX000": _unscheduled, "42702": _ambiguous}
_TOLD |= dict.fromkeys(("42601", "42P13", "42809", "42804", "42703", "42P17", "42830"), _not_understood)
"""SQLSTATEs whose message decides which explanation fits."""


def _otherwise(failure: Failure) -> str:
    """Explain an object that exists and is of another kind or shape than the statement expects."""
    message = failure.message
    if failure.sqlstate == "42809":
        asked = subject(message)
        wanted = _TAKEN_FOR.search(message)
        others = (wanted[1],) if wanted else ("table", "materialized view") if "index on" in message else ()
        made = failure.created(failure.index.find(RELATION, asked.name, asked.schema)) if asked.name else []
        made = [place for place in made if place.name.relation_kind not in others]
        return f"{asked.name} is a {made[-1].name.relation_kind}, made by {made[-1]}." if made else ""
    if message.startswith("cannot ") and failure.statement:
        return _replaced(failure)
    return ""


def _replaced(failure: Failure) -> str:
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
            f"CREATE OR REPLACE FUNCTION keeps the names of the input and what is returned{by}: "
            f"write DROP FUNCTION {made.name}({made.arguments}) first."
        )
    return (
        f"CREATE OR REPLACE VIEW can only add columns behind the last{by}: write DROP VIEW IF EXISTS {made.name} first."
    )


def _twice(failure: Failure) -> str:
    asked = subject(failure.message)
    node = failure.statement.node if failure.statement else ""
    if member := _MEMBER.search(failure.message):
        places = failure.created(failure.index.find(PUBLISHED, member[1].split(".")[-1]))
        by = f"{places[-1]} added it" if places else "It is in the publication"
        return f"{by} already; ADD TABLE has no IF NOT EXISTS: look in pg_publication_tables first, in a DO block."
    made = failure.created(failure.index.find(asked.category, asked.name, asked.schema, asked.table))
    again = _AGAIN.get(node, "IF NOT EXISTS, or a DROP … IF EXISTS before it,")
    if made:
        return f"{made[-1]} made it already; {again} would let both run."
    if asked.category == EXTENSION and asked.name in BY_DEFAULT:
        return "Every Supabase project has it; IF NOT EXISTS would let it run."
    return f"It is there already, though no statement before makes it in plain SQL; {again} would let this run."
