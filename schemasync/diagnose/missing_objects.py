"""Explain why an object does not exist: it is made later, in another schema, by an extension, or by no migration."""

from __future__ import annotations

import re

from schemasync.core import sqlstates
from schemasync.diagnose.ddl_names import COLUMN, EXTENSION, PUBLISHED, RELATION, ROLE, ROUTINE, TYPE
from schemasync.diagnose.definition_index import Definition
from schemasync.diagnose.failure import Failure, Subject, subject
from schemasync.diagnose.missing_columns import missing_column
from schemasync.diagnose.stand_ins import never_worked
from schemasync.migrations.statements import identifiers, split
from schemasync.supabase.extension_objects import BY_DEFAULT, creation_sql, extension_of
from schemasync.supabase.extensions import FORMER_DEFAULTS
from schemasync.supabase.platform import stub_sql
from schemasync.supabase.stubs import FIXED_SCHEMAS, schema_of
from schemasync.supabase.supautils_config import SERVICE_SCHEMAS

_FROM = re.compile(r'(missing|invalid reference to) FROM-clause entry for table "([^"]*)"')
_OPERATOR = re.compile(r"operator does not exist: (.*)")
_CALLED = re.compile(r'function "?(.+?\))"? does not exist')
_UNPUBLISHED = re.compile(r'relation "([^"]*)" is not part of the publication')
_NO_SET_SCHEMA = "does not support SET SCHEMA"
_DBDEV = "It is a package of database.dev, which pg_tle installs over the network; a replay makes no connections."
_WEBHOOKS = (
    "supabase_functions comes with Database Webhooks: they are enabled in the dashboard, and for a replay by "
    "[experimental.webhooks] enabled = true in supabase/config.toml."
)
_IN_A_SCHEMA = (RELATION, ROUTINE, TYPE)
_ON_PATH = ("public", "extensions")
"""Schemas in the search_path of the role that runs migrations."""
_IN_SCHEMAS = re.compile(r"\b(?:vector|halfvec|sparsevec|geometry|geography|citext|hstore|ltree)\b")


def missing(failure: Failure) -> str:
    """One sentence about what PostgreSQL says does not exist."""
    asked = subject(failure.message)
    special = _special(failure)
    if special:
        return special
    if asked.category == COLUMN or failure.sqlstate == sqlstates.UNDEFINED_COLUMN:
        return missing_column(failure)
    if not asked.name:
        return "No earlier migration makes it: it was probably made in the dashboard, or by another tool."
    index = failure.index
    places = index.find(asked.category, asked.name, asked.schema, asked.table) or index.find(
        {RELATION: TYPE, TYPE: RELATION}.get(asked.category, ""), asked.name, asked.schema
    )
    if failure.built_in and not places:
        return _built_in(failure, asked.name)
    return _from_earlier(failure, asked, failure.effective(places)) or _from_later(failure, asked, places)


def _special(failure: Failure) -> str:
    """A sentence about a FROM clause, an operator or a publication; empty for any other message."""
    message = failure.message
    if found := _FROM.search(message):
        why = (
            f"no FROM or JOIN in it names {found[2]}" if found[1] == "missing" else f"{found[2]} is out of scope there"
        )
        return f"The query refers to {found[2]}, and {why}; {never_worked(failure)}."
    if found := _OPERATOR.search(message):
        return _operator(failure, found[1])
    if found := _UNPUBLISHED.search(message):
        return _unpublished(failure, found[1])
    return ""


def _built_in(failure: Failure, name: str) -> str:
    """Explain a call of one of PostgreSQL's own functions with other types of arguments than it takes."""
    called = _CALLED.search(failure.message)
    takes = " or ".join(f"{name}({arguments})" for arguments in failure.built_in)
    return f"PostgreSQL has {takes}, and this calls {called[1] if called else name}: cast the arguments."


def _operator(failure: Failure, asked: str) -> str:
    if _IN_SCHEMAS.search(asked):
        return (
            f"The operator comes with an extension, and {_path(failure)} does not contain the extension's schema: "
            "write OPERATOR(extensions.…), or add extensions to the search_path."
        )
    left = asked.split(" ")
    cast = f", such as (…)::{left[0]}" if len(left) > 1 and "unknown" not in (left[0], left[-1]) else ""
    return f"No operator takes these types ({asked}): cast one side{cast}."


def _unpublished(failure: Failure, table: str) -> str:
    places = failure.effective(failure.index.find(PUBLISHED, table.rsplit(".", maxsplit=1)[-1]))
    look = "DROP TABLE has no IF EXISTS here: look in pg_publication_tables first, in a DO block."
    if places and not places[-1].created:
        return f"{places[-1]} dropped it from the publication already; {look}"
    if places:
        why = "failed itself" if places[-1].file in failure.failed else "adds it only under a condition, or elsewhere"
        return f"{places[-1]}, which should have added it to the publication, {why}; {look}"
    return f"No migration adds it to the publication (it was probably added in the dashboard); {look}"


def _path(failure: Failure) -> str:
    return f"the search_path {'in function ' + failure.function if failure.function else 'here'}"


def _from_earlier(failure: Failure, asked: Subject, before: list[Definition]) -> str:
    """Explain why an object that earlier statements made does not exist; empty if none made it."""
    made = [place for place in before if place.created]
    if made and made[-1].file in failure.failed:
        return f"{asked.name} is made by {made[-1]}, which failed itself: fix that first."
    if before and not before[-1].created:
        return f"{asked.name} is dropped or renamed by {before[-1]}."
    return _differs(failure, asked, made[-1]) if made else ""


def _differs(failure: Failure, asked: Subject, last: Definition) -> str:
    """Explain how an object that was made differs from the one that is asked for."""
    name, schema = asked.name, last.name.schema or "public"
    called = _CALLED.search(failure.message)
    if last.name.conditional:
        return f"{last} makes {name} only under a condition, which did not hold in this replay."
    if asked.category == ROLE:
        return f"{last} makes the role {name}, but this server does not have it: it was dropped, or never made."
    if asked.schema and schema != asked.schema:
        return f"{last} makes {schema}.{name}; no migration makes {asked.schema}.{name}, which is asked for here."
    if asked.category == ROUTINE and called and last.name.arguments != _types(called[1]):
        return f"{last} makes {name}({last.name.arguments}), and this calls {called[1]}: the types do not fit."
    is_on_path = schema in _ON_PATH and not failure.changes_search_path
    if not asked.schema and asked.category in _IN_A_SCHEMA and not is_on_path:
        return f"{last} makes {schema}.{name}, and {_path(failure)} does not contain that schema: write {schema}. before it."
    return f"{last} makes {name}, but it is not there any more: perhaps it was dropped together with something else (CASCADE)."


def _types(signature: str) -> str:
    return signature.partition("(")[2].rstrip(")")


def _from_later(failure: Failure, asked: Subject, places: list[Definition]) -> str:
    """Explain an object that no earlier statement makes: a later one does, or a file that the CLI does not run, or none."""
    name = asked.name
    number = failure.position_in_folder[0]
    after = [place for place in places if place.position > failure.position_in_folder and place.created]
    if after and after[0].file_number == number:
        return f"{name} is made further down in the same file, line {after[0].line}."
    if after:
        return f"{name} is first made by a later file, {after[0]}: the order of the files is wrong."
    extra = failure.index.in_extra_files(asked.category, name)
    if extra and extra.file == "seed.sql":
        return f"Only supabase/seed.sql makes {name} (line {extra.line}), after all migrations: make it in a migration."
    if extra:
        return (
            f"Only {extra} makes {name}, a file that the Supabase CLI skips: "
            f"rename it to <timestamp>_name.sql, with a timestamp before {failure.file}'s."
        )
    if "supabase_functions" in (name, asked.schema):
        return _WEBHOOKS
    if asked.schema in SERVICE_SCHEMAS:
        return f"Supabase's own schema {asked.schema} has no {name}, or not any more."
    if failure.is_nowhere(name):
        return f"No migration makes {name}, and the database does not have it."
    return (
        f"No migration makes {name}: it was probably made in the dashboard, or by another tool, so the folder alone "
        "does not rebuild the database."
    )


def elsewhere(failure: Failure) -> str:
    """Explain an object that comes with an extension or a database.dev package; empty for anything else."""
    asked = subject(failure.message)
    if "connects to no other server" in failure.message:
        return "A replay connects to no other server."
    if failure.sqlstate == sqlstates.FEATURE_NOT_SUPPORTED and asked.category == EXTENSION:
        return _unsupported(failure, asked.name)
    if "dbdev" in failure.message:
        return _DBDEV
    if asked.category == EXTENSION and asked.name in FORMER_DEFAULTS:
        drops = any(statement.node == "drop_stmt" for statement in split(failure.text)[0])
        instead = f"DROP EXTENSION IF EXISTS {asked.name}" if drops else f"{creation_sql(asked.name)} before it"
        return f"Supabase no longer installs {asked.name} by itself: write {instead}."
    extension = extension_of(failure.message, asked.name)
    return _extension(failure, asked, extension) if extension else ""


def _unsupported(failure: Failure, extension: str) -> str:
    """An extension that is not available, or that cannot do what is asked of it."""
    if _NO_SET_SCHEMA in failure.message:
        return (
            f"The extension {extension} cannot be moved to another schema: "
            f"DROP EXTENSION {extension}, then CREATE EXTENSION {extension} WITH SCHEMA … would make it there, if it can."
        )
    if "is not available" not in failure.message:
        return ""
    return _DBDEV if "-" in extension or "@" in extension else f'Supabase has no extension "{extension}".'


def _extension(failure: Failure, asked: Subject, extension: str) -> str:
    comes = f"It comes with the extension {extension}, which"
    places = failure.index.find(EXTENSION, extension)
    before = failure.effective(places)
    if before and not before[-1].created:
        return f"{comes} {before[-1]} drops."
    if extension not in BY_DEFAULT and before and before[-1].file in failure.failed:
        return f"{comes} {before[-1]} enables, and that file failed itself: fix that first."
    if extension in failure.stub_extensions and before and not _stub_has(extension, asked.name):
        return (
            f"{comes} this server lacks; the stand-in for it has no such part. "
            "Replay on a server that has it: --postgres docker."
        )
    off_path = f"{_path(failure)} does not contain that schema"
    if extension in BY_DEFAULT and extension not in FIXED_SCHEMAS:
        return f"{comes} every project has in schema extensions: {off_path}; write extensions. before it."
    if before:
        schema = schema_of(extension, before[-1].name.schema)
        return f"{comes} {before[-1]} enables, in schema {schema}: {off_path}, or the extension has no such part."
    if later := [place for place in places if place.created]:
        return f"{comes} {later[0]} enables, later."
    probably = "" if failure.is_nowhere(extension) else " (it was probably enabled in the dashboard)"
    return f"{comes} no migration enables{probably}: {creation_sql(extension)}."


def _stub_has(extension: str, name: str) -> bool:
    """Whether the stub of an extension has a member of this name."""
    return name in identifiers(stub_sql().get(extension, ""))
