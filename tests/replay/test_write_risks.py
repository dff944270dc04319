"""Rows that can make a statement fail which writes: the key, check or trigger is named, and nothing that cannot refuse it."""

from __future__ import annotations

import pytest

from tests.plugins.replays import Compare

TABLES = """
CREATE SEQUENCE public.numbers;
CREATE TABLE public.t (id int CONSTRAINT t_key PRIMARY KEY, n int NOT NULL, age int CONSTRAINT adult CHECK (age > 17));
CREATE TABLE public.other (n int NOT NULL, id int CONSTRAINT other_key UNIQUE);
CREATE TABLE public.log (id int CONSTRAINT log_key UNIQUE, note text NOT NULL);
CREATE TABLE public.ruled (id int, note text);
CREATE RULE also AS ON INSERT TO public.ruled DO ALSO INSERT INTO public.log VALUES (new.id, new.note);
CREATE TABLE public.replaced (id int, note text);
CREATE RULE instead AS ON UPDATE TO public.replaced DO INSTEAD INSERT INTO public.log SELECT id, note FROM public.ruled;
CREATE TABLE public.linked (id int PRIMARY KEY, low int, high int, CONSTRAINT ordered CHECK (low < high));
CREATE TABLE public.linking (p int REFERENCES public.linked);
CREATE TABLE public.unsound (id int UNIQUE, n int, m int);
ALTER TABLE public.unsound ADD CONSTRAINT later CHECK (n > 0) NOT VALID, ADD CONSTRAINT sound CHECK (m > 0);
CREATE VIEW public.shown AS SELECT n AS shown_n, id AS shown_id FROM public.other;
CREATE VIEW public.shown_again AS SELECT shown_id AS id, shown_n FROM public.shown;
CREATE VIEW public.written AS SELECT n, id FROM public.other;
CREATE RULE writes AS ON UPDATE TO public.written DO INSTEAD UPDATE public.other SET id = new.n WHERE id = old.id;
CREATE FUNCTION public.refuse(i int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE 'not % here', i; END $$;
CREATE FUNCTION public.calls() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.id = refuse(new.id); RETURN new; END $$;
CREATE TABLE public.guarded (id int);
CREATE TRIGGER guard BEFORE UPDATE ON public.guarded FOR EACH ROW EXECUTE FUNCTION public.calls();
CREATE FUNCTION public.judges() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF new.id IS DISTINCT FROM old.id AND new.id > 100 THEN RAISE 'too great'; END IF; RETURN new; END $$;
CREATE TABLE public.judged (id int);
CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON public.judged FOR EACH ROW EXECUTE FUNCTION public.judges();
CREATE FUNCTION public.counts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE n int; BEGIN n := count(*) FROM public.t; IF n > 3000 THEN RAISE 'too many'; END IF; RETURN new; END $$;
CREATE TABLE public.counted (id int);
CREATE TRIGGER count_them BEFORE INSERT ON public.counted FOR EACH ROW EXECUTE FUNCTION public.counts();
CREATE FUNCTION public.tells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN -- this may raise or select or assert 1/2
  RAISE NOTICE 'we raise % of 100%% / select', new.id;
  RETURN new; /* CALL PERFORM */
END $$;
CREATE TABLE public.harmless (id int);
CREATE TRIGGER tell BEFORE UPDATE ON public.harmless FOR EACH ROW EXECUTE FUNCTION public.tells();
CREATE FUNCTION public.rest() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE i public.guarded.id%TYPE; BEGIN i = 10 % new.id; RETURN new; END $$;
CREATE TABLE public.divided (id int);
CREATE TRIGGER rest BEFORE UPDATE ON public.divided FOR EACH ROW EXECUTE FUNCTION public.rest();
CREATE TABLE public.sized (n int, big bigint, short varchar(3), longer varchar(9), free text, price numeric(4, 1), total numeric(12, 1), whole numeric(3), rounded numeric(2, -2), few smallint, f4 real, f8 float8, amount numeric);
CREATE FUNCTION public.next_age() RETURNS int LANGUAGE sql AS 'SELECT max(age) + 18 FROM public.t';
"""
KEY = "a row with a key that it writes (t_key)"
LOGGED = "a row with a key that it writes (log_key), or a NULL in note"
OTHER = "a row with a key that it writes (other_key), or a NULL in n"
UNFIT = "a row that does not fit the check adult"
TRIGGER = "rows because of which a trigger raises an error"
UPSERT = "INSERT INTO public.t VALUES (-1, 20, 30) ON CONFLICT (id) DO"
WRITES = {
    "UPDATE public.t SET id = 1 WHERE id = 0": [("t", KEY)],
    "UPDATE public.t SET n = NULL WHERE id = 0": [("t", "a NULL in n")],
    "UPDATE public.t SET age = 7, n = 4 WHERE id = 0": [("t", UNFIT)],
    "INSERT INTO public.t VALUES (nextval('public.numbers'), 2, 30)": [("t", KEY)],
    "INSERT INTO public.t VALUES (nextval('public.numbers'), 2, next_age())": [
        ("t", f"{KEY}, or a NULL in id or n, or {UNFIT}, or a value that it cannot compute with")
    ],
    "INSERT INTO public.t VALUES (nextval('public.numbers'), extract(year FROM now()), 30)": [("t", KEY)],
    "INSERT INTO public.ruled VALUES (nextval('public.numbers'), 'x')": [("log", LOGGED)],
    "UPDATE public.replaced SET id = 5": [("log", LOGGED)],
    "UPDATE public.shown SET shown_n = 1": [],
    "UPDATE public.written SET n = 1": [("other", OTHER)],
    "UPDATE public.shown SET shown_n = NULL WHERE shown_n = 0": [("other", "a NULL in n")],
    "UPDATE public.shown_again SET id = 1 WHERE id = 0": [
        ("other", "a row with a key that it writes (other_key)")
    ],
    "INSERT INTO public.shown_again VALUES (nextval('public.numbers'), 5)": [
        ("other", "a row with a key that it writes (other_key)")
    ],
    "WITH moved AS (UPDATE public.other SET n = NULL WHERE n = 0 RETURNING 1) UPDATE public.ruled SET id = 1": [
        ("other", OTHER),
    ],
    "UPDATE public.unsound SET n = 5": [("unsound", "a row that does not fit the check later")],
    "UPDATE public.guarded SET id = 1 WHERE id = 0": [("guarded", TRIGGER)],
    "INSERT INTO public.guarded VALUES (1)": [],
    "INSERT INTO public.guarded VALUES (1) ON CONFLICT DO NOTHING": [],
    f"{UPSERT} NOTHING": [],
    f"{UPSERT} UPDATE SET n = excluded.n, age = excluded.age": [],
    f"{UPSERT} UPDATE SET n = 3": [],
    f"{UPSERT} UPDATE SET age = t.age + 1": [("t", f"{UNFIT}, or a value that it cannot compute with")],
    f"{UPSERT} UPDATE SET age = excluded.n": [("t", UNFIT)],
    f"{UPSERT} UPDATE SET n = t.age": [("t", "a NULL in n")],
    f"{UPSERT} UPDATE SET n = 60 / t.n": [("t", "a NULL in n, or a value that it cannot compute with")],
    "INSERT INTO public.linked VALUES (1, 5, 9) ON CONFLICT (id) DO UPDATE SET low = excluded.low": [
        ("linked", "a row that does not fit the check ordered")
    ],
    "INSERT INTO public.linked VALUES (1, 5, 9) ON CONFLICT (id) DO UPDATE SET low = excluded.low, high = excluded.high": [],
    "INSERT INTO public.linked VALUES (1, 5, 9) ON CONFLICT (id) DO UPDATE SET id = excluded.id": [],
    "INSERT INTO public.linked VALUES (1, 5, 9) ON CONFLICT (id) DO UPDATE SET id = 7 WHERE linked.id = 0": [
        ("linked", "a row with a key that it writes (linked_pkey), or a row that public.linking references")
    ],
    "INSERT INTO public.unsound VALUES (1, 5, 9) ON CONFLICT (id) DO UPDATE SET m = excluded.m": [
        ("unsound", "a row that does not fit the check later")
    ],
    "UPDATE public.sized SET n = big": [("sized", "a value that n does not hold")],
    "UPDATE public.sized SET short = coalesce(lower(longer), free)": [("sized", "a value that short does not hold")],
    "UPDATE public.sized SET price = n, short = 'abc'": [("sized", "a value that price does not hold")],
    "UPDATE public.sized SET total = price": [],
    "UPDATE public.sized SET total = n": [],
    "UPDATE public.sized SET price = total": [("sized", "a value that price does not hold")],
    "UPDATE public.sized SET n = other.id FROM public.other": [],
    "UPDATE public.sized SET longer = short, free = longer, big = n, short = CASE WHEN free = 'x' THEN 'y' ELSE short END": [],
    "UPDATE public.sized SET short = left(free, 3), longer = substring(free from 2 for 9)": [],
    "UPDATE public.sized SET short = substr(lower(free), 1, 3), longer = substring(free for 9)": [],
    "UPDATE public.sized SET short = left(free, 1) || left(longer, 2), longer = concat(short, ': ', left(free, 4))": [],
    "UPDATE public.sized SET short = free::varchar(3), longer = left(free, 3)::text || short": [],
    "UPDATE public.sized SET n = least(big, 100), few = greatest(least(n, 100), 0)": [],
    "UPDATE public.sized SET f8 = price, f4 = total, amount = f8, big = price, few = price": [],
    "UPDATE public.sized SET f8 = amount, f4 = n, rounded = whole, big = whole": [],
    "UPDATE public.sized SET short = left(free, 4)": [("sized", "a value that short does not hold")],
    "UPDATE public.sized SET short = left(free, n)": [("sized", "a value that short does not hold")],
    "UPDATE public.sized SET short = left(free, -3)": [("sized", "a value that short does not hold")],
    "UPDATE public.sized SET short = substring(free from 2)": [("sized", "a value that short does not hold")],
    "UPDATE public.sized SET short = split_part(free, '-', 1)": [("sized", "a value that short does not hold")],
    "UPDATE public.sized SET short = left(free, 2) || left(longer, 2)": [("sized", "a value that short does not hold")],
    "UPDATE public.sized SET short = free::text": [("sized", "a value that short does not hold")],
    "UPDATE public.sized SET n = least(big, 3000000000), few = least(n, 40000)": [("sized", "a value that n or few does not hold")],
    "UPDATE public.sized SET n = least(big, 1.5), few = least(n, 9e9)": [("sized", "a value that few does not hold")],
    "UPDATE public.sized SET n = greatest(big, 0)": [("sized", "a value that n does not hold")],
    "UPDATE public.sized SET f4 = f8, n = f8": [("sized", "a value that f4 or n does not hold")],
    "UPDATE public.sized SET few = n, whole = price": [("sized", "a value that few or whole does not hold")],
    "UPDATE public.sized SET rounded = few, n = amount, few = total": [("sized", "a value that rounded, n or few does not hold")],
    "UPDATE public.harmless SET id = 1": [],
    "INSERT INTO public.judged VALUES (7)": [],
    "INSERT INTO public.judged SELECT 7": [("judged", TRIGGER)],
    "UPDATE public.judged SET id = 7": [("judged", TRIGGER)],
    "INSERT INTO public.counted VALUES (7)": [("counted", TRIGGER)],
    "INSERT INTO storage.buckets (id, name) VALUES ('b', 'b') ON CONFLICT DO NOTHING": [],
    "UPDATE public.divided SET id = 1": [("divided", TRIGGER)],
}  # fmt: skip
"""Statement → (table, rows that make it fail)."""


def test_rows_that_refuse_what_a_statement_writes(compare: Compare) -> None:
    """Also where an earlier statement of the file holds the locks already."""
    statements = [*WRITES, *WRITES]
    files = {"1_a.sql": TABLES, "2_b.sql": "".join(f"{each};\n" for each in statements)}
    report = compare(files, TABLES, rows={"1": ("a", [TABLES])})
    assert report["pending"]["dry_run"]["ok"]
    found = [(risk["line"], risk["relation"], risk["on"]) for risk in report["pending"]["risks"]]
    expected = [(line, *risk) for line, each in enumerate(statements, 1) for risk in WRITES[each]]
    assert [each for each in found if each not in expected] == []
    assert found == expected


def test_what_the_file_has_dropped_refuses_nothing(compare: Compare) -> None:
    """A check, a key and a column that an earlier statement drops, of the same file or an earlier one."""
    drops = "ALTER TABLE public.t DROP CONSTRAINT adult;\nALTER TABLE public.other DROP CONSTRAINT other_key, DROP COLUMN n;\n"
    files = {
        "1_a.sql": TABLES,
        "2_b.sql": f"DROP VIEW public.shown, public.written CASCADE; {drops}UPDATE public.t SET age = 7;\nUPDATE public.other SET id = 1;\n",
        "3_c.sql": "UPDATE public.t SET age = 8;\nINSERT INTO public.other SELECT id FROM public.t;\n",
    }
    report = compare(files, TABLES, rows={"1": ("a", [TABLES])})
    assert report["pending"]["dry_run"]["ok"]
    assert [(risk["line"], risk["on"]) for risk in report["pending"]["risks"]] == []


def test_a_view_that_comes_to_show_a_new_table(compare: Compare) -> None:
    """Views are read after the files; the new table is in no reading of what existed before."""
    made = "CREATE TABLE public.old (id int CONSTRAINT old_key UNIQUE); CREATE VIEW public.shown AS SELECT id FROM public.old;"
    pending = (
        "UPDATE public.shown SET id = 2;\nCREATE TABLE public.new (id int);\n"
        "CREATE OR REPLACE VIEW public.shown AS SELECT id FROM public.new;"
    )
    report = compare({"1_a.sql": made, "2_b.sql": pending}, made, rows={"1": ("a", [made])})
    assert report["pending"]["dry_run"]["ok"]
    risks = [(risk["line"], risk["relation"]) for risk in report["pending"]["risks"]]
    assert risks == [(1, "old")]


def test_a_table_that_the_statement_drops_after_it_has_written_it(compare: Compare) -> None:
    """No reading after the statement has the table."""
    made = "CREATE TABLE public.old (id int CONSTRAINT old_key UNIQUE);"
    pending = "DO $$ BEGIN UPDATE public.old SET id = 1; DROP TABLE public.old; END $$;"
    report = compare({"1_a.sql": made, "2_b.sql": pending}, made, rows={"1": ("a", [made])})
    assert report["pending"]["dry_run"]["ok"]


def test_a_table_that_inherits_from_the_one_that_the_statement_names(compare: Compare) -> None:
    """PostgreSQL updates its rows too: what can refuse them is that of the columns in SET."""
    made = (
        "CREATE TABLE public.base (id int, note text); CREATE TABLE public.child (CONSTRAINT child_key PRIMARY KEY (id))"
        " INHERITS (public.base); CREATE TABLE public.grandchild (UNIQUE (note)) INHERITS (public.child);"
    )
    pending = "UPDATE public.base SET note = 'x';\n" * 2
    pending += "INSERT INTO public.base VALUES (1);\nUPDATE ONLY public.base SET note = 'x';\n"
    report = compare({"1_a.sql": made, "2_b.sql": pending}, made, rows={"1": ("a", [made])})
    assert report["pending"]["dry_run"]["ok"]
    risks = [(risk["line"], risk["relation"], risk["on"]) for risk in report["pending"]["risks"]]
    on = "a row with a key that it writes (grandchild_note_key)"
    assert risks == [(line, "grandchild", on) for line in (1, 2)]


TIMES = {
    "UPDATE public.guarded SET id = 1;\nDROP TRIGGER guard ON public.guarded;": [(1, "guarded", TRIGGER)],
    "DROP TRIGGER guard ON public.guarded;\nUPDATE public.guarded SET id = 1;": [],
    "ALTER TABLE public.guarded DISABLE TRIGGER guard;\nUPDATE public.guarded SET id = 1;\n"
    "ALTER TABLE public.guarded ENABLE TRIGGER guard;": [],
    "UPDATE public.shown SET shown_n = 1;\nCREATE OR REPLACE VIEW public.shown AS SELECT id AS shown_n, n AS shown_id"
    " FROM public.other;": [(1, "other", OTHER)],
    "CREATE OR REPLACE VIEW public.shown AS SELECT id AS shown_n, n AS shown_id FROM public.other;\n"
    "UPDATE public.shown SET shown_id = 1;": [],
    "INSERT INTO public.ruled VALUES (1, 'x');\nDROP RULE also ON public.ruled;": [(1, "log", LOGGED)],
}  # fmt: skip
"""Statements of a file → (line, table, rows that make it fail)."""


@pytest.mark.parametrize("pending", TIMES)
def test_triggers_rules_and_views_are_those_that_the_statement_meets(compare: Compare, pending: str) -> None:
    """Not those that the file has dropped or replaced before it, or makes after it."""
    report = compare({"1_a.sql": TABLES, "2_b.sql": f"{pending}\n"}, TABLES, rows={"1": ("a", [TABLES])})
    assert report["pending"]["dry_run"]["ok"]
    assert [(risk["line"], risk["relation"], risk["on"]) for risk in report["pending"]["risks"]] == TIMES[pending]


@pytest.mark.parametrize(
    "pending",
    ["\\restrict key\nCREATE TABLE public.n (id int);", "COPY public.a FROM stdin;\n1\tx\n\\.\n", "SELECT 'x"],
)
def test_a_pending_file_that_is_no_sql(compare: Compare, pending: str) -> None:
    """A command of psql, rows of COPY, an open string: such a statement has no parse tree."""
    made = "CREATE TABLE public.a (id int, note text);"
    report = compare({"1_a.sql": made, "2_b.sql": pending}, made, rows={"1": ("a", [made])})
    assert report["pull_request"]["deploy"] == "fails"
