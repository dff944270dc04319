"""Rows that a pull request copies into a new table, and then puts a key or a check on."""

from __future__ import annotations

from schemasync.replay.copied_rows import TAKEN
from tests.plugins.replays import Compare

MADE = "CREATE TABLE public.t (id int PRIMARY KEY, n int, note text); CREATE TABLE public.other (id int);"
FURTHER = (
    "CREATE TABLE public.orgs (id int PRIMARY KEY); CREATE TABLE public.old (id int); CREATE TABLE public.parted (id int)"
    " PARTITION BY LIST (id); CREATE TABLE public.part PARTITION OF public.parted FOR VALUES IN (1);"
)
COPIES = {
    "CREATE TABLE public.a AS SELECT n, note FROM public.t": False,
    "ALTER TABLE public.a ADD PRIMARY KEY (n)": True,
    "ALTER TABLE public.a ALTER note SET NOT NULL": True,
    "ALTER TABLE public.a ADD z int, ADD CONSTRAINT positive CHECK (n > 0)": True,
    "ALTER TABLE public.a ADD CONSTRAINT later CHECK (n > 0) NOT VALID": False,
    "ALTER TABLE public.a ALTER note TYPE int USING note::int": True,
    "ALTER TABLE public.a ALTER note TYPE text": False,
    "CREATE TABLE public.b (n int)": False,
    "ALTER TABLE public.b ADD UNIQUE (n)": False,
    "CREATE TABLE public.c AS SELECT n FROM public.a": False,
    "CREATE UNIQUE INDEX ON public.c (n)": True,
    "CREATE INDEX ON public.c (n)": False,
    "SELECT id INTO public.d FROM public.t": False,
    "ALTER TABLE public.d ADD FOREIGN KEY (id) REFERENCES public.a (n)": True,
    "CREATE MATERIALIZED VIEW public.e AS SELECT n FROM public.t": False,
    "CREATE UNIQUE INDEX ON public.e (n)": True,
    "CREATE TABLE public.f AS SELECT 1 AS n": False,
    "ALTER TABLE public.f ADD PRIMARY KEY (n)": False,
    "CREATE TABLE public.parts (id int) PARTITION BY LIST (id)": False,
    "ALTER TABLE public.parts ATTACH PARTITION public.d FOR VALUES IN (1)": True,
    "ALTER TABLE public.parts DETACH PARTITION public.d": False,
}
"""Statement → whether rows of public.t can refuse it."""
FOLLOWED = {
    "CREATE MATERIALIZED VIEW public.m AS SELECT n FROM public.t WITH NO DATA": False,
    "CREATE UNIQUE INDEX ON public.m (n)": False,
    "REFRESH MATERIALIZED VIEW public.m": False,
    "CREATE UNIQUE INDEX ON public.m ((n + 1))": True,
    "INSERT INTO public.orgs VALUES (1)": False,
    "CREATE TABLE public.new (id int, org int REFERENCES public.orgs)": False,
    "INSERT INTO public.new VALUES (1, 1)": False,
    "ALTER TABLE public.new ADD UNIQUE (id)": False,
    "INSERT INTO public.new SELECT 2, 1": False,
    "ALTER TABLE public.new ADD UNIQUE (id, org)": False,
    "CREATE TABLE public.part_copy AS SELECT id FROM public.part": False,
    "ALTER TABLE public.parted DETACH PARTITION public.part": False,
    "CREATE TABLE public.copy AS SELECT n, note FROM public.t": False,
    "DROP TABLE public.old": False,
    "ALTER TABLE public.copy RENAME TO old": False,
    "ALTER TABLE public.old ADD PRIMARY KEY (n)": True,
    "CREATE SCHEMA app": False,
    "ALTER TABLE public.old SET SCHEMA app": False,
    "ALTER TABLE app.old ADD UNIQUE (note)": True,
    "CREATE TABLE public.old (n int)": False,
    "ALTER TABLE public.old ADD UNIQUE (n)": False,
    "DROP TABLE app.old": False,
    "CREATE TABLE app.old (n int)": False,
    "ALTER TABLE app.old ADD UNIQUE (n)": False,
}
"""Statement → whether rows of a table can refuse it."""


def test_copied_rows_that_a_later_statement_checks(compare: Compare) -> None:
    """The dry run copies no row; the new tables are filled from those that have some."""
    files = {"1_a.sql": MADE, "2_b.sql": "".join(f"{each};\n" for each in COPIES)}
    report = compare(files, MADE, rows={"1": ("a", [MADE])})
    assert report["pending"]["dry_run"]["ok"]
    told = {risk["line"] for risk in report["pending"]["risks"] if (risk["relation"], risk["on"]) == ("t", TAKEN)}
    assert {text: line in told for line, text in enumerate(COPIES, 1)} == COPIES


def test_copied_rows_follow_the_names_of_their_table(compare: Compare) -> None:
    """A row of VALUES is none of a table, also where it references one; a view WITH NO DATA has none."""
    made = f"{MADE}{FURTHER}"
    files = {"1_a.sql": made, "2_b.sql": "".join(f"{each};\n" for each in FOLLOWED)}
    report = compare(files, made, rows={"1": ("a", [made])})
    assert report["pending"]["dry_run"]["ok"], report["pending"]["dry_run"]
    told = {risk["line"] for risk in report["pending"]["risks"] if risk["on"] == TAKEN}
    assert {text: line in told for line, text in enumerate(FOLLOWED, 1)} == FOLLOWED
