"""Status of each migration, by the history that the database has, with a real pair of databases for each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from schemasync.migrations.discover import Migration
from schemasync.migrations.history import PRESENT, History, Recorded
from schemasync.migrations.statements import fingerprint
from schemasync.migrations.status import migration_statuses
from tests.plugins.replays import COLUMNS, FIRST, TABLE, Compare, statuses

SECOND = "-- a new column\nALTER TABLE public.a ADD COLUMN external_id text;\n"


def test_an_extra_table_can_be_dropped(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST}, FIRST + "CREATE TABLE public.extra (id int PRIMARY KEY);")
    assert [finding["name"] for finding in report["findings"]] == ["public.extra"]
    lost = ["Loses data: DROP TABLE public.extra."]
    assert report["plans"]["repair"] == {"sql": "DROP TABLE public.extra;\n", "proven": True, "warnings": lost}
    assert report["plans"]["adopt"]["proven"] is True


def test_out_of_order(compare: Compare) -> None:
    report = compare({"1_b.sql": "CREATE TABLE public.b ();", "2_a.sql": FIRST}, rows={"2": ("a", [FIRST])})
    assert statuses(report) == {"1_b.sql": "pending", "2_a.sql": "applied"}
    assert any("--include-all" in note for note in report["pending"]["notes"])


def test_edited(compare: Compare) -> None:
    old = FIRST.replace("note text", "note varchar(9)")
    report = compare({"1_a.sql": FIRST}, old, rows={"1": ("a", [old])})
    (migration,) = report["migrations"]
    assert migration["migration_status"] == "edited"
    assert "-CREATE TABLE public.a (id integer PRIMARY KEY, note varchar(9));" in migration["diff"]
    assert [finding["name"] for finding in report["findings"]] == ["public.a.note"]


def test_comments_and_space_are_no_edit(compare: Compare) -> None:
    recorded = [
        "CREATE TABLE public.a\n(id integer  PRIMARY KEY, note text)",
        "ALTER TABLE public.a ENABLE ROW LEVEL SECURITY",
    ]
    assert statuses(compare({"1_a.sql": "-- hello\n" + FIRST}, rows={"1": ("a", recorded)})) == {"1_a.sql": "applied"}


def test_remote_only(compare: Compare) -> None:
    sql = FIRST + "CREATE TABLE public.ghost ();"
    report = compare(
        {"1_a.sql": FIRST}, sql, rows={"1": ("a", [FIRST]), "3": ("gone", ["CREATE TABLE public.ghost ()"])}
    )
    assert statuses(report) == {"1_a.sql": "applied", "3_gone.sql": "remote-only"}
    assert any("supabase migration fetch" in note for note in report["diagnostics"])


def test_renumbered_beside_a_file_of_the_same_sql() -> None:
    """The row whose version the folder lacks is the renumbered one, also where a later row has the same SQL."""
    files = [Migration(Path(f"{n}_x.sql"), f"{n}_x.sql", n, "x", FIRST) for n in "23"]
    rows = tuple(Recorded(version, "x", (FIRST,)) for version in "12")
    found = migration_statuses(files, History(PRESENT, rows))
    assert [(each.status, each.recorded_as) for each in found] == [("applied", ""), ("renumbered", "1")]


def test_renumbered(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST}, rows={"20250101": ("a", [FIRST])})
    assert statuses(report) == {"1_a.sql": "renumbered"}
    assert (report["status"], report["findings"]) == ("push-refuses", [])
    assert report["pull_request"]["command"].startswith("git mv ")
    assert report["pull_request"]["command"].endswith("/20250101_a.sql")
    assert "1_a.sql: recorded as 20250101" in report["diagnostics"]


def test_duplicate_version(compare: Compare) -> None:
    files = {"1_a.sql": FIRST, "1_b.sql": SECOND}
    report = compare(files, FIRST + SECOND, rows={"1": ("b", [SECOND])})
    assert statuses(report) == {"1_a.sql": "duplicate", "1_b.sql": "applied"}


def test_old_history_without_statements(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST, "2_b.sql": SECOND}, rows={"1": (None, None)}, prepare=TABLE)
    assert statuses(report) == {"1_a.sql": "applied", "2_b.sql": "pending"}


@pytest.mark.parametrize(("rows", "state"), [(None, "absent"), ({}, "empty")])
def test_without_history_all_count_as_applied(compare: Compare, rows: Any, state: str) -> None:
    report = compare({"1_a.sql": FIRST, "2_b.sql": SECOND}, FIRST + SECOND, rows=rows)
    assert (report["history"], report["status"]) == (state, "synced")
    assert set(statuses(report).values()) == {"inferred"}
    assert any("every file counts as applied" in note for note in report["diagnostics"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("SELECT 1;", "select 1", False),  # an identifier's case is not a comment; what ran is what is compared
        ("SELECT /* a */ 1 -- b", "SELECT\n\t1;;", True),
        ("SELECT 1", "SELECT 2", False),
        ("SELECT 'a -- b'", "SELECT 'a'", False),
        ("SELECT 'unfinished", "SELECT   'unfinished", True),
    ],
)
def test_fingerprint(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert (fingerprint(one) == fingerprint(other)) is same


def test_without_history_a_renamed_table_exists(compare: Compare) -> None:
    """Also if a column was added to it besides."""
    table = "CREATE TABLE public.old (id integer PRIMARY KEY, a text, b text); ALTER TABLE public.old ENABLE ROW LEVEL SECURITY;"
    by_hand = "ALTER TABLE public.old RENAME TO new; ALTER TABLE public.new ADD more text;"
    report = compare({"1_a.sql": FIRST, "2_b.sql": table}, FIRST + table + by_hand)
    notes = {item["file"]: item["note"] for item in report["migrations"]}
    assert "6 of 6 objects" in notes["2_b.sql"]
    assert "may not have run" not in str(report)


def test_without_history_the_objects_tell(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST, "2_b.sql": SECOND + "CREATE TABLE public.b ();"}, FIRST + SECOND)
    notes = {item["file"]: item["note"] for item in report["migrations"]}
    assert notes["2_b.sql"] == "1 of 2 objects whose last definition is in this file exist"
    assert notes["1_a.sql"].startswith("5 of 5 objects")


@pytest.mark.parametrize("rows", [None, {}])
def test_a_first_deployment(compare: Compare, rows: Any) -> None:
    """A database without anything of the project's: every file is pending, nothing is drift."""
    report = compare({"1_a.sql": FIRST, "2_b.sql": SECOND}, "SELECT 1", rows=rows)
    assert (report["findings"], set(statuses(report).values())) == ([], {"pending"})
    assert report["pull_request"]["deploy"] == "applies"
    assert any("every file counts as pending" in note for note in report["diagnostics"])


def test_without_history_nobody_can_say(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST}, rows=None)["pull_request"]
    assert report["deploy"] == "unknown"
    assert report["command"] == "supabase migration repair --remote --status applied 1"


def test_without_history_only_files_that_ran_are_recorded(compare: Compare) -> None:
    """Recording a file of which the database has nothing would keep it from ever running."""
    report = compare({"1_a.sql": FIRST, "2_b.sql": "CREATE TABLE public.b ();"}, FIRST, rows=None)["pull_request"]
    assert (
        "The database shows nothing of what 2_b.sql does: it may not have run. Record those that ran first"
        in report["reason"]
    )
    assert report["command"] == "supabase migration repair --remote --status applied 1"


def test_what_an_earlier_file_creates_too_is_no_evidence(compare: Compare) -> None:
    """A pull request's file that replaces an older function was recorded, as the function exists, and would never have run."""
    touch = "CREATE OR REPLACE FUNCTION public.touch() RETURNS integer LANGUAGE sql AS 'SELECT 1';"
    files = {"1_a.sql": FIRST + touch, "2_b.sql": f"CREATE TABLE public.b (); {touch}"}
    report = compare(files, FIRST + touch, rows=None)["pull_request"]
    assert "nothing of what 2_b.sql does" in report["reason"]
    assert report["command"] == "supabase migration repair --remote --status applied 1"


@pytest.mark.parametrize(
    "change",
    [
        "CREATE OR REPLACE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 2';",
        "ALTER TYPE public.mood ADD VALUE 'sad';",
        "ALTER TABLE public.a ALTER note SET DEFAULT 'x', ALTER note SET NOT NULL;",
        "DROP FUNCTION public.f();",
    ],
)
def test_a_file_that_only_changes_what_is_there_is_not_recorded(compare: Compare, change: str) -> None:
    """An object that it changes exists, and is not as the file makes it, or one that it drops is still there."""
    first = (
        FIRST
        + "CREATE TYPE public.mood AS ENUM ('good'); CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
    )
    report = compare({"1_a.sql": first, "2_b.sql": change}, first, rows=None)["pull_request"]
    assert "nothing of what 2_b.sql does" in report["reason"]
    assert report["command"] == "supabase migration repair --remote --status applied 1"


HOOK = "CREATE TRIGGER hook AFTER INSERT ON public.a FOR EACH ROW EXECUTE FUNCTION supabase_functions.http_request('http://x', 'POST', '{}', '{}', '1000');"


def test_what_webhooks_bring_is_no_migration_s(compare: Compare) -> None:
    """It is made in the middle, for the file that speaks of it, and is the dashboard's in the database."""
    made = "CREATE SCHEMA supabase_functions; CREATE FUNCTION supabase_functions.http_request() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
    rows = {"1": ("a", [FIRST]), "2": ("b", [HOOK])}
    report = compare({"1_a.sql": FIRST, "2_b.sql": HOOK}, FIRST, rows, TABLE + COLUMNS + made + HOOK)
    assert report["findings"] == []


def test_a_name_that_begins_like_the_webhooks_schema(compare: Compare) -> None:
    text = "CREATE FUNCTION public.supabase_functions_secret() RETURNS int LANGUAGE sql AS 'SELECT 1';"
    report = compare({"1_a.sql": FIRST, "2_b.sql": text}, FIRST + text, {"1": ("a", [FIRST]), "2": ("b", [text])})
    assert report["findings"] == []
    assert not any("pg_net" in note for note in report["diagnostics"])
