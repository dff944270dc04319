"""Status of each migration, by the history that the database has, with a real pair of databases for each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from schemasync.migrations.discover import Migration
from schemasync.migrations.history import PRESENT, History, Recorded
from schemasync.migrations.statements import fingerprint
from schemasync.migrations.status import migration_statuses
from tests.plugins.replays import COLUMNS, FIRST, TABLE, Compare, Report

SECOND = "-- a new column\nALTER TABLE public.a ADD COLUMN external_id text;\n"


def statuses(report: Report) -> dict[str, str]:
    return {item["file"]: item["migration_status"] for item in report["migrations"]}


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


def test_ran_but_never_recorded(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST, "2_b.sql": SECOND}, FIRST + SECOND, rows={"1": ("a", [FIRST])})
    (finding,) = report["findings"]
    assert finding["cause"] == "2_b.sql ran, but was never recorded"
    assert finding["origin"] == {"file": "2_b.sql", "line": 2}


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


def test_an_extra_table_can_be_dropped(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST}, FIRST + "CREATE TABLE public.extra (id int PRIMARY KEY);")
    assert [finding["name"] for finding in report["findings"]] == ["public.extra"]
    assert report["plans"]["repair"] == {"sql": "DROP TABLE public.extra;\n", "proven": True}
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


def causes(report: Report) -> dict[str, str]:
    return {finding["name"]: finding["cause"] for finding in report["findings"]}


OLD = "CREATE TABLE public.a (id integer PRIMARY KEY, note varchar(9));\nALTER TABLE public.a ENABLE ROW LEVEL SECURITY;\n"
REMOTE_ONLY_SQL = ["CREATE TABLE public.ghost (id integer)", "DROP TABLE public.b"]


def test_causes_are_told_apart(compare: Compare) -> None:
    """An edited file, one that the folder lacks, and somebody's own hand, each in one database."""
    second = "CREATE TABLE public.b (id integer);\n"
    report = compare(
        {"1_a.sql": FIRST, "2_b.sql": second},
        OLD + second + ";".join(REMOTE_ONLY_SQL) + ";CREATE INDEX by_hand ON public.a (note);",
        rows={"1": ("a", [OLD]), "2": ("b", [second]), "3": ("gone", REMOTE_ONLY_SQL)},
    )
    assert causes(report) == {
        "public.a.note": "1_a.sql was edited after it ran",
        "public.ghost": "3_gone.sql ran on the database, but the folder does not have it",
        "public.b": "3_gone.sql ran on the database, but the folder does not have it",
        "public.by_hand": "manual change",
    }
    assert report["plans"]["repair"]["proven"]


def test_what_was_edited_and_then_changed_by_hand_is_a_manual_change(compare: Compare) -> None:
    by_hand = OLD + "ALTER TABLE public.a ALTER note TYPE varchar(5);"
    assert causes(compare({"1_a.sql": FIRST}, by_hand, rows={"1": ("a", [OLD])})) == {"public.a.note": "manual change"}


def test_a_recorded_file_that_does_not_replay_explains_nothing(compare: Compare) -> None:
    report = compare(
        {"1_a.sql": FIRST},
        FIRST + "CREATE TABLE public.extra ();",
        rows={"1": ("a", [FIRST]), "2": ("broken", ["CREATE TABLE public.extra ()", "SELECT 1 / 0"])},
    )
    assert causes(report) == {"public.extra": "manual change"}


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


def test_without_history_nobody_can_say(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST}, rows=None)["pull_request"]
    assert report["deploy"] == "unknown"
    assert report["command"] == "supabase migration repair --remote --status applied 1"


RISKY = """ALTER TABLE public.a ALTER note SET NOT NULL, ALTER id TYPE bigint;
ALTER TABLE public.a ADD COLUMN kind text NOT NULL, ADD CONSTRAINT short CHECK (length(note) < 9);
ALTER TABLE a ADD CONSTRAINT later CHECK (id > 0) NOT VALID;
CREATE UNIQUE INDEX ON public.a (note);
UPDATE public.a SET note = upper(note);
CREATE TABLE public.fresh (i integer);
ALTER TABLE public.fresh ALTER i SET NOT NULL;
"""


def test_what_rows_can_upset(compare: Compare) -> None:
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
        (5, "a", "what the UPDATE meets: triggers, constraints, missing rows"),
    ]
    assert {risk["size"] for risk in risks} == {"about 3,000 rows, 112 kB"}
    (retyped,) = [change for change in report["pending"]["changes"] if change["name"] == "public.a.id"]
    assert retyped["hazards"][-1].startswith("about 3,000 rows")
    assert any("can still fail on data" in note for note in report["pending"]["notes"])


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
