"""Turn statements into privileged calls with their parts as parameters, and find statements that Supabase refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import postgast

from schemasync.core import sqlstates
from schemasync.core.sql import name as qualified_name
from schemasync.migrations.statements import TRANSACTION, SourceStatement, enum_name, parse
from schemasync.postgres.shadow import PROJECT_ROLE, SHADOW_DATABASE
from schemasync.supabase.extensions import ALLOWED, FORMER_DEFAULTS
from schemasync.supabase.supautils_config import (
    PARAMETERS,
    POLICY_TABLES,
    REFUSED_EXTENSIONS,
    RESERVED_MEMBERSHIPS,
    RESERVED_ROLES,
    SERVICE_SCHEMAS,
)

SUBSCRIPTIONS = frozenset({"create_subscription_stmt", "alter_subscription_stmt", "drop_subscription_stmt"})
DYNAMIC = frozenset({"do_stmt", "select_stmt", "call_stmt"})
"""Statements that may run others, inside functions or dynamic SQL, where the parser does not see them."""
OFF = frozenset({"false", "off", "0"})
_TRIGGER_PATH = 3
_MEMBERSHIP = "role memberships are reserved, only superusers can grant them"


@dataclass(frozen=True, slots=True)
class Call:
    """A statement as it is sent: its text, or a privileged call with parameters."""

    sql: str
    parameters: Sequence[Any] | None = None


def wrapper_for(statement: SourceStatement, *, stub_vector: bool) -> Call | None:
    """The privileged call for a statement; None if the statement needs none.

    Args:
        statement: as it stands in the file.
        stub_vector: pgvector is a stub, whose index methods accept no options.
    """
    tree = statement.tree
    match statement.node:
        case "create_event_trig_stmt":
            return _event_trigger(tree)
        case "create_publication_stmt":
            return _publication(tree)
        case "create_fdw_stmt":
            return _wrapper(tree)
        case "index_stmt" if stub_vector and (found := _vector_index(statement.text, tree)):
            return Call("SELECT schemasync.create_index(%s, %s::text[])", found)
    return _extension_call(statement)


def _extension_call(statement: SourceStatement) -> Call | None:
    tree = statement.tree
    match statement.node:
        case "create_extension_stmt" if tree.extname in ALLOWED:
            return Call("SELECT schemasync.create_extension(%s, %s, %s, %s)", _extension(tree))
        case "alter_extension_stmt" if tree.extname in ALLOWED:
            return Call("SELECT schemasync.update_extension(%s)", (tree.extname,))
        case "alter_object_schema_stmt" if enum_name(tree, "object_type") == "OBJECT_EXTENSION":
            return Call("SELECT schemasync.move_extension(%s, %s)", (tree.object.string.sval, tree.newschema))
        case "comment_stmt" if enum_name(tree, "objtype") == "OBJECT_EXTENSION":
            return Call("SELECT schemasync.comment_extension(%s, %s)", (tree.object.string.sval, tree.comment or None))
        case "drop_stmt" if enum_name(tree, "remove_type") == "OBJECT_EXTENSION":
            return _drop_extensions(tree)
    return None


def in_own_database(statement: SourceStatement, database: str) -> Call | None:
    """A setting of or a privilege on the project's database, redirected to the stage's database; None for any other statement.

    Each stage has a database of its own; `ALTER DATABASE postgres SET` would change the first stage's.
    """
    if database == SHADOW_DATABASE or not _project_names(statement.node, statement.tree):
        return None
    parsed = parse(statement.text)
    for part, field in _project_names(statement.node, getattr(parsed.stmts[0].stmt, statement.node)):
        setattr(part, field, database)
    return Call(postgast.deparse(parsed))


def _project_names(node: str, tree: Any) -> list[tuple[Any, str]]:
    """Where a statement names the project's database: parts of its tree, and the field of each."""
    return [(part, field) for part, field in _database_names(node, tree) if getattr(part, field) == SHADOW_DATABASE]


def _database_names(node: str, tree: Any) -> list[tuple[Any, str]]:
    match node:
        case "alter_database_set_stmt":
            return [(tree, "dbname")]
        case "alter_role_set_stmt":
            return [(tree, "database")]
        case "grant_stmt" if enum_name(tree, "objtype") == "OBJECT_DATABASE":
            return [(item.string, "sval") for item in tree.objects]
    return []


def _vector_index(text: str, tree: Any) -> tuple[str, list[str]] | None:
    """An index of pgvector with options, which the stub does not accept, as (statement without options, options)."""
    if tree.access_method not in ("hnsw", "ivfflat") or not tree.options:
        return None
    parsed = parse(text)
    bare = parsed.stmts[0].stmt.index_stmt
    pairs = _pairs(bare.options)
    bare.ClearField("options")
    bare.concurrent = False
    return postgast.deparse(parsed), [f"{name}={value}" for name, value in zip(pairs[::2], pairs[1::2], strict=True)]


def rebuilds_indexes(statement: SourceStatement) -> bool:
    """Whether a statement rebuilds indexes (a new type of a column) or copies them to another table (LIKE, a partition)."""
    tree = statement.tree
    if statement.node == "create_stmt":
        likes = any(item.WhichOneof("node") == "table_like_clause" for item in tree.table_elts)
        return likes or tree.HasField("partbound")
    if statement.node != "alter_table_stmt":
        return False
    subtypes = {enum_name(item.alter_table_cmd, "subtype") for item in tree.cmds}
    return bool(subtypes & {"AT_AlterColumnType", "AT_AttachPartition"})


def refusal(statement: SourceStatement) -> tuple[str, str] | None:
    """(SQLSTATE, message) with which Supabase refuses a statement; None if it does not."""
    message = _refusal(statement)
    if message:
        return sqlstates.INSUFFICIENT_PRIVILEGE, message
    if statement.node in SUBSCRIPTIONS and _connects(statement):
        return sqlstates.FEATURE_NOT_SUPPORTED, "the shadow connects to no other server"
    if statement.node == TRANSACTION and enum_name(statement.tree, "kind") == "TRANS_STMT_PREPARE":
        # also on a server of the user's that has them
        return sqlstates.OBJECT_NOT_IN_PREREQUISITE_STATE, "prepared transactions are disabled"
    return None


def _refusal(statement: SourceStatement) -> str:
    tree = statement.tree
    match statement.node:
        case "create_extension_stmt" if tree.extname in REFUSED_EXTENSIONS:
            return f'permission denied to create extension "{tree.extname}"'
        case "create_plang_stmt" if tree.plname in REFUSED_EXTENSIONS:
            return f'permission denied to create extension "{tree.plname}"'
        case "alter_role_stmt":
            return _role_refusal(role_name(tree.role), "alter")
        case "drop_role_stmt":
            return next(filter(None, (_role_refusal(role_name(item.role_spec), "drop") for item in tree.roles)), "")
        case "grant_role_stmt" if tree.is_grant:
            reserved = [item.access_priv.priv_name for item in tree.granted_roles]
            return next((f'"{name}" {_MEMBERSHIP}' for name in reserved if name in RESERVED_MEMBERSHIPS), "")
        case "rename_stmt" if enum_name(tree, "rename_type") == "OBJECT_ROLE":
            return _role_refusal(tree.subname, "rename")
        case "alter_database_set_stmt" if tree.setstmt.name in PARAMETERS:
            return f'permission denied to set parameter "{tree.setstmt.name}"'
    return ""


def _connects(statement: SourceStatement) -> bool:
    """Whether a statement about a subscription would connect to the publisher."""
    tree = statement.tree
    if statement.node == "drop_subscription_stmt":
        return False
    options = {item.def_elem.defname: _value(item.def_elem.arg) for item in tree.options}
    if statement.node == "create_subscription_stmt":
        return options.get("connect") not in OFF
    match enum_name(tree, "kind"):
        case "ALTER_SUBSCRIPTION_OPTIONS" | "ALTER_SUBSCRIPTION_SKIP":
            return False
        case "ALTER_SUBSCRIPTION_ENABLED":
            return options.get("enabled") not in OFF
    return options.get("refresh") not in OFF


def on_service_table(statement: SourceStatement) -> bool:
    """Whether a statement is about a policy or trigger of a services' table (`policy_grants`), or publishes such a table."""
    tree = statement.tree
    match statement.node:
        case "create_policy_stmt" | "alter_policy_stmt":
            return (tree.table.schemaname, tree.table.relname) in POLICY_TABLES
        case "alter_publication_stmt":
            tables = [item.publication_obj_spec.pubtable.relation.schemaname for item in tree.pubobjects]
            return bool(SERVICE_SCHEMAS.intersection(tables))
        case "drop_stmt" if enum_name(tree, "remove_type") in ("OBJECT_POLICY", "OBJECT_TRIGGER"):
            return all(_listed(item.list.items) for item in tree.objects)
        case "comment_stmt" if enum_name(tree, "objtype") == "OBJECT_POLICY":
            return _listed(tree.object.list.items)
    return False


def role_name(spec: Any) -> str:
    """Name of a role as it is written; CURRENT_USER is the role that runs migrations."""
    return str(spec.rolename) if enum_name(spec, "roletype") == "ROLESPEC_CSTRING" else PROJECT_ROLE


def _role_refusal(name: str, doing: str) -> str:
    if name in RESERVED_ROLES:
        return f'"{name}" is a reserved role, only superusers can modify it'
    return f"permission denied to {doing} role" if name == PROJECT_ROLE else ""


def _listed(parts: Sequence[Any]) -> bool:
    names = [part.string.sval for part in parts]
    return len(names) == _TRIGGER_PATH and (names[0], names[1]) in POLICY_TABLES


def _extension(tree: Any) -> tuple[Any, ...]:
    options = {item.def_elem.defname: item.def_elem.arg.string.sval for item in tree.options}
    return tree.extname, options.get("schema", ""), tree.if_not_exists, "cascade" in options


def _drop_extensions(tree: Any) -> Call | None:
    names = [item.string.sval for item in tree.objects]
    if not ALLOWED.issuperset(names):
        return None
    cascades = enum_name(tree, "behavior") == "DROP_CASCADE"
    absent = tree.missing_ok or FORMER_DEFAULTS.issuperset(names)
    return Call("SELECT schemasync.drop_extension(%s, %s, %s)", (names, absent, cascades))


def _event_trigger(tree: Any) -> Call | None:
    filters = {item.def_elem.defname: item.def_elem.arg.list.items for item in tree.whenclause}
    if set(filters) - {"tag"}:
        return None
    tags = [item.string.sval for item in filters["tag"]] if filters else None
    sql = "SELECT schemasync.create_event_trigger(%s, %s, %s::text[], %s::text::regprocedure)"
    return Call(sql, (tree.trigname, tree.eventname, tags, _routine(tree.funcname, "()")))


def _publication(tree: Any) -> Call | None:
    schemas = [item.publication_obj_spec.name for item in tree.pubobjects]
    if not tree.for_all_tables and not all(schemas):
        return None
    if not tree.for_all_tables and not schemas:
        return None
    return Call(
        "SELECT schemasync.create_publication(%s, %s, %s::text[], %s::text[])",
        (tree.pubname, tree.for_all_tables, schemas, _pairs(tree.options)),
    )


def _wrapper(tree: Any) -> Call:
    functions = {item.def_elem.defname: item.def_elem.arg.list.items for item in tree.func_options}
    handler, validator = functions.get("handler"), functions.get("validator")
    sql = "SELECT schemasync.create_wrapper(%s, %s::text::regprocedure, %s::text::regprocedure, %s::text[])"
    arguments = (_routine(handler, "()"), _routine(validator, "(text[],oid)"), _pairs(tree.options))
    return Call(sql, (tree.fdwname, *arguments))


def _routine(parts: Sequence[Any] | None, arguments: str) -> str | None:
    if not parts:
        return None
    return qualified_name(*(part.string.sval for part in parts)) + arguments


def _pairs(options: Sequence[Any]) -> list[str]:
    return [text for item in options for text in (item.def_elem.defname, _value(item.def_elem.arg))]


def _value(argument: Any) -> str:
    match argument.WhichOneof("node"):
        case "integer":
            return str(argument.integer.ival)
        case "boolean":
            return str(argument.boolean.boolval).lower()
        case "string":
            return str(argument.string.sval)
    return "true"


def role_rights(statement: SourceStatement) -> tuple[str, Call] | None:
    """Split CREATE or ALTER ROLE … BYPASSRLS or REPLICATION into (the rest, the privileged call that sets them).

    Before PostgreSQL 16 only a superuser can set them, and supautils becomes one for it. The rest of an ALTER ROLE is empty
    if it sets nothing else.
    """
    if statement.node not in ("create_role_stmt", "alter_role_stmt"):
        return None
    parsed = parse(statement.text)
    tree = getattr(parsed.stmts[0].stmt, statement.node)
    given = {item.def_elem.defname: item.def_elem.arg.boolean.boolval for item in tree.options}
    rights = [given.get(name) for name in ("bypassrls", "isreplication")]
    if not any(rights):
        return None
    kept = [item for item in tree.options if item.def_elem.defname not in ("bypassrls", "isreplication")]
    del tree.options[:]
    tree.options.extend(kept)
    name = tree.role if statement.node == "create_role_stmt" else role_name(tree.role)
    text = postgast.deparse(parsed) if kept or statement.node == "create_role_stmt" else ""
    return text, Call("SELECT schemasync.role_rights(%s, %s, %s)", (name, *map(bool, rights)))
