"""Pending migrations: whether they apply, what they change, and which rows can stop them."""

from __future__ import annotations

import pytest

from tests.plugins.replays import FIRST, Compare, statuses

SECOND = "-- a new column\nALTER TABLE public.a ADD COLUMN external_id text;\n"


def test_pending_applies(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST, "2_b.sql": SECOND}, rows={"1": ("a", [FIRST])})
    assert report["status"] == "synced"
    assert statuses(report) == {"1_a.sql": "applied", "2_b.sql": "pending"}
    assert report["pending"]["dry_run"] == {"ok": True, "error": None, "problems": []}
    (change,) = report["pending"]["changes"]
    assert (change["action"], change["name"], change["origin"]) == (
        "creates",
        "public.a.external_id",
        {"file": "2_b.sql", "line": 2},
    )


def test_pending_fails_on_drift(compare: Compare) -> None:
    """The column was added by hand with another type: the finding is to blame."""
    by_hand = FIRST + "ALTER TABLE public.a ADD external_id uuid;"
    report = compare({"1_a.sql": FIRST, "2_b.sql": SECOND}, by_hand, rows={"1": ("a", [FIRST])})
    dry_run = report["pending"]["dry_run"]
    assert dry_run["ok"] is False
    assert (dry_run["error"]["file"], dry_run["error"]["line"], dry_run["error"]["sqlstate"]) == ("2_b.sql", 2, "42701")
    (finding,) = report["findings"]
    assert dry_run["problems"] == [finding["number"]]
    assert (finding["name"], finding["status"], finding["cause"]) == ("public.a.external_id", "EXTRA", "manual change")


def test_pending_data_is_not_known(compare: Compare) -> None:
    check_ = "ALTER TABLE public.a ADD CONSTRAINT short CHECK (length(note) < 9);"
    report = compare({"1_a.sql": FIRST, "2_b.sql": check_}, rows={"1": ("a", [FIRST])})
    assert report["pending"]["dry_run"]["ok"] is True
    assert any("can still fail on data" in note for note in report["pending"]["notes"])


def test_pending_fails_by_itself(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST, "2_b.sql": "SELECT 1;\nSELECT nothing;"}, rows={"1": ("a", [FIRST])})
    assert (report["status"], report["in_sync"], report["findings"]) == ("pending-failure", False, [])
    assert report["sync_percent"] < 100
    assert report["pending"]["dry_run"]["error"]["line"] == 2


def test_pending_fails_without_rows_of_the_database(compare: Compare) -> None:
    """The copy has no row that no migration writes, so the verdict is no failure."""
    sql = "DO $$ BEGIN IF NOT EXISTS (SELECT FROM public.a) THEN RAISE EXCEPTION 'no row'; END IF; END $$;"
    report = compare({"1_a.sql": FIRST, "2_b.sql": sql}, rows={"1": ("a", [FIRST])})
    assert (report["pull_request"]["deploy"], report["status"]) == ("may-fail-on-rows", "synced")
    assert "may run with those of the database: no row (P0001)" in report["pull_request"]["reason"]
    assert report["pending"]["dry_run"]["error"]["sqlstate"] == "P0001"


OTHERS = """
CREATE TABLE public.parent (id int PRIMARY KEY);
CREATE SCHEMA app;
CREATE TABLE public.children (id int, parent int CONSTRAINT known REFERENCES public.parent);
CREATE TABLE public.others (id int REFERENCES public.parent);
"""
MAKES_KEY = """
CREATE TABLE app.parent (id int PRIMARY KEY);
CREATE TABLE public.child (id int, own int REFERENCES app.parent, old int REFERENCES public.parent);
"""
MADE_ANEW = """
DROP TABLE public.parent CASCADE;
CREATE TABLE public.parent (id int PRIMARY KEY);
ALTER TABLE public.children ADD CONSTRAINT known FOREIGN KEY (parent) REFERENCES public.parent;
"""
PARTITIONED = """
CREATE TABLE public.whole (id int, parent int REFERENCES public.parent) PARTITION BY LIST (id);
CREATE TABLE public.part PARTITION OF public.whole DEFAULT;
"""
TREE = "CREATE TABLE public.tree (id int PRIMARY KEY, up int REFERENCES public.tree);"
LONGEST = "public.customer_subscription_invoice_line_items"
LONG = f"CREATE TABLE {LONGEST} (subscription_invoice_id int"
PARENT = "CREATE TABLE app.parent (id int PRIMARY KEY);"
TAKEN = (
    f"{PARENT} INSERT INTO app.parent VALUES (5); ALTER TABLE public.others ADD FOREIGN KEY (id) REFERENCES app.parent;"
)
MADE_AGAIN = "ALTER TABLE public.others DROP CONSTRAINT others_id_fkey, ADD FOREIGN KEY (id) REFERENCES app.parent;"


@pytest.mark.parametrize(
    ("second", "third", "deploy"),
    [
        (MAKES_KEY, "INSERT INTO public.child VALUES (1, 5, NULL);", "fails"),
        (MAKES_KEY, "INSERT INTO public.child VALUES (1, NULL, 5);", "may-fail-on-rows"),
        (f"{MAKES_KEY}INSERT INTO public.child VALUES (1, 5, NULL);", "", "fails"),
        (f"{MAKES_KEY}INSERT INTO public.child VALUES (1, NULL, 5);", "", "may-fail-on-rows"),
        (
            "ALTER TABLE public.parent RENAME TO people;",
            "INSERT INTO public.children VALUES (1, 5);",
            "may-fail-on-rows",
        ),
        ("ALTER TABLE public.parent SET SCHEMA app;", "INSERT INTO public.children VALUES (1, 5);", "may-fail-on-rows"),
        (MADE_ANEW, "INSERT INTO public.children VALUES (1, 5);", "fails"),
        (PARTITIONED, "INSERT INTO public.whole VALUES (1, 5);", "may-fail-on-rows"),
        (TREE, "INSERT INTO public.tree VALUES (1, 5);", "fails"),
        (f"{LONG} REFERENCES public.parent); INSERT INTO {LONGEST} VALUES (5);", "", "may-fail-on-rows"),
        (f"{PARENT}{LONG} REFERENCES app.parent); INSERT INTO {LONGEST} VALUES (5);", "", "fails"),
        (f"{TAKEN} INSERT INTO public.others VALUES (5);", "", "may-fail-on-rows"),
        (f"{PARENT}{MADE_AGAIN} INSERT INTO public.others VALUES (5);", "", "fails"),
        (
            "INSERT INTO public.parent VALUES (5); INSERT INTO public.children VALUES (1, 5);",
            "DELETE FROM public.parent;",
            "fails",
        ),
    ],
)
def test_a_reference_leads_to_a_row_of_the_database_or_of_the_pull_request(
    compare: Compare, second: str, third: str, deploy: str
) -> None:
    """The database's own rows can only be in a table that existed before; schema and identity tell which one it is."""
    files = {"1_a.sql": OTHERS, "2_b.sql": second, "3_c.sql": third or "SELECT 1;"}
    report = compare(files, OTHERS, rows={"1": ("a", [OTHERS])})
    assert report["pull_request"]["deploy"] == deploy


def test_a_referenced_table_may_have_another_name_in_the_database(compare: Compare) -> None:
    """Somebody renamed it by hand, so the key of the dry run leads to that name."""
    files = {"1_a.sql": OTHERS, "2_b.sql": "INSERT INTO public.children VALUES (1, 5);"}
    report = compare(files, f"{OTHERS}ALTER TABLE parent RENAME TO people;", rows={"1": ("a", [OTHERS])})
    assert report["pull_request"]["deploy"] == "may-fail-on-rows"


RISKY = """ALTER TABLE public.a ALTER note SET NOT NULL, ALTER id TYPE smallint;
ALTER TABLE public.a ADD COLUMN kind text NOT NULL, ADD CONSTRAINT short CHECK (length(note) < 9);
ALTER TABLE a ADD CONSTRAINT later CHECK (id > 0) NOT VALID;
CREATE UNIQUE INDEX ON public.a (note);
UPDATE public.a SET note = upper(note);
CREATE TABLE public.fresh (i integer);
ALTER TABLE public.fresh ALTER i SET NOT NULL;
"""


def test_values_that_a_type_rounds(compare: Compare) -> None:
    """The same value as another breaks a key or a check; where there is none, rounding loses nothing that refuses."""
    applied = FIRST + (
        "CREATE TABLE public.rounded (at timestamp UNIQUE, free timestamp, price numeric(10, 2) CHECK (price > 0),"
        " exact int UNIQUE, label text UNIQUE);"
    )
    pending = (
        "ALTER TABLE public.rounded ALTER at TYPE date;\nALTER TABLE public.rounded ALTER free TYPE date;\n"
        "ALTER TABLE public.rounded ALTER price TYPE numeric(10, 0);\nALTER TABLE public.rounded ALTER exact TYPE bigint;\n"
        "ALTER TABLE public.rounded ALTER label TYPE varchar;\n"
    )
    report = compare({"1_a.sql": applied, "2_b.sql": pending}, applied, rows={"1": ("a", [applied])})
    assert [(risk["line"], risk["on"]) for risk in report["pending"]["risks"]] == [
        (1, "a value of at that a key or a check refuses once it is converted"),
        (3, "a value of price that a key or a check refuses once it is converted"),
    ]


def test_an_index_that_is_built_anew(compare: Compare) -> None:
    """Its rows have been unique before."""
    applied = FIRST + "CREATE UNIQUE INDEX by_note ON public.a (note);"
    files = {"1_a.sql": applied, "2_b.sql": "REINDEX TABLE CONCURRENTLY public.a;"}
    report = compare(files, applied, rows={"1": ("a", [applied])})
    assert (report["pending"]["risks"], report["pull_request"]["deploy"]) == ([], "applies")


def test_statements_that_rows_can_refuse(compare: Compare) -> None:
    """The dry run has none; the statements are named with the server's estimate of the table."""
    rows = FIRST + "INSERT INTO public.a SELECT i, 'x' FROM generate_series(1, 3000) i; ANALYZE public.a;"
    report = compare({"1_a.sql": FIRST, "2_b.sql": RISKY}, rows, rows={"1": ("a", [FIRST])})
    assert report["pending"]["dry_run"]["ok"]
    risks = report["pending"]["risks"]
    assert [(risk["line"], risk["relation"], risk["on"]) for risk in risks] == [
        (1, "a", "a NULL in note"),
        (1, "a", "a value of id that the new type does not take"),
        (2, "a", "any row: kind would be NULL"),
        (2, "a", "a row that does not fit the check"),
        (4, "a", "two rows with the same key"),
        (
            5,
            "a",
            "a row with a key that it writes (a_note_idx), or a row that does not fit the checks short or later",
        ),
    ]
    assert {risk["size"] for risk in risks} == {"about 3,000 rows, 112 kB"}
    (retyped,) = [change for change in report["pending"]["changes"] if change["name"] == "public.a.id"]
    assert retyped["hazards"][-1].startswith("about 3,000 rows")
    assert any("can still fail on data" in note for note in report["pending"]["notes"])


WRITTEN = """
CREATE TABLE public.parents (id int PRIMARY KEY, code text UNIQUE, note text);
CREATE TABLE public.children (id int, parent int REFERENCES public.parents);
CREATE TABLE public.lonely (id int, note text, updated timestamptz);
CREATE TABLE public.guarded (id int);
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.updated = now(); RETURN new; END';
CREATE FUNCTION public.guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
CREATE TRIGGER touch BEFORE UPDATE ON public.lonely FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE TRIGGER guard BEFORE UPDATE ON public.guarded FOR EACH ROW EXECUTE FUNCTION public.guard();
"""
BOTH_KEYS = "(parents_pkey and parents_code_key)"
WRITES = {
    "DELETE FROM public.parents WHERE code ~~ 'x%'": [("parents", "a row that public.children references")],
    "DELETE FROM public.children WHERE parent IN (SELECT id FROM public.parents)": [],
    "DELETE FROM public.lonely WHERE note::int = 1": [("lonely", "a value that it cannot compute with")],
    "UPDATE public.parents SET note = 'x'": [],
    "UPDATE public.parents SET code = 'x'": [("parents", "a row with a key that it writes (parents_code_key)")],
    "UPDATE public.children SET parent = 1": [("parents", "no row that it references")],
    "UPDATE public.lonely SET note = lower(note)": [],
    "UPDATE public.lonely SET id = 1 / id": [("lonely", "a value that it cannot compute with")],
    "UPDATE public.guarded SET id = 1": [("guarded", "rows because of which a trigger raises an error")],
    "INSERT INTO public.lonely VALUES (1, 'x')": [],
    "INSERT INTO public.parents VALUES (7, 'y')": [("parents", f"a row with a key that it writes {BOTH_KEYS}")],
    "INSERT INTO public.parents VALUES (8, 'z') ON CONFLICT DO NOTHING": [],
    "INSERT INTO public.parents VALUES (9, 'a') ON CONFLICT (id) DO NOTHING": [
        ("parents", f"a row with a key that it writes {BOTH_KEYS}")
    ],
}
"""Statement → (table, rows that make it fail)."""


def test_what_can_refuse_written_rows(compare: Compare) -> None:
    """Keys, references, triggers and values that the statement meets are named; what meets none of them cannot fail on rows."""
    pending = "".join(f"{statement};\n" for statement in WRITES)
    report = compare({"1_a.sql": WRITTEN, "2_b.sql": pending}, WRITTEN, rows={"1": ("a", [WRITTEN])})
    assert report["pending"]["dry_run"]["ok"]
    found = [(risk["line"], risk["relation"], risk["on"]) for risk in report["pending"]["risks"]]
    assert found == [(line, *risk) for line, risks in enumerate(WRITES.values(), 1) for risk in risks]


@pytest.mark.parametrize(
    ("second", "writes"),
    [
        ("SELECT count(*) FROM public.k;", False),
        ("SELECT setval('public.k_id_seq', (SELECT max(id) FROM public.k));", False),
        ("INSERT INTO other.k VALUES (2);", False),
        ("INSERT INTO k VALUES (2);", True),
        ("WITH gone AS (DELETE FROM public.k RETURNING id) SELECT * FROM gone;", True),
        ("DO $$ BEGIN INSERT INTO public.k VALUES (3); END $$;", True),
        ("DO $$ BEGIN PERFORM count(*) FROM public.k; END $$;", False),
    ],
)
def test_a_second_statement_on_a_written_table(compare: Compare, second: str, writes: bool) -> None:  # noqa: FBT001
    """A lock that is held already does not tell whether a statement writes; its text does."""
    made = "CREATE SCHEMA other; CREATE TABLE public.k (id serial PRIMARY KEY, n int CHECK (n > 0)); CREATE TABLE other.k (i int);"
    pending = f"INSERT INTO public.k VALUES (1);\n{second}"
    report = compare({"1_a.sql": made, "2_b.sql": pending}, made, rows={"1": ("a", [made])})
    found = {risk["line"] for risk in report["pending"]["risks"] if risk["relation"] == "k"}
    assert (2 in found) == writes


def test_the_replay_and_the_dry_run_explain_one_error_alike(compare: Compare) -> None:
    """The dry run knows that the database lacks the object, too, so nobody made it by hand."""
    files = {"1_a.sql": FIRST, "2_b.sql": "ALTER TABLE public.nowhere ADD x int;"}
    report = compare(files, FIRST, rows={"1": ("a", [FIRST])})
    (_, pending) = report["migrations"]
    diagnosis = "No migration makes nowhere, and the database does not have it."
    assert report["pending"]["dry_run"]["error"]["diagnosis"] == diagnosis
    assert pending["error"]["diagnosis"] == diagnosis


def test_access_to_a_table_that_the_pending_file_makes_otherwise(compare: Compare) -> None:
    """The table made by hand has no row security; the file's table has it, so the file does not open it."""
    table = "CREATE TABLE IF NOT EXISTS public.b (id integer PRIMARY KEY, n text);\nALTER TABLE public.b ENABLE ROW LEVEL SECURITY;"
    by_hand = FIRST + "CREATE TABLE public.b (id integer PRIMARY KEY);"
    (problem,) = compare({"1_a.sql": FIRST, "2_b.sql": table}, by_hand, rows={"1": ("a", [FIRST])})["problems"]
    assert problem["severity"] == "security"
    assert problem["sentence"].endswith("without any limit of rows: the pending 2_b.sql makes it in another way.")


@pytest.mark.parametrize(
    ("made", "renamed", "name"),
    [
        ("CREATE TYPE public.mood AS ENUM ('sad');", "ALTER TYPE public.mood RENAME TO feeling;", "public.mood"),
        ("CREATE DOMAIN public.mood AS text;", "ALTER DOMAIN public.mood RENAME TO feeling;", "public.mood"),
        (
            "CREATE SCHEMA own; CREATE TYPE public.mood AS ENUM ('sad');",
            "ALTER TYPE public.mood SET SCHEMA own;",
            "public.mood",
        ),
        (
            "CREATE TYPE public.mood AS ENUM ('sad');",
            "DO $$ BEGIN EXECUTE 'ALTER TYPE public.mood RENAME TO feeling'; END $$;",
            "public.mood",
        ),
    ],
)
def test_a_renamed_type_is_no_drop(compare: Compare, made: str, renamed: str, name: str) -> None:
    """A column of the type follows its new name: that is no change, and rewrites no table."""
    made += "CREATE TABLE public.days (mood public.mood); CREATE VIEW public.moods AS SELECT mood FROM public.days;"
    report = compare(
        {"1_a.sql": FIRST + made, "2_b.sql": f"SELECT 1;\n{renamed}"}, FIRST + made, rows={"1": ("a", [FIRST + made])}
    )
    changes = [
        (each["action"], each["name"].split(" ")[0], each["origin"]["line"]) for each in report["pending"]["changes"]
    ]
    assert changes == [("renames", name, 2)]
