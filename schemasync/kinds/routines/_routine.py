"""Functions and procedures (`pg_proc`): query, model, CREATE OR REPLACE, and the kind that both are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from schemasync.core.model import Change, Ref
from schemasync.core.sql import UNCHECKED_BODIES, Sql, dollar, name
from schemasync.kinds.catalog import PG_PROC, USER_SCHEMA, UserRows, own_routine
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Assess,
    Assessment,
    Catalog,
    Code,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Replace,
    Replacement,
    Severity,
    plain_drop,
)
from schemasync.kinds.rename import rename_by


def identity(alias: str = "p") -> str:
    """The types of the input arguments, as they identify a routine."""
    return f"""coalesce((SELECT string_agg(format_type(t, NULL), ', ' ORDER BY o)
                FROM unnest({alias}.proargtypes) WITH ORDINALITY u(t, o)), '')"""


RECORD = 2249
"""OID of the pseudo-type `record`: the result of several OUT arguments, and of a procedure with any."""
_POLYMORPHIC = ("any", '"any"')
_COMPILED = ("internal", "c")
"""Languages whose functions are no text that names objects."""


def _names(modes: str, value: str) -> str:
    """An array with a value for each argument of certain modes; `o` is its number."""
    all_modes = "coalesce(p.proargmodes, array_fill('i'::\"char\", ARRAY[p.pronargs::int]))"
    return f"""(SELECT array_agg({value} ORDER BY o) FROM unnest({all_modes}) WITH ORDINALITY m(mode, o)
                        WHERE mode IN ({modes}))"""


def routine_query(kinds: str) -> Callable[[int], str]:
    """Make the query for some `prokind`s, a list of SQL constants."""

    def query(_version: int) -> str:
        return f"""
            SELECT p.oid, 0, ARRAY[n.nspname, p.proname, {identity()}]::text[],
                   pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), p.prokind::text, l.lanname::text,
                   p.provolatile::text, p.proparallel::text, p.prosecdef, p.proleakproof, p.proisstrict,
                   p.procost, p.prorows, nullif(p.prosupport::oid, 0)::regproc::text, coalesce(p.proconfig, '{{}}'),
                   coalesce(p.protrftypes::regtype[]::text[], '{{}}'),
                   coalesce(p.prosrc, ''), p.probin, pg_get_function_sqlbody(p.oid),
                   pg_get_functiondef(p.oid), {_names("'i', 'b', 'v'", "coalesce(p.proargnames[o], '')")}, p.pronargdefaults,
                   CASE WHEN p.prorettype = {RECORD} THEN
                       {_names("'o', 'b', 't'", "ARRAY[coalesce(p.proargnames[o], ''), format_type(p.proallargtypes[o], NULL)]::text[]")}
                   END
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
            WHERE p.prokind IN ({kinds}) AND {USER_SCHEMA} AND {own_routine("p.oid")}"""

    return query


@dataclass(frozen=True, slots=True)
class Routine:
    """A function or procedure.

    Attributes: arguments with names and defaults, result, prokind, language, volatility (i, s, v), parallel
    (s, r, u), security definer, leakproof, strict, cost, rows, support function, SET clauses, transforms,
    body (`prosrc`, verbatim), library file, SQL-standard body.
    Not compared: the definition as `pg_get_functiondef` prints it, names of the input arguments, number of defaults,
    (name, type) of the columns of a result that is a row.
    """

    arguments: str
    result: str | None
    prokind: str
    language: str
    volatility: str
    parallel: str
    security_definer: bool
    leakproof: bool
    strict: bool
    cost: float
    rows: float
    support: str | None
    config: tuple[str, ...]
    transforms: tuple[str, ...]
    body: str
    library: str | None
    sql_body: str | None
    definition: str = field(compare=False)
    input_names: tuple[str, ...] | None = field(compare=False)
    default_count: int = field(compare=False)
    row: tuple[tuple[str, str], ...] | None = field(compare=False)


ATTRIBUTES = (
    "arguments", "result", "prokind", "language", "volatility", "parallel", "security_definer", "leakproof", "strict",
    "cost", "rows", "support", "config", "transforms", "body", "library", "sql_body",
)  # fmt: skip


def signature(ref: Ref) -> str:
    """`public.f(integer, text)`."""
    schema, routine, arguments = ref.path
    return f"{name(schema, routine)}({arguments})"


def create(_ref: Ref, model: Routine, _context: PlanContext) -> list[Sql]:
    """`pg_get_functiondef` prints the whole statement, always with OR REPLACE."""
    return [Sql(model.definition.rstrip(), settings=(UNCHECKED_BODIES,) if model.body else ())]


def change(ref: Ref, before: Routine, after: Routine, context: PlanContext) -> Sequence[Sql] | Replace:
    """OR REPLACE cannot change the result, rename arguments, or remove a default or a support function.

    It cannot change the type of a default either, which a polymorphic argument leaves to the default itself.
    """
    if before.prokind != after.prokind or before.result != after.result or _row(before) != _row(after):
        return REPLACE
    names = zip(before.input_names or (), after.input_names or (), strict=False)
    if any(old and old != new for old, new in names) or after.default_count < before.default_count:
        return REPLACE
    if _is_polymorphic(ref) and before.default_count and before.arguments != after.arguments:
        return REPLACE
    if before.support and not after.support:
        return REPLACE
    return create(ref, after, context)


def _row(model: Routine) -> tuple[tuple[str, str], ...]:
    """The columns of the row that it returns; a function with one OUT argument returns no row."""
    row = model.row or ()
    return row if len(row) > 1 or model.prokind == "p" else ()


def _is_polymorphic(ref: Ref) -> bool:
    _, _, arguments = ref.path
    return any(type_.startswith(_POLYMORPHIC) for type_ in arguments.split(", "))


def placeholder(ref: Ref, model: Routine, _context: PlanContext) -> list[Sql]:
    """The same signature with an empty body, which is not checked."""
    schema, routine, _ = ref.path
    result = f" RETURNS {model.result}" if model.result else ""
    word = "PROCEDURE" if model.prokind == "p" else "FUNCTION"
    text = f"CREATE OR REPLACE {word} {name(schema, routine)}({model.arguments}){result} LANGUAGE {model.language} AS {dollar('')}"
    return [Sql(text, settings=(UNCHECKED_BODIES,))]


def assess_routine(word: str) -> Assess:
    """Make the assessment of a routine that is called a `word`."""

    def assess(change: Change) -> Assessment:
        if change.before is None:
            return Assessment(Severity.BREAKING, f"The {word} is not in the database; every call fails.")
        if change.after is None:
            severity = Severity.SECURITY if change.before.security_definer else Severity.FUNCTIONAL
            return Assessment(severity, f"The {word} exists in the database, but no migration creates it.")
        if change.before.security_definer and not change.after.security_definer:
            return Assessment(
                Severity.SECURITY, f"The {word} runs with its owner's rights, which no migration asks for."
            )
        if _search_path(change.after) and not _search_path(change.before) and change.before.security_definer:
            words = f"The {word} runs with its owner's rights and no fixed search_path: a caller can make it use other objects."
            return Assessment(Severity.SECURITY, words)
        if set(change.attributes) <= {"cost", "rows", "parallel", "support", "leakproof"}:
            return Assessment(
                Severity.PERFORMANCE, f"The planner has other facts about the {word} than the migrations give."
            )
        return Assessment(Severity.FUNCTIONAL, f"The {word} does something else than the migrations say.")

    return assess


def _search_path(model: Routine) -> str | None:
    return next((setting for setting in model.config if setting.startswith("search_path=")), None)


def looks_up_names(model: Routine) -> bool:
    """Whether the body is a text that is read when it runs, under the search_path of the session."""
    return model.language not in _COMPILED and not model.sql_body and _search_path(model) is None


def routine_kind(word: Literal["function", "procedure"], prokinds: str, rank: int) -> Kind[Routine]:
    """Make the kind; functions and procedures differ in the word, their `prokind`s and their place in the order."""

    def target(ref: Ref) -> str:
        return f"{word.upper()} {signature(ref)}"

    return Kind(
        name=word,
        model=Routine,
        catalog=Catalog(
            oid=PG_PROC,
            query=routine_query(prokinds),
            only_if=UserRows("pg_proc", f"x.prokind IN ({prokinds})"),
        ),
        ddl=Ddl(
            target=target,
            rename=rename_by(target, 1, moves=True),
            create=create,
            drop=plain_drop(target),
            alter=(Alter(ATTRIBUTES, change),),
            placeholder=placeholder,
        ),
        order=Order(
            rank=rank,
        ),
        replacement=Replacement(
            rebuildable=True,
            must_fit_row_type=lambda model: model.sql_body is not None,
        ),
        unique_names=lambda ref, _: [("routine", *ref.path)],
        code=Code(
            expressions=("arguments", "sql_body"),
            function_body=lambda model: model.body,
            looks_up_names=looks_up_names,
        ),
        origin="log",
        assess=assess_routine(word),
        describe=lambda _, model: model.definition,
    )
