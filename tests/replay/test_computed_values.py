"""Expressions that fail for no row, and those that fail for some."""

from __future__ import annotations

import pytest

from schemasync.core.parser import parse
from schemasync.replay.computed_values import calls_what_fails, fails_on_values, never_fails
from schemasync.replay.failing_code import Function, failing_functions, raising_functions

BOOL, TEXT, SMALLINT, TSVECTOR, VARCHAR = 16, 25, 21, 3614, 1043
BIGINT, NUMERIC, JSONB = 20, 1700, 3802


@pytest.mark.parametrize(
    ("expression", "type_", "modifier", "never"),
    [
        ("((a || ' '::text) || COALESCE(b, ''::text))", TEXT, -1, True),
        ("to_tsvector('english'::regconfig, a)", TSVECTOR, -1, True),
        ("setweight(to_tsvector('english'::regconfig, a), 'A'::\"char\")", TSVECTOR, -1, True),
        ("CASE WHEN (a = b) THEN upper(a) ELSE NULL::text END", TEXT, -1, True),
        ("(a = b)", BOOL, -1, True),
        ("upper(a)", VARCHAR, 7, False),
        ("length(a)", SMALLINT, -1, False),
        ("(a)::integer", TEXT, -1, False),
        ("(a ~~ b)", BOOL, -1, False),
        ("split_part(a, b, c)", TEXT, -1, False),
        ("setweight(v, w)", TSVECTOR, -1, False),
        ("setweight()", TSVECTOR, -1, True),
        ("XMLPARSE(DOCUMENT a)", TEXT, -1, False),
        ("own(a)", TEXT, -1, False),
    ],
)
def test_never_fails(expression: str, type_: int, modifier: int, never: bool) -> None:  # noqa: FBT001
    assert never_fails(expression, type_, modifier) == never


@pytest.mark.parametrize(
    ("expression", "fails"),
    [
        ("note::int", True),
        ("lower(trim(note))::uuid", True),
        ("(data ->> 'n')::int", True),
        ("big::int", True),
        ("big::smallint + 1", True),
        ("max(big)::int", True),
        ("price::numeric(4, 1)", True),
        ("1 / big", True),
        ("small::bigint", False),
        ("big::numeric", False),
        ("big::text", False),
        ("note::varchar(3)", False),
        ("length(note)::smallint", False),
        ("count(big)::int", False),
        ("1 / nullif(big, 0)", False),
        ("sqrt(big - 5)", True),
        ("pg_catalog.ln(big)", True),
        ("to_date(note, 'YYYY-MM-DD')", True),
        ("jsonb_array_length(data)", True),
        ("sqrt(5), to_date('2026-01-01', 'YYYY-MM-DD')", False),
        ("own.sqrt(big)", False),
        ("mod(big, 10)", False),
        ("mod(10, big)", True),
        ("div(price, nullif(big, 0))", False),
        ("regexp_split_to_array(note, ',')", False),
        ("regexp_matches('a', note)", True),
        ("to_timestamp(note, 'YYYY')", True),
        ("to_timestamp(big)", False),
    ],
)
def test_fails_on_values(expression: str, fails: bool) -> None:  # noqa: FBT001
    columns = {"note": {TEXT}, "data": {JSONB}, "big": {BIGINT}, "small": {SMALLINT}, "price": {NUMERIC}}
    tree = parse(f"SELECT {expression}").stmts[0].stmt.select_stmt
    assert fails_on_values(tree, columns) == fails


FUNCTIONS = [
    Function("number", "sql", "SELECT $1::int"),
    Function("named", "sql", "SELECT v::uuid"),
    Function("returned", "sql", "RETURN (v)::date"),
    Function("outer_one", "sql", "SELECT number(v) + 1"),
    Function("block", "plpgsql", "BEGIN RETURN v::int; END"),
    Function("folded", "sql", "SELECT unaccent('unaccent'::regdictionary, lower($1))"),
    Function("plain", "plpgsql", "BEGIN RETURN lower(v); END"),
]


def test_failing_functions() -> None:
    """A wrapper fails as the cast in it does, and so does a wrapper of the wrapper."""
    found = failing_functions(FUNCTIONS)
    assert [name for name, fails in found.items() if not fails] == ["folded", "plain"]


def test_a_function_of_the_project_is_judged_by_its_code() -> None:
    """PostgreSQL has a `log` that fails for some numbers."""
    audit = Function("log", "plpgsql", "BEGIN NULL; END")
    caller = Function("asked", "plpgsql", "BEGIN i := audit.log(i); END")
    assert failing_functions([audit, caller]) == {"log": False, "asked": False}
    assert failing_functions([caller]) == {"asked": True}


@pytest.mark.parametrize(
    ("expression", "unknown_fail", "fails"),
    [
        ("number(note)", True, True),
        ("outer_one(note)", False, True),
        ("folded(note)", True, False),
        ("date_trunc('day', timezone('UTC', at))", True, False),
        ("jsonb_array_length(data)", True, True),
        ("jsonb_array_length(data)", False, False),
    ],
)
def test_calls_what_fails(expression: str, unknown_fail: bool, fails: bool) -> None:  # noqa: FBT001
    """An index computes for every row, so a function that nobody knows counts there."""
    tree = parse(f"SELECT {expression}").stmts[0].stmt.select_stmt
    assert calls_what_fails(tree, lambda: failing_functions(FUNCTIONS), unknown_fail=unknown_fail) == fails


@pytest.mark.parametrize(
    ("code", "raises"),
    [
        ("BEGIN RAISE 'not %', i; END", True),
        ("BEGIN RAISE; END", True),
        ("BEGIN RAISE SQLSTATE '22012'; END", True),
        ("BEGIN ASSERT i > 0; END", True),
        ("BEGIN EXECUTE 'DO $d$ BEGIN RAISE ''x''; END $d$'; END", True),
        ("BEGIN i = refuse (i); END", True),
        ("BEGIN RAISE NOTICE 'we raise %', i; END", False),
        ("BEGIN -- RAISE 'x'\n i = 1; /* ASSERT */ END", False),
        ("BEGIN i = 'RAISE x'; END", False),
        ("DECLARE refuse int; BEGIN i = refuse; END", False),
    ],
)
def test_raising_functions(code: str, raises: bool) -> None:  # noqa: FBT001
    functions = [Function("refuse", "plpgsql", "BEGIN RAISE EXCEPTION 'no'; END"), Function("asked", "plpgsql", code)]
    assert ("asked" in raising_functions(functions)) == raises


@pytest.mark.parametrize(
    ("code", "fails"),
    [
        ("DECLARE i public.t.id%TYPE; r t%ROWTYPE; BEGIN i = 1; END", False),
        ("BEGIN RAISE NOTICE '50% of 1/2'; END", False),
        ("BEGIN -- select 1/2::int\n RETURN new; END", False),
        ("BEGIN i = 7 % n; END", True),
        ("BEGIN i = n::int; END", True),
        ("BEGIN RETURN sqrt(n); END", True),
        ("BEGIN RETURN make_date(y, 1, 1); END", True),
        ("DECLARE sqrt int; BEGIN RETURN sqrt; END", False),
        ("BEGIN RAISE 'x'; END", True),
    ],
)
def test_code_that_values_can_make_fail(code: str, fails: bool) -> None:  # noqa: FBT001
    assert failing_functions([Function("asked", "plpgsql", code)])["asked"] == fails
