"""NULL that an earlier statement has left in no row refuses nothing; PostgreSQL, with rows, is the judge of each case."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
import pytest

from schemasync.core.parser import parse
from schemasync.postgres.shadow import ShadowServer
from schemasync.replay.failing_code import Function
from schemasync.replay.nullness import is_never_null
from schemasync.replay.reading import Column
from schemasync.replay.trigger_code import assigned_columns
from tests.plugins.replays import Compare

TABLE = """CREATE TABLE public.{t} (id int PRIMARY KEY, name text, email text, org int);
INSERT INTO public.{t} VALUES (1, NULL, NULL, 1), (2, 'b', 'b@x', NULL);
"""
TRIGGER = "CREATE FUNCTION public.{t}_f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN %s; END'; CREATE TRIGGER f BEFORE %s ON public.{t} FOR EACH ROW EXECUTE FUNCTION public.{t}_f();"
PARTED = """CREATE TABLE public.{t} (id int, name text) PARTITION BY LIST (id); CREATE TABLE public.{t}_1 (name text, id int);
ALTER TABLE public.{t} ATTACH PARTITION public.{t}_1 FOR VALUES IN (1); CREATE TABLE public.{t}_2 PARTITION OF public.{t} DEFAULT;
INSERT INTO public.{t} VALUES (1, NULL), (2, NULL);
"""
REQUIRED = "ALTER TABLE public.{t} ALTER name SET NOT NULL;"
FILL = "UPDATE public.{t} SET name = coalesce(name, '');"
CASES: Mapping[str, tuple[str, str]] = {
    "rows with NULL": (TABLE, f"UPDATE public.{{t}} SET name = '' WHERE name IS NULL; {REQUIRED}"),
    "rows with NULL and others": (TABLE, f"UPDATE public.{{t}} SET name = 'x' || id WHERE name = '' OR name IS NULL; {REQUIRED}"),
    "some rows with NULL": (TABLE, f"UPDATE public.{{t}} SET name = '' WHERE name IS NULL AND org = 2; {REQUIRED}"),
    "rows of a join": (TABLE, f"UPDATE public.{{t}} SET name = '' FROM public.orgs WHERE orgs.id = org; {REQUIRED}"),
    "all rows": (TABLE, f"{FILL} {REQUIRED}"),
    "all rows, by a column with NULL": (TABLE, f"UPDATE public.{{t}} SET name = coalesce(name, email); {REQUIRED}"),
    "a new column": (TABLE, "ALTER TABLE public.{t} ADD c int; UPDATE public.{t} SET c = id; ALTER TABLE public.{t} ALTER c SET NOT NULL;"),
    "an own function": (TABLE, f"UPDATE public.{{t}} SET name = public.lower('A'); {REQUIRED}"),
    "a check": (TABLE, f"{FILL} ALTER TABLE public.{{t}} ADD CHECK (name IS NOT NULL AND id IS NOT NULL); {REQUIRED}"),
    "a check of another column": (TABLE, f"{FILL} ALTER TABLE public.{{t}} ADD CHECK (name IS NOT NULL AND org IS NOT NULL);"),
    "NULL again": (TABLE, f"{FILL} UPDATE public.{{t}} SET name = NULL WHERE id = 1; {REQUIRED}"),
    "another column after it": (TABLE, f"{FILL} UPDATE public.{{t}} SET name = upper(name), org = NULL; {REQUIRED}"),
    "a conversion": (TABLE, f"{FILL} ALTER TABLE public.{{t}} ALTER name TYPE text USING nullif(name, 'b'); {REQUIRED}"),
    "a block": (TABLE, f"{FILL} DO 'BEGIN UPDATE public.{{t}} SET name = NULL; END'; {REQUIRED}"),
    "a function that writes": (
        f"{TABLE} CREATE FUNCTION public.{{t}}_w() RETURNS void LANGUAGE sql AS 'UPDATE public.{{t}} SET name = NULL';",
        f"{FILL} SELECT public.{{t}}_w(); {REQUIRED}",
    ),
    "a trigger that sets another column": (TABLE + TRIGGER % ("NEW.org = 7; RETURN NEW", "UPDATE"), f"{FILL} {REQUIRED}"),
    "a trigger that sets NULL": (TABLE + TRIGGER % ("NEW.name := NULL; RETURN NEW", "UPDATE"), f"{FILL} {REQUIRED}"),
    "a trigger that leaves rows out": (TABLE + TRIGGER % ("RETURN NULL", "UPDATE"), f"{FILL} {REQUIRED}"),
    "deleted rows": (TABLE, f"DELETE FROM public.{{t}} WHERE name IS NULL; {REQUIRED}"),
    "rows that a trigger keeps": (TABLE + TRIGGER % ("RETURN NULL", "DELETE"), f"DELETE FROM public.{{t}} WHERE name IS NULL; {REQUIRED}"),
    "partitions": (PARTED, f"{FILL} {REQUIRED}"),
    "one partition of two": (PARTED, f"UPDATE public.{{t}}_1 SET name = ''; {REQUIRED}"),
    "children": (TABLE + "CREATE TABLE public.{t}_c () INHERITS (public.{t}); \nINSERT INTO public.{t}_c (id) VALUES (3);\n", f"{FILL} {REQUIRED}"),
    "the parent only": (
        TABLE + "CREATE TABLE public.{t}_c () INHERITS (public.{t}); \nINSERT INTO public.{t}_c (id) VALUES (3);\n",
        f"UPDATE ONLY public.{{t}} SET name = ''; {REQUIRED}",
    ),
    "a view with names exchanged": (
        TABLE + "CREATE VIEW public.{t}_v AS SELECT id, name AS email, email AS name FROM public.{t};",
        f"UPDATE public.{{t}}_v SET name = ''; {REQUIRED}",
    ),
    "a parent deleted": (
        TABLE + "CREATE TABLE public.{t}_p (id text PRIMARY KEY);\nINSERT INTO public.{t}_p VALUES ('b'), ('');\n"
        "ALTER TABLE public.{t} ADD FOREIGN KEY (name) REFERENCES public.{t}_p ON DELETE SET NULL;",
        f"{FILL} DELETE FROM public.{{t}}_p WHERE id = 'b'; {REQUIRED}",
    ),
    "NULL again, in WITH": (TABLE, f"{FILL} WITH x AS (UPDATE public.{{t}} SET name = NULL RETURNING 1) DELETE FROM public.orgs; {REQUIRED}"),
    "a row of a trigger": (
        TABLE + "CREATE FUNCTION public.{t}_f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.{t} (id) VALUES (9);"
        " RETURN NEW; END'; CREATE TRIGGER f AFTER UPDATE ON public.{t} FOR EACH ROW EXECUTE FUNCTION public.{t}_f();",
        f"{FILL} {REQUIRED}",
    ),
    "a trigger of another table": (
        TABLE + "CREATE FUNCTION public.{t}_f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE public.{t} SET name = NULL;"
        " RETURN NEW; END'; CREATE TABLE public.{t}_o (id int);\nINSERT INTO public.{t}_o VALUES (1);\n"
        "CREATE TRIGGER f BEFORE UPDATE ON public.{t}_o FOR EACH ROW EXECUTE FUNCTION public.{t}_f();",
        f"{FILL} UPDATE public.{{t}}_o SET id = 2; {REQUIRED}",
    ),
    "the upper bound of a range": (
        TABLE + "ALTER TABLE public.{t} ADD r int4range NOT NULL DEFAULT '[1,)', ADD high int;",
        "UPDATE public.{t} SET high = upper(r); ALTER TABLE public.{t} ALTER high SET NOT NULL;",
    ),
    "an upper case": (
        TABLE + "ALTER TABLE public.{t} ADD word text NOT NULL DEFAULT 'x';", f"UPDATE public.{{t}} SET name = upper(word); {REQUIRED}",
    ),
    "a null of JSON": (
        TABLE + "ALTER TABLE public.{t} ADD j jsonb NOT NULL DEFAULT 'null', ADD n int;",
        "UPDATE public.{t} SET n = j::int; ALTER TABLE public.{t} ALTER n SET NOT NULL;",
    ),
    "a rule": (
        TABLE + "CREATE RULE r AS ON UPDATE TO public.{t} DO INSTEAD NOTHING;",
        f"{FILL} {REQUIRED}",
    ),
}  # fmt: skip
"""A way to fill a column → the applied migration with rows, and the pending file."""
SHARED = """CREATE TABLE public.orgs (id int);
INSERT INTO public.orgs VALUES (2);
CREATE FUNCTION public.lower(text) RETURNS text LANGUAGE sql AS 'SELECT NULL::text';
"""


def test_columns_that_a_statement_has_filled(compare: Compare, shadow: ShadowServer) -> None:
    """The check names a risk at exactly the statements that fail with these rows."""
    applied = SHARED + "".join(made.format(t=f"t{at}") for at, (made, _) in enumerate(CASES.values()))
    pending = {f"3{at:02}_t{at}.sql": then.format(t=f"t{at}") for at, (_, then) in enumerate(CASES.values())}
    empty = "".join(line for line in applied.splitlines(keepends=True) if not line.startswith("INSERT"))
    report = compare({"1_a.sql": empty, **pending}, empty, {"1": ("a", None)})
    said = {risk["file"].partition("_")[2] for risk in report["pending"]["risks"]}
    failing = _failing(shadow, applied, pending)
    names = {f"t{at}.sql": name for at, name in enumerate(CASES)}
    assert {names[each] for each in said} == {names[each] for each in failing}


def _failing(shadow: ShadowServer, applied: str, pending: Mapping[str, str]) -> set[str]:
    """The files that fail, each by itself, in a database with rows."""
    shadow.create_database("filled")
    failing = set()
    try:
        with shadow.connect("filled") as connection:
            connection.execute(applied.encode())
            connection.commit()
            for file, text in pending.items():
                try:
                    connection.execute(text.encode())
                except psycopg.Error:
                    failing.add(file.partition("_")[2])
                connection.rollback()
    finally:
        shadow.drop_database("filled")
    return failing


@pytest.mark.parametrize(
    ("expression", "never"),
    [
        ("'a'", True),
        ("NULL::text", False),
        ("now()::date", True),
        ("CURRENT_TIMESTAMP", True),
        ("id", True),
        ("note", False),
        ("coalesce(note, 'a')", True),
        ("coalesce(note, other)", False),
        ("greatest(note, 'a')", True),
        ("nullif(id, 1)", False),
        ("id + 1", True),
        ("id + note", False),
        ("-id", True),
        ("data -> 'a'", False),
        ("id = 3 AND id IS NULL", True),
        ("CASE WHEN note = '' THEN 1 ELSE 2 END", True),
        ("CASE WHEN note = '' THEN 1 END", False),
        ("lower(name)", False),
        ("upper(name)", True),
        ("upper(id)", False),
        ("upper('[1,)'::int4range)", False),
        ("CURRENT_SCHEMA", False),
        ("concat(VARIADIC NULL::text[])", False),
        ("id OPERATOR(public.+) 1", False),
        ("id::text", True),
        ("data::int", False),
        ("(SELECT count(*) OVER () FROM t)", False),
        ("pg_catalog.upper('a')", True),
        ("upper(note)", False),
        ("other.upper('a')", False),
        ("own('a')", False),
        ("count(*) OVER ()", False),
        ("EXISTS (SELECT 1)", True),
        ("ARRAY(SELECT 1)", True),
        ("ARRAY[note]", True),
        ("(SELECT count(*) FROM t)", True),
        ("(SELECT count(*) FROM t HAVING false)", False),
        ("(SELECT count(*) FROM t GROUP BY a)", False),
        ("(SELECT count(*) FROM t UNION SELECT 1)", False),
        ("(SELECT id FROM t)", False),
        ("id IS DISTINCT FROM note", False),
        ("id IN (1, note)", False),
    ],
)  # fmt: skip
def test_expressions_that_are_never_null(expression: str, never: bool) -> None:  # noqa: FBT001
    tree = parse(f"SELECT {expression}").stmts[0].stmt.select_stmt.target_list[0].res_target.val
    columns = {"id": _column("id", 23), "name": _column("name", 25), "data": _column("data", 3802)}
    assert is_never_null(tree, columns, {"own", "lower"}) == never


def _column(name: str, type_: int) -> Column:
    return Column(name, type_, -1, True, "", False, "", True, None, False, None, None)  # noqa: FBT003


@pytest.mark.parametrize(
    ("code", "assigned"),
    [
        ("BEGIN NEW.updated_at = now(); RETURN NEW; END", {"updated_at"}),
        ("BEGIN IF NEW.a IS DISTINCT FROM OLD.a THEN new.b := 1; END IF; RETURN new; END", {"b"}),
        ("BEGIN RETURN NEW; END", set()),
        ("BEGIN NEW := OLD; RETURN NEW; END", None),
        ("BEGIN SELECT 1 INTO NEW.a; RETURN NEW; END", None),
        ("BEGIN IF NEW.a = 1 THEN RETURN OLD; END IF; RETURN NEW; END", None),
        ("BEGIN RETURN NULL; END", None),
        ("BEGIN RAISE 'no'; END", None),
        ("BEGIN UPDATE t SET a = NULL; RETURN NEW; END", None),
        ("BEGIN PERFORM f(); RETURN NEW; END", None),
        ('BEGIN NEW."userName" := NULL; RETURN NEW; END', None),
    ],
)
def test_columns_that_a_trigger_function_sets(code: str, assigned: set[str] | None) -> None:
    assert assigned_columns([Function("f", "plpgsql", code)])["f"] == assigned


def test_functions_of_one_name_are_one() -> None:
    sets = [Function("f", "plpgsql", f"BEGIN NEW.{name} = 1; RETURN NEW; END") for name in "ab"]
    assert assigned_columns(sets)["f"] == {"a", "b"}
    assert assigned_columns([*sets, Function("f", "sql", "SELECT 1")])["f"] is None
