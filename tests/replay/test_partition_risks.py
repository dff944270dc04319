"""Rows of partitions that can make an UPDATE fail: those that move, and those that fit no partition."""

from __future__ import annotations

from tests.plugins.replays import Compare

TRIGGER = "rows because of which a trigger raises an error"
MOVES = (
    "UPDATE public.parted SET k = 2 WHERE k = 1",
    "UPDATE public.parted SET note = 'x' WHERE k = 1",
    "UPDATE public.one SET k = 1",
)
"""The first one alone moves rows."""


def test_a_trigger_of_the_partition_to_which_rows_move(compare: Compare) -> None:
    """PostgreSQL deletes them from one and inserts them into the other, which fires no trigger of UPDATE alone."""
    made = (
        "CREATE TABLE public.parted (k int, note text) PARTITION BY LIST (k);"
        " CREATE TABLE public.one PARTITION OF public.parted FOR VALUES IN (1);"
        " CREATE TABLE public.two PARTITION OF public.parted FOR VALUES IN (2);"
        " CREATE FUNCTION public.stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;"
        " CREATE TRIGGER stop BEFORE INSERT ON public.two FOR EACH ROW EXECUTE FUNCTION public.stop();"
    )
    pending = "".join(f"{each};\n" for each in MOVES)
    report = compare({"1_a.sql": made, "2_b.sql": pending}, made, rows={"1": ("a", [made])})
    assert report["pending"]["dry_run"]["ok"]
    risks = report["pending"]["risks"]
    assert [each["line"] for each in risks if TRIGGER in each["on"]] == [1]


PARTED = """
CREATE TABLE public.parted (k int, v int, w int) PARTITION BY LIST (k);
CREATE TABLE public.one PARTITION OF public.parted FOR VALUES IN (1);
CREATE TABLE public.two PARTITION OF public.parted FOR VALUES IN (2) PARTITION BY RANGE (v);
CREATE TABLE public.low PARTITION OF public.two FOR VALUES FROM (0) TO (9);
CREATE FUNCTION public.stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
CREATE TABLE public.stopped (k int, v int) PARTITION BY LIST (k);
CREATE TABLE public.away PARTITION OF public.stopped FOR VALUES IN (1);
CREATE TRIGGER stop BEFORE UPDATE ON public.stopped FOR EACH ROW EXECUTE FUNCTION public.stop();
"""
LEAVING = "a row that no partition takes"
OF_PARTITIONS = {
    "UPDATE public.parted SET k = 2": {("parted", LEAVING), ("one", LEAVING), ("two", LEAVING), ("low", LEAVING)},
    "UPDATE public.parted SET w = 2": set(),
    "UPDATE public.parted SET v = 2": {("parted", LEAVING), ("two", LEAVING), ("low", LEAVING)},
    "UPDATE public.one SET v = 2": set(),
    "UPDATE public.low SET k = 2": {("low", LEAVING)},
    "UPDATE public.away SET v = 2": {("away", TRIGGER)},
    "ALTER TABLE public.stopped DETACH PARTITION public.away": set(),
    "UPDATE public.away SET k = 2": set(),
}
"""Statement → (table, rows that make it fail)."""


def test_rows_that_fit_no_partition(compare: Compare) -> None:
    """An UPDATE of other columns than those of the key moves no row; a table that is detached has no bound, and no copied trigger."""
    pending = "".join(f"{each};\n" for each in OF_PARTITIONS)
    report = compare({"1_a.sql": PARTED, "2_b.sql": pending}, PARTED, rows={"1": ("a", [PARTED])})
    assert report["pending"]["dry_run"]["ok"]
    found = {line: set[tuple[str, str]]() for line in range(1, len(OF_PARTITIONS) + 1)}
    for risk in report["pending"]["risks"]:
        found[risk["line"]].add((risk["relation"], risk["on"]))
    assert dict(zip(OF_PARTITIONS, found.values(), strict=True)) == OF_PARTITIONS
