"""Read from the parse tree which names a statement creates, renames or drops."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from schemasync.core.parser import parse_block
from schemasync.migrations.statements import UNREADABLE, SourceStatement, enum_name, parse

RELATION, ROUTINE, TYPE, SCHEMA, COLUMN, ROLE, EXTENSION, OTHER, PUBLISHED = (
    "relation", "function", "type", "schema", "column", "role", "extension", "object", "published",
)  # fmt: skip
SEARCH_PATH = "search_path"
_DROPPED = {
    "OBJECT_TABLE": RELATION, "OBJECT_VIEW": RELATION, "OBJECT_MATVIEW": RELATION, "OBJECT_SEQUENCE": RELATION,
    "OBJECT_FOREIGN_TABLE": RELATION, "OBJECT_INDEX": RELATION, "OBJECT_TYPE": TYPE, "OBJECT_DOMAIN": TYPE,
    "OBJECT_FUNCTION": ROUTINE, "OBJECT_PROCEDURE": ROUTINE, "OBJECT_SCHEMA": SCHEMA, "OBJECT_POLICY": OTHER,
    "OBJECT_TRIGGER": OTHER, "OBJECT_EXTENSION": EXTENSION,
}  # fmt: skip
_BRANCHES = ("if", "case", "loop", "while", "fori", "fors", "forc", "foreach_a", "dynfors")
_CONDITIONAL = frozenset({f"PLpgSQL_stmt_{name}" for name in _BRANCHES} | {"exceptions"})
_INPUT = ("FUNC_PARAM_IN", "FUNC_PARAM_INOUT", "FUNC_PARAM_VARIADIC", "FUNC_PARAM_DEFAULT")
_TYPES = {
    "int2": "smallint", "int4": "integer", "int8": "bigint", "bool": "boolean", "float4": "real",
    "float8": "double precision", "varchar": "character varying", "bpchar": "character",
    "timestamptz": "timestamp with time zone", "timestamp": "timestamp without time zone",
}  # fmt: skip
"""The parser's names of types → the names in PostgreSQL's messages."""


@dataclass(frozen=True, slots=True)
class DdlName:
    """One name that a statement creates or removes.

    Attributes:
        category: sort of object.
        name: without schema.
        created: False if it is dropped or renamed away.
        schema: as it is written; for an extension, where it goes.
        table: that a column, policy, trigger or constraint belongs to; of a published table, the publication.
        relation_kind: a relation's kind in words.
        arguments: types of a function's input.
        conditional: in a branch of a DO block, or in its exception handler.
        sets_search_path: of a function: it has a search_path of its own.
    """

    category: str
    name: str
    created: bool = True
    schema: str = ""
    table: str = ""
    relation_kind: str = ""
    arguments: str = ""
    conditional: bool = False
    sets_search_path: bool = False


def ddl_names(statement: SourceStatement) -> Iterator[DdlName]:
    """Every name that a statement creates or removes; of a DO block, those of the statements in it."""
    if statement.node == "do_stmt":
        for query, conditional in inner_statements(statement.text):
            for name in _parsed(query):
                yield replace(name, conditional=conditional)
    elif statement.node:
        yield from _names(statement.node, statement.tree)


def inner_statements(block: str) -> Iterator[tuple[str, bool]]:
    """(statement, whether it is in a branch) for each static statement of a DO block, and each EXECUTE of a constant."""
    stack = [("", parse_block(block), False)]
    while stack:
        key, item, conditional = stack.pop()
        if key == "PLpgSQL_stmt_execsql":
            yield item["sqlstmt"]["PLpgSQL_expr"]["query"], conditional
        elif key == "PLpgSQL_stmt_dynexecute":
            yield _constant(item["query"]["PLpgSQL_expr"]["query"]), conditional
        elif isinstance(item, list):
            stack += [("", each, conditional) for each in reversed(item)]
        elif isinstance(item, dict):
            stack += [(name, each, conditional or name in _CONDITIONAL) for name, each in reversed(item.items())]


def _constant(expression: str) -> str:
    try:
        value = parse(f"SELECT {expression}").stmts[0].stmt.select_stmt.target_list[0].res_target.val
    except UNREADABLE:
        return ""
    return str(value.a_const.sval.sval)


def _parsed(query: str) -> Iterator[DdlName]:
    try:
        trees = [item.stmt for item in parse(query).stmts]
    except UNREADABLE:
        return
    for tree in trees:
        if node := tree.WhichOneof("node"):
            yield from _names(node, getattr(tree, node))


def _names(node: str, tree: Any) -> Iterable[DdlName]:
    reader = _READERS.get(node)
    return reader(tree) if reader else ()


def arguments(parameters: Iterable[Any]) -> str:
    """Types of a function's input arguments, spelled as in PostgreSQL's messages."""
    given = (item.function_parameter for item in parameters)
    return ", ".join(_type(item.arg_type) for item in given if enum_name(item, "mode") in _INPUT)


def _type(type_name: Any) -> str:
    parts = [part.string.sval for part in type_name.names if part.string.sval != "pg_catalog"]
    last = _TYPES.get(parts[-1], parts[-1]) if parts else ""
    return ".".join([*parts[:-1], last]) + "[]" * bool(type_name.array_bounds)


def _relation(variable: Any, what: str, *, created: bool = True) -> DdlName:
    return DdlName(RELATION, variable.relname, created, variable.schemaname, relation_kind=what)


def _dotted(category: str, parts: Sequence[Any], *, created: bool = True) -> DdlName:
    texts = [part.string.sval for part in parts]
    return DdlName(category, texts[-1], created, texts[-2] if len(texts) > 1 else "")


def _columns(table: Any, columns: Iterable[str], *, created: bool = True) -> Iterator[DdlName]:
    for name in filter(None, columns):
        yield DdlName(COLUMN, name, created, table.schemaname, table.relname)


def _table(tree: Any) -> Iterator[DdlName]:
    yield _relation(tree.relation, "table")
    yield from _columns(tree.relation, (item.column_def.colname for item in tree.table_elts))
    for item in tree.table_elts:
        for constraint in (item.constraint, *(each.constraint for each in item.column_def.constraints)):
            if constraint.conname:
                yield DdlName(OTHER, constraint.conname, table=tree.relation.relname)


def _view_columns(relation: Any, query: Any) -> Iterator[DdlName]:
    """Columns of a view, as far as they have a name in its query."""
    while query.HasField("larg"):
        query = query.larg
    targets = [item.res_target for item in query.target_list]
    fields = [target.val.column_ref.fields for target in targets]
    written = (
        target.name or (parts[-1].string.sval if parts else "") for target, parts in zip(targets, fields, strict=True)
    )
    yield from _columns(relation, written)


def _published(tree: Any, *, created: bool) -> Iterator[DdlName]:
    for item in tree.pubobjects:
        table = item.publication_obj_spec.pubtable.relation
        if table.relname:
            yield DdlName(PUBLISHED, table.relname, created, table.schemaname, tree.pubname)


def _altered(tree: Any) -> Iterator[DdlName]:
    table = tree.relation
    for item in tree.cmds:
        command = item.alter_table_cmd
        match enum_name(command, "subtype"):
            case "AT_AddColumn":
                yield from _columns(table, [getattr(command, "def").column_def.colname])
            case "AT_DropColumn":
                yield from _columns(table, [command.name], created=False)
            case "AT_AddConstraint":
                yield DdlName(OTHER, getattr(command, "def").constraint.conname, table=table.relname)
            case "AT_DropConstraint":
                yield DdlName(OTHER, command.name, created=False, table=table.relname)


def _moved(tree: Any) -> Iterator[DdlName]:
    category = _DROPPED.get(enum_name(tree, "object_type"))
    if category == RELATION:
        before = _relation(tree.relation, "table", created=False)
    elif category == ROUTINE:
        before = _dotted(ROUTINE, tree.object.object_with_args.objname, created=False)
    else:
        return
    yield before
    yield replace(before, created=True, schema=tree.newschema)


def _renamed(tree: Any) -> Iterator[DdlName]:
    what = enum_name(tree, "rename_type")
    if what == "OBJECT_COLUMN":
        yield from _columns(tree.relation, [tree.subname], created=False)
        yield from _columns(tree.relation, [tree.newname])
    elif _DROPPED.get(what) == RELATION:
        yield _relation(tree.relation, "table", created=False)
        yield replace(_relation(tree.relation, "table"), name=tree.newname)
    elif what in _DROPPED:
        yield DdlName(_DROPPED[what], tree.newname)


def _dropped(tree: Any) -> Iterator[DdlName]:
    removed = enum_name(tree, "remove_type")
    category = _DROPPED.get(removed, "")
    for item in tree.objects if category else ():
        match item.WhichOneof("node"):
            case "list" if category == OTHER:
                parts = [part.string.sval for part in item.list.items]
                yield DdlName(OTHER, parts[-1], created=False, table=parts[-2] if len(parts) > 1 else "")
            case "list":
                yield _dotted(category, item.list.items, created=False)
            case "object_with_args":
                yield _dotted(category, item.object_with_args.objname, created=False)
            case "type_name":
                yield _dotted(category, item.type_name.names, created=False)
            case "string":
                yield DdlName(category, item.string.sval, created=False)


def _view(tree: Any) -> Iterator[DdlName]:
    yield _relation(tree.view, "view")
    yield from _view_columns(tree.view, tree.query.select_stmt)


def _table_from_query(tree: Any) -> Iterator[DdlName]:
    """Names of CREATE TABLE AS and CREATE MATERIALIZED VIEW, which share a node."""
    matview = enum_name(tree, "objtype") == "OBJECT_MATVIEW"
    yield _relation(tree.into.rel, "materialized view" if matview else "table")
    yield from _view_columns(tree.into.rel, tree.query.select_stmt)


def _function(tree: Any) -> Iterator[DdlName]:
    is_set = any(item.def_elem.arg.variable_set_stmt.name == SEARCH_PATH for item in tree.options)
    name = _dotted(ROUTINE, tree.funcname)
    yield replace(name, arguments=arguments(tree.parameters), sets_search_path=is_set)


def _extension(tree: Any) -> Iterator[DdlName]:
    options = {item.def_elem.defname: item.def_elem.arg.string.sval for item in tree.options}
    yield DdlName(EXTENSION, tree.extname, schema=options.get("schema", ""))


_READERS: Mapping[str, Callable[[Any], Iterable[DdlName]]] = {
    "create_stmt": _table,
    "view_stmt": _view,
    "create_seq_stmt": lambda tree: [_relation(tree.sequence, "sequence")],
    "create_foreign_table_stmt": lambda tree: [_relation(tree.base_stmt.relation, "foreign table")],
    "create_table_as_stmt": _table_from_query,
    "index_stmt": lambda tree: [replace(_relation(tree.relation, "index"), name=tree.idxname)],
    "create_enum_stmt": lambda tree: [_dotted(TYPE, tree.type_name)],
    "create_domain_stmt": lambda tree: [_dotted(TYPE, tree.domainname)],
    "create_range_stmt": lambda tree: [_dotted(TYPE, tree.type_name)],
    "composite_type_stmt": lambda tree: [replace(_relation(tree.typevar, "type"), category=TYPE)],
    "create_function_stmt": _function,
    "create_schema_stmt": lambda tree: [DdlName(SCHEMA, tree.schemaname)],
    "create_role_stmt": lambda tree: [DdlName(ROLE, tree.role)],
    "drop_role_stmt": lambda tree: [DdlName(ROLE, item.role_spec.rolename, created=False) for item in tree.roles],
    "create_extension_stmt": _extension,
    "create_policy_stmt": lambda tree: [DdlName(OTHER, tree.policy_name, table=tree.table.relname)],
    "create_trig_stmt": lambda tree: [DdlName(OTHER, tree.trigname, table=tree.relation.relname)],
    "create_publication_stmt": lambda tree: _published(tree, created=True),
    "alter_publication_stmt": lambda tree: _published(tree, created=enum_name(tree, "action") != "AP_DropObjects"),
    "alter_table_stmt": _altered,
    "alter_object_schema_stmt": _moved,
    "rename_stmt": _renamed,
    "drop_stmt": _dropped,
}
"""Node of libpg_query → the function that reads the names of such a statement."""
