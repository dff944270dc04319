"""Each statement of the pending files, with what it did in the dry run: locks, rewrites, scans, changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.plugins.replays import Compare

BASE = """
CREATE TABLE public.orders (id bigint PRIMARY KEY, email text, total int, note varchar(10));
CREATE TABLE public.customers (id bigint PRIMARY KEY, name text);
CREATE VIEW public.emails AS SELECT id, email FROM public.orders;
"""
ROWS = "INSERT INTO public.orders SELECT i, 'x' FROM generate_series(1, 2000) i; ANALYZE public.orders;"
PENDING = """
ALTER TABLE public.orders ALTER COLUMN email SET NOT NULL;
ALTER TABLE public.orders ALTER COLUMN total TYPE bigint;
CREATE INDEX orders_total ON public.orders (total);
ALTER TABLE public.orders ADD COLUMN customer bigint REFERENCES public.customers (id);
CREATE TABLE public.parcels (id int PRIMARY KEY);
DO $$ BEGIN EXECUTE format('ALTER TABLE public.orders ADD CONSTRAINT positive CHECK (%I > 0)', 'total'); END $$;
ALTER TABLE public.orders RENAME COLUMN note TO remark;
DROP VIEW public.emails;
"""
ALONE = "CREATE INDEX CONCURRENTLY orders_email ON public.orders (email);"


def paths(refs: list[dict[str, Any]]) -> list[str]:
    return [".".join(ref["path"]) for ref in refs]


def changes(statement: Mapping[str, Any]) -> list[str]:
    return [
        f"{change['action']} {change['ref']['kind']} {paths([change['ref']])[0]}" for change in statement["changes"]
    ]


def test_each_statement_is_observed(compare: Compare) -> None:
    """Also inside DO blocks, and outside a transaction; a rename is a rename."""
    files = {"20250101_base.sql": BASE, "20250102_change.sql": PENDING, "20250103_alone.sql": ALONE}
    report = compare(files, BASE + ROWS, rows={"20250101": ("base", None)})
    found = report["pull_request"]["statements"]
    assert [(s["line"], s["ran"]) for s in found] == [*((line, True) for line in range(2, 10)), (1, True)]
    assert [s["outside_transaction"] for s in found] == [False] * 8 + [True]
    not_null, retyped, indexed, reference, created, block, renamed, dropped, alone = found
    (lock,) = not_null["locks"]
    assert (lock["mode"], lock["relation"]["path"], lock["rows"]) == ("ACCESS EXCLUSIVE", ["public", "orders"], 2000)
    assert lock["bytes"] >= 8192
    assert (not_null["rewrites"], paths(not_null["scans"])) == ([], ["public.orders"])
    assert paths(retyped["rewrites"]) == ["public.orders"]
    assert dropped["scans"] == renamed["scans"] == []
    assert [(lock["mode"], *paths([lock["relation"]])) for lock in indexed["locks"]] == [("SHARE", "public.orders")]
    assert ("ACCESS EXCLUSIVE", "public.orders") in [
        (lock["mode"], *paths([lock["relation"]])) for lock in block["locks"]
    ]
    locked = {(lock["mode"], *paths([lock["relation"]])) for lock in reference["locks"]}
    assert locked >= {("SHARE ROW EXCLUSIVE", "public.customers"), ("SHARE ROW EXCLUSIVE", "public.orders")}
    assert created["locks"] == []
    assert changes(created) == ["create table public.parcels"]
    assert changes(block) == ["create constraint public.orders.positive"]
    assert paths(block["scans"]) == ["public.orders"]
    assert changes(renamed) == ["rename column public.orders.note"]
    assert paths([renamed["changes"][0]["new"]]) == ["public.orders.remark"]
    assert changes(dropped) == ["drop view public.emails"]
    assert [(lock["mode"], *paths([lock["relation"]])) for lock in alone["locks"]] == [
        ("SHARE UPDATE EXCLUSIVE", "public.orders")
    ]
    assert changes(alone) == ["create index public.orders_email"]


DIFFERENT = """
CREATE TABLE public.orders (id bigint PRIMARY KEY, email text);
CREATE TABLE public.customers (id bigint PRIMARY KEY, name text);
CREATE FUNCTION public.total() RETURNS bigint LANGUAGE sql AS $$
SELECT count(*)
FROM public.orders
$$;
"""
EFFECTS = """
CREATE OR REPLACE FUNCTION public.total() RETURNS bigint LANGUAGE sql AS $$
SELECT count(email)
FROM public.orders
$$;
ALTER TABLE public.orders ADD CONSTRAINT filled CHECK (email <> '');
ALTER TABLE public.customers RENAME TO clients;
ALTER TABLE public.clients RENAME COLUMN name TO title;
"""
INDEX = "CREATE INDEX orders_email ON public.orders (email);\n"


def test_effects_are_described_in_words(compare: Compare) -> None:
    """The lock and whom it blocks, and how to do with less; a rename loses nothing; definitions change line by line."""
    files = {"1_base.sql": DIFFERENT, "2_change.sql": EFFECTS, "3_index.sql": INDEX}
    report = compare(files, DIFFERENT + ROWS, rows={"1": ("base", None)})
    by_line = {(s["file"], s["line"]): s for s in report["pull_request"]["statements"]}
    check = by_line["2_change.sql", 6]
    (sentence,) = check["sentences"]
    assert sentence.startswith("ACCESS EXCLUSIVE on public.orders (about 2,000 rows, ")
    assert sentence.endswith("blocks reads and writes while all of its rows are read")
    assert "NOT VALID" in check["advice"]
    assert check["suggestion"] == "ALTER TABLE public.orders ADD CONSTRAINT filled CHECK (email <> '') NOT VALID;"
    index = by_line["3_index.sql", 1]
    assert "SHARE on public.orders" in index["sentences"][0]
    assert index["suggestion"] == "CREATE INDEX CONCURRENTLY orders_email ON public.orders (email);"
    pending = report["pending"]
    assert [(c["action"], c["name"]) for c in pending["changes"] if "renam" in c["action"]] == [
        ("renames", "public.customers to clients"),
        ("renames", "public.customers.name to public.clients.title"),
    ]
    assert not [c for c in pending["changes"] if "loses data" in c["hazards"] or c["action"] == "drops"]
    (diff,) = pending["diffs"]
    assert "-SELECT count(*)\n+SELECT count(email)" in diff["diff"]


IN_PLACE = """
CREATE TABLE public.orders (id bigint PRIMARY KEY, email text, total int);
CREATE INDEX orders_total ON public.orders (total);
CREATE VIEW public.emails AS SELECT id, email FROM public.orders;
CREATE TABLE public.parts (id int, note text);
"""
REPLACED = """
ALTER TABLE public.orders ALTER COLUMN total TYPE bigint;
DROP VIEW public.emails;
CREATE VIEW public.emails AS SELECT id FROM public.orders;
ALTER TABLE public.parts DROP COLUMN note;
ALTER TABLE public.parts ADD COLUMN note varchar(5);
ALTER TABLE public.orders RENAME TO old_orders;
CREATE TABLE public.orders (id text PRIMARY KEY);
"""


def test_an_object_in_the_place_of_another_is_created(compare: Compare) -> None:
    """Its name was there before, on an object that was dropped or renamed; an index that PostgreSQL rebuilds is the same."""
    report = compare({"1_base.sql": IN_PLACE, "2_change.sql": REPLACED}, IN_PLACE, rows={"1": ("base", None)})
    assert [changes(statement) for statement in report["pull_request"]["statements"]] == [
        ["alter column public.orders.total"],
        ["drop view public.emails"],
        ["create view public.emails"],
        ["drop column public.parts.note"],
        ["create column public.parts.note"],
        ["rename table public.orders"],
        ["create table public.orders"],
    ]
    listed = [(change["action"], change["name"], change["hazards"]) for change in report["pending"]["changes"]]
    assert ("renames", "public.orders to old_orders", []) in listed
    assert ("creates", "public.orders", []) in listed
    assert not [name for action, name, _ in listed if action == "drops" and name.startswith("public.orders")]


RENAMED_TWICE = """
ALTER TABLE public.orders RENAME TO parcels;
ALTER TABLE public.parts RENAME TO aside;
ALTER TABLE public.parcels SET SCHEMA app;
ALTER TABLE public.aside RENAME TO orders;
"""


def test_each_step_of_a_rename_is_told_at_its_statement(compare: Compare) -> None:
    """As what the object is called before and after it; the list of changes has one entry for all steps."""
    base = f"{IN_PLACE}CREATE SCHEMA app;"
    report = compare({"1_base.sql": base, "2_change.sql": RENAMED_TWICE}, base, rows={"1": ("base", None)})
    found = [change for statement in report["pull_request"]["statements"] for change in statement["changes"]]
    steps = [(*paths([change["ref"]]), *paths([change["new"]])) for change in found]
    assert steps == [
        ("public.orders", "public.parcels"),
        ("public.parts", "public.aside"),
        ("public.parcels", "app.parcels"),
        ("public.aside", "public.orders"),
    ]
    assert [(change["name"], change["origin"]["line"]) for change in report["pending"]["changes"]] == [
        ("public.orders to app.parcels", 4),
        ("public.parts to orders", 5),
    ]


def test_what_exists_again_without_its_rows(compare: Compare) -> None:
    """No comparison of the states shows a table or a column that is dropped and created as it was."""
    made = "CREATE TABLE public.{0} (id int PRIMARY KEY, note text, twice int GENERATED ALWAYS AS (id * 2) STORED);"
    applied = "\n".join(made.format(name) for name in ("column_lost", "table_lost", "renamed_first", "computed_again"))
    pending = (
        "ALTER TABLE public.column_lost DROP note, ADD note text;",
        f"DROP TABLE public.table_lost; {made.format('table_lost')}",
        f"ALTER TABLE public.renamed_first RENAME TO kept; {made.format('renamed_first')}",
        "ALTER TABLE public.computed_again DROP twice, ADD twice int GENERATED ALWAYS AS (id * 2) STORED;",
    )
    report = compare({"1_a.sql": applied, "2_b.sql": "\n".join(pending)}, applied, {"1": ("a", None)})
    changes = report["pending"]["changes"]
    again = {(c["name"], tuple(c["hazards"]), c["origin"]["line"]) for c in changes if c["action"] == "recreates"}
    assert again == {("public.column_lost.note", ("loses data",), 1), ("public.table_lost", ("loses data",), 2)}
    assert not [c for c in changes if c["action"] != "recreates" and "loses data" in c["hazards"]]


def test_a_name_that_passes_to_something_else(compare: Compare) -> None:
    """A column that a rename puts in the place of a dropped one is not new; rows that a statement may have copied are not lost."""
    applied = (
        "CREATE TABLE public.taken (id int, name text, full_name text);"
        "CREATE TABLE public.swapped (id int); CREATE TABLE public.retyped (id int, n text);"
    )
    pending = (
        "ALTER TABLE public.taken DROP name; ALTER TABLE public.taken RENAME full_name TO name;",
        "CREATE TABLE public.fresh AS SELECT * FROM public.swapped; DROP TABLE public.swapped;",
        "ALTER TABLE public.fresh RENAME TO swapped;",
        "ALTER TABLE public.retyped ADD n_new int; UPDATE public.retyped SET n_new = n::int; ALTER TABLE public.retyped DROP n;",
        "ALTER TABLE public.retyped RENAME n_new TO n;",
    )
    report = compare({"1_a.sql": applied, "2_b.sql": "\n".join(pending)}, applied, {"1": ("a", None)})
    found = {(c["action"], c["name"], *c["hazards"]) for c in report["pending"]["changes"]}
    assert {each for each in found if "loses" in " ".join(each)} == {
        ("drops", "public.taken.name", "loses data"),
        ("recreates", "public.swapped", "loses what no statement copies"),
        ("recreates", "public.retyped.n", "loses what no statement copies"),
    }


PARTED = """
CREATE TABLE public.orders (id int, email text);
CREATE TABLE public.parts (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE public.low PARTITION OF public.parts FOR VALUES FROM (0) TO (1000);
CREATE TABLE public.high PARTITION OF public.parts FOR VALUES FROM (1000) TO (9000);
"""


def test_a_scan_of_an_earlier_file_is_none_of_the_next_one(compare: Compare) -> None:
    """PostgreSQL counts scans on from transaction to transaction until it reports them, once a second."""
    scanning, plain = (
        "ALTER TABLE public.orders ALTER {0} SET NOT NULL;",
        "ALTER TABLE public.orders ADD COLUMN {0} int;",
    )
    pending = (scanning.format("id"), plain.format("a"), scanning.format("email"), f"SELECT 1; {plain.format('b')}")
    files = {f"{number}_b.sql": text for number, text in enumerate(pending, 2)}
    report = compare({"1_a.sql": PARTED, **files}, PARTED, rows={"1": ("a", None)})
    scanned = [paths(statement["scans"]) for statement in report["pull_request"]["statements"]]
    assert scanned == [["public.orders"], [], ["public.orders"], [], []]


def test_the_size_of_a_partitioned_table_is_that_of_its_partitions(compare: Compare) -> None:
    """It has no pages of its own; the server counts its rows only if somebody runs ANALYZE on it."""
    rows = "INSERT INTO public.parts SELECT generate_series(0, 4999);"
    for analyzed in ("ANALYZE public.low, public.high;", "ANALYZE public.parts;"):
        files = {"1_a.sql": PARTED, "2_b.sql": "ALTER TABLE public.parts ADD COLUMN note text;"}
        report = compare(files, PARTED + rows + analyzed, rows={"1": ("a", None)})
        (statement,) = report["pull_request"]["statements"]
        (size,) = [lock["rows"] for lock in statement["locks"] if paths([lock["relation"]]) == ["public.parts"]]
        assert size == 5000
        assert any("on public.parts (about 5,000 rows, 184 kB)" in sentence for sentence in statement["sentences"])
