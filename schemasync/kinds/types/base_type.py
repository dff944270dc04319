"""Base types and shell types (`pg_type` with typtype `b` and `p`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import Sql, ident, literal, name
from schemasync.kinds.catalog import PG_TYPE, USER_SCHEMA, own
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Replace,
    Severity,
    status_assess,
)
from schemasync.kinds.paths import QualifiedName
from schemasync.kinds.types._types import type_names, type_target

FUNCTIONS = {
    "typinput": "INPUT",
    "typoutput": "OUTPUT",
    "typreceive": "RECEIVE",
    "typsend": "SEND",
    "typmodin": "TYPMOD_IN",
    "typmodout": "TYPMOD_OUT",
    "typanalyze": "ANALYZE",
    "typsubscript": "SUBSCRIPT",
}
ALIGNMENT = {"c": "char", "s": "int2", "i": "int4", "d": "double"}
STORAGE = {"p": "plain", "e": "external", "m": "main", "x": "extended"}


def query(_version: int) -> str:
    functions = ", ".join(f"nullif(t.{column}::oid, 0)::regproc::text" for column in FUNCTIONS)
    return f"""
        SELECT t.oid, 0, ARRAY[n.nspname, t.typname]::text[], t.typisdefined, ARRAY[{functions}]::text[], t.typlen,
               t.typbyval, t.typalign::text, t.typstorage::text, t.typcategory::text, t.typispreferred, t.typdefault,
               t.typdelim::text, t.typcollation <> 0,
               CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) END
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE (t.typtype = 'b' OR NOT t.typisdefined) AND t.typrelid = 0 AND {USER_SCHEMA}
              AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid) AND {own(PG_TYPE, "t.oid")}"""


@dataclass(frozen=True, slots=True)
class BaseType:
    """Attributes as in CREATE TYPE; `functions` in the order of `FUNCTIONS`; a shell type is not defined."""

    defined: bool
    functions: tuple[str | None, ...]
    length: int
    by_value: bool
    alignment: str
    storage: str
    category: str
    preferred: bool
    default: str | None
    delimiter: str
    collatable: bool
    element: str | None


def create(ref: Ref, model: BaseType, _context: PlanContext) -> list[Sql]:
    if not model.defined:
        return placeholder(ref, model, _context)
    words = [f"{word} = {value}" for word, value in zip(FUNCTIONS.values(), model.functions, strict=True) if value]
    words.append(f"INTERNALLENGTH = {'VARIABLE' if model.length < 0 else model.length}")
    words += [f"ALIGNMENT = {ALIGNMENT[model.alignment]}", f"STORAGE = {STORAGE[model.storage]}"]
    optional = {
        "CATEGORY": literal(model.category) if model.category != "U" else None,
        "PREFERRED": "true" if model.preferred else None,
        "DEFAULT": literal(model.default) if model.default is not None else None,
        "ELEMENT": model.element,
        "DELIMITER": literal(model.delimiter) if model.delimiter != "," else None,
        "COLLATABLE": "true" if model.collatable else None,
    }
    words += [f"{word} = {value}" for word, value in optional.items() if value]
    if model.by_value:
        words.append("PASSEDBYVALUE")
    body = ",\n    ".join(words)
    return [Sql(f"CREATE {type_target(ref)} (\n    {body}\n)")]


def placeholder(ref: Ref, _model: BaseType, _context: PlanContext) -> list[Sql]:
    """A shell type."""
    return [Sql(f"CREATE {type_target(ref)}")]


def drop(ref: Ref, model: BaseType, _context: PlanContext) -> list[Sql]:
    """Drop the type with its functions: they depend on each other."""
    return [Sql(f"DROP {type_target(ref)}{' CASCADE' if model.defined else ''}")]


def define(ref: Ref, before: BaseType, after: BaseType, context: PlanContext) -> list[Sql] | Replace:
    """Complete a shell type, or change the properties that ALTER TYPE can set."""
    if after.defined and not before.defined:
        return create(ref, after, context)
    fixed = {name for name in BaseType.__slots__ if name not in ("functions", "storage")}
    if any(getattr(before, name) != getattr(after, name) for name in fixed) or (
        after.storage == "p" and before.storage != "p"
    ):
        return REPLACE
    pairs = zip(FUNCTIONS.values(), before.functions, after.functions, strict=True)
    words = [(word, new or "NONE") for word, old, new in pairs if old != new]
    if any(word in ("INPUT", "OUTPUT") for word, _ in words):
        return REPLACE
    if before.storage != after.storage:
        words.append(("STORAGE", STORAGE[after.storage]))
    return [Sql(f"ALTER {type_target(ref)} SET ({', '.join(f'{word} = {value}' for word, value in words)})")]


def input_function(model: BaseType) -> str | None:
    """The input function, which returns no other type; a shell type has none."""
    function, *_ = model.functions
    return function if model.defined else None


def rename(ref: Ref, other: Ref, before: Snapshot) -> list[Sql] | None:
    """Give it another name, another schema, or both; None if the schema does not exist."""
    old, new = QualifiedName(*ref.path), QualifiedName(*other.path)
    if old.schema != new.schema and Ref("schema", (new.schema,)) not in before.objects:
        return None
    statements = []
    if old.name != new.name:
        statements.append(Sql(f"ALTER {type_target(ref)} RENAME TO {ident(new.name)}"))
    if old.schema != new.schema:
        statements.append(Sql(f"ALTER TYPE {name(old.schema, new.name)} SET SCHEMA {ident(new.schema)}"))
    return statements


KIND = Kind(
    name="base_type",
    model=BaseType,
    catalog=Catalog(
        oid=PG_TYPE,
        query=query,
    ),
    ddl=Ddl(
        target=type_target,
        create=create,
        drop=drop,
        alter=(
            Alter(
                (
                    "defined",
                    "functions",
                    "length",
                    "by_value",
                    "alignment",
                    "storage",
                    "category",
                    "preferred",
                    "default",
                    "delimiter",
                    "collatable",
                    "element",
                ),
                define,
            ),
        ),
        placeholder=placeholder,
        rename=rename,
    ),
    order=Order(
        rank=28,
        needs_shell_type=True,
    ),
    unique_names=type_names,
    rename_key=input_function,
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The type is not in the database."),
        (Severity.FUNCTIONAL, "The type exists in the database, but no migration creates it."),
        (Severity.BREAKING, "The type is defined differently than in the migrations."),
    ),
)
