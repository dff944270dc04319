"""Sub-queries that stand for one value: those that can return several rows make a statement fail."""

from __future__ import annotations

import pytest

from schemasync.core.parser import parse
from schemasync.replay.single_values import KeyedTable, QueryFacts, may_return_several, names_known_table, value_queries
from tests.plugins.replays import Compare

TABLES = {
    "t": KeyedTable({"id", "code", "n"}, [{"id"}]),
    "u": KeyedTable({"id", "t_id", "a", "b"}, [{"id"}, {"a", "b"}]),
}
FACTS = QueryFacts(lambda _, name: TABLES.get(name), lambda: {"max"}, lambda: {"unnest", "jsonb_array_elements"})
SEVERAL = (
    "code FROM t",
    "code FROM t LIMIT 2",
    "code FROM t ORDER BY n FETCH FIRST ROW WITH TIES",
    "max(code) FROM t GROUP BY n",
    "max(n) OVER () FROM t",
    "code FROM t WHERE id = n",
    "code FROM t WHERE id = 1 OR n = 1",
    "a FROM u WHERE a = 1",
    "t.code FROM t LEFT JOIN u ON t.id = 1",
    "code FROM t TABLESAMPLE SYSTEM (10)",
    "t.code FROM t JOIN u ON u.t_id = t.id WHERE t.id = outside.id",
    "unnest(outside.tags)",
    "1 FROM jsonb_array_elements(outside.items)",
    "1 UNION SELECT 2",
    "code FROM t LIMIT 1.5",
    "code FROM t LIMIT '5'",
    "code FROM t LIMIT 3000000000",
    "code FROM t WHERE id IN (1, 2)",
    "a FROM u WHERE (a, id) > (1, 2)",
    "t.code FROM t FULL JOIN u USING (id) WHERE t.id = 1",
    "t.code FROM t JOIN u USING (n) WHERE t.id = 1",
    "code FROM made WHERE id = 1",
)
ONE = (
    "1",
    "code FROM t LIMIT 1",
    "code FROM t ORDER BY n FETCH FIRST ROW ONLY",
    "max(code) FROM t",
    "code FROM t WHERE id = 1",
    "code FROM t AS inside WHERE inside.id = t.id AND n > 3",
    "a FROM u WHERE a = 1 AND b = outside.b",
    "t.code FROM t JOIN u ON u.id = t.n WHERE t.id = outside.id",
    "t.code FROM t LEFT JOIN u ON u.id = t.n WHERE t.id = outside.id",
    "t.code FROM t, u WHERE t.id = u.t_id AND u.id = 5",
    "code FROM (SELECT code FROM t LIMIT 1) AS found",
    "1 FROM lower(outside.code)",
    "t.code FROM t JOIN u USING (id) WHERE t.id = outside.id",
    "t.code FROM t LEFT JOIN u USING (id) WHERE id = outside.id",
    "t.code FROM t NATURAL JOIN u WHERE u.id = 1",
    "t.code FROM t JOIN u USING (id) JOIN t AS third USING (id) WHERE t.id = 1",
    "code FROM t WHERE id IN (1)",
    "n FROM u WHERE (a, b) = (1, outside.b)",
    "x.code FROM t AS x TABLESAMPLE SYSTEM (10) WHERE x.id = 1",
)


@pytest.mark.parametrize(("query", "several"), [*((each, True) for each in SEVERAL), *((each, False) for each in ONE)])
def test_may_return_several(query: str, several: bool) -> None:  # noqa: FBT001
    (found,) = value_queries(parse(f"SELECT (SELECT {query})"))
    assert may_return_several(found, FACTS) == several


def test_a_name_of_with_is_no_table() -> None:
    """Its rows have no key of the table with that name."""
    tree = parse("WITH t AS (SELECT 1 AS id UNION ALL SELECT 1) SELECT (SELECT code FROM t WHERE id = 1)")
    (found,) = value_queries(tree)
    assert may_return_several(found, FACTS.without(tree))
    assert not names_known_table(found, FACTS.without(tree))


MADE = """
CREATE TABLE public.t (id int PRIMARY KEY, code text, part text, note text, CONSTRAINT apart EXCLUDE (code WITH =));
CREATE UNIQUE INDEX ON public.t (part) WHERE id > 5;
CREATE TABLE public.parent (id int PRIMARY KEY, name text);
CREATE TABLE public.child () INHERITS (public.parent);
CREATE VIEW public.shown AS SELECT id AS shown_id, code FROM public.t WHERE id > 0;
"""
READS = {
    "SELECT (SELECT code FROM public.t TABLESAMPLE SYSTEM (10))": {"t"},
    "SELECT (SELECT code FROM public.t LIMIT 2)": {"t"},
    "CREATE TABLE public.w AS SELECT (SELECT code FROM t) AS c": {"t"},
    "CREATE MATERIALIZED VIEW public.m AS SELECT 1 AS c WHERE 'a' = (SELECT code FROM public.t)": {"t"},
    "SELECT (SELECT id FROM public.t WHERE part = 'a')": {"t"},
    "SELECT (SELECT name FROM public.parent WHERE id = 1)": {"parent", "child"},
    "DO $$ DECLARE x text; BEGIN x := (SELECT code FROM public.t); END $$": {"t"},
    "SELECT (SELECT code FROM public.t WHERE id = 1)": set(),
    "SELECT (SELECT code FROM public.shown WHERE shown_id = 1)": set(),
    "SELECT (SELECT code FROM public.shown)": {"t"},
    "WITH t AS (SELECT 1 AS id) SELECT (SELECT id FROM t) FROM public.t": set(),
    "SELECT (SELECT relname FROM pg_class LIMIT 1), code FROM public.t": set(),
    "CREATE VIEW public.v AS SELECT (SELECT code FROM public.t) AS c": set(),
    "UPDATE public.t SET note = (SELECT name FROM public.parent LIMIT 1)": set(),
    "UPDATE public.t SET note = (SELECT one.code FROM public.t AS one WHERE one.id = t.id)": set(),
    "UPDATE public.t SET note = (SELECT max(name) FROM public.parent)": set(),
    "UPDATE public.t SET note = (SELECT name FROM public.parent)": {"t"},
    "DO $$ DECLARE r record; n int; BEGIN FOR r IN SELECT code FROM public.t LOOP n := r.code::int; END LOOP; END $$": {"t"},
    "DO $$ DECLARE n int; BEGIN SELECT max(code::int) INTO n FROM public.t; END $$": {"t"},
    "DO $$ BEGIN IF (SELECT count(*) FROM public.t) > 5 THEN PERFORM id::text FROM public.t; END IF; END $$": set(),
}  # fmt: skip
"""Statement → tables whose rows can make it fail."""


def test_statements_with_a_value_from_several_rows(compare: Compare) -> None:
    """A unique key whose columns have values says that there is one row; a partial one and an inherited one do not."""
    files = {"1_a.sql": MADE, "2_b.sql": "".join(f"{each};\n" for each in READS)}
    report = compare(files, MADE, rows={"1": ("a", [MADE])})
    assert report["pending"]["dry_run"]["ok"]
    found = {line: set[str]() for line in range(1, len(READS) + 1)}
    for risk in report["pending"]["risks"]:
        found[risk["line"]].add(risk["relation"])
    assert dict(zip(READS, found.values(), strict=True)) == READS
