"""Statements that rows can refuse: which, and what a look at the rows decides, on each major."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from schemasync.config.settings import settings_from
from schemasync.core.sql import literal
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.report.formats.json import as_dict
from schemasync.report.view.view import make_view
from tests.plugins.servers import MAJORS, binaries_of

BASE = """
CREATE TYPE public.mood AS ENUM ('calm', 'angry');
CREATE DOMAIN public.amount AS int;
CREATE TABLE public.customers (id bigint PRIMARY KEY, name text);
CREATE TABLE public.orders (id bigint, email text, total int, note varchar(10), mood public.mood, amount public.amount,
    customer bigint, during int4range);
CREATE TABLE public.widened (small smallint, small2 smallint, big bigint, price numeric(10, 2), at timestamp, day date, seen timestamptz,
    data jsonb, padded char(4), code uuid, letters char(5), few int);
CREATE TABLE public.papers (note text);
CREATE TABLE public.tasks (state text CONSTRAINT known CHECK (state IN ('open', 'done')), kind varchar(9) CONSTRAINT kinds CHECK (kind IN ('a')),
    part int CONSTRAINT parts CHECK (part BETWEEN 1 AND 5), weight int CONSTRAINT weights CHECK (weight > 0));
CREATE MATERIALIZED VIEW public.numbers AS SELECT note::int AS number FROM public.papers WITH NO DATA;
CREATE MATERIALIZED VIEW public.counted AS SELECT note, count(*) AS number FROM public.papers GROUP BY note WITH NO DATA;
CREATE TABLE public.parts (id int, key int) PARTITION BY RANGE (key);
CREATE TABLE public.low (id int, key int);
CREATE TABLE public.rest PARTITION OF public.parts DEFAULT;
CREATE FUNCTION public.own(text) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''it ran''; END';
CREATE FUNCTION public.strict() RETURNS void LANGUAGE plpgsql AS $$
BEGIN IF EXISTS (SELECT FROM public.customers) THEN RAISE EXCEPTION 'rows'; END IF; END $$;
"""
ROWS = """
INSERT INTO public.customers SELECT i, 'n' FROM generate_series(1, 10) i;
INSERT INTO public.tasks VALUES ('open', 'a', 1, 1);
INSERT INTO public.orders VALUES (1, 'a@x', 5, '1', 'calm', 1, 1, '[1,5)'), (2, 'A@X', -5, 'ab', 'angry', -1, 99, '[3,6)'),
    (3, NULL, 7000000, NULL, NULL, NULL, NULL, NULL), (3, 'a@x', 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.low VALUES (1, 5), (2, 50);
INSERT INTO public.parts VALUES (1, 7);
"""
GOOD = """
INSERT INTO public.customers VALUES (1, 'n');
INSERT INTO public.orders VALUES (1, 'a@x', 5, '12', 'calm', 1, 1, '[1,5)'), (2, 'b@x', 6, '7', 'calm', 2, 1, '[5,6)');
INSERT INTO public.low VALUES (1, 5);
INSERT INTO public.parts VALUES (1, 70);
"""
SMALL = "ALTER TABLE public.orders ALTER COLUMN total TYPE smallint"
REFUSABLE: Mapping[str, str] = {
    "ALTER TABLE public.orders ALTER COLUMN email SET NOT NULL": "1 row has NULL in email",
    "ALTER TABLE public.tasks DROP CONSTRAINT weights, ADD CONSTRAINT weights CHECK (weight > 1)": "1 row does not fit the check",
    "ALTER TABLE public.orders ADD PRIMARY KEY (id)": "1 key (id) is NULL or not unique",
    "ALTER TABLE public.orders ADD UNIQUE (email)": "1 key (email) is in several rows",
    "CREATE UNIQUE INDEX ON public.orders (lower(email)) WHERE total > 0": "1 key (lower(email)) is in several rows",
    "ALTER TABLE public.orders ADD FOREIGN KEY (customer) REFERENCES public.customers":
        "1 row references none of public.customers",
    "DO $$ BEGIN EXECUTE format('ALTER TABLE public.orders ADD CHECK (%I > 0)', 'total'); END $$":
        "1 row does not fit the check",
    "ALTER TABLE public.orders ADD EXCLUDE USING gist (during WITH &&)": "2 rows exclude another one",
    "ALTER DOMAIN public.amount ADD CHECK (VALUE > 0)": "1 row has a value in amount that does not fit",
    "ALTER TABLE public.parts ATTACH PARTITION public.low FOR VALUES FROM (1) TO (10)": "1 row is outside the bound",
    "ALTER TABLE public.orders ALTER COLUMN note TYPE varchar(1)": "1 row has more than 1 character in note",
    "ALTER TABLE public.orders ADD COLUMN number int GENERATED ALWAYS AS (email::int) STORED": "a value is refused (22P02)",
    "CREATE TYPE public.mood2 AS ENUM ('calm');\nALTER TABLE public.orders ALTER mood TYPE public.mood2 "
    "USING mood::text::public.mood2": "1 row has a value in mood that is no label",
    "ALTER TABLE public.orders ADD CHECK (length(email) > 2 AND (total > 0 OR to_timestamp(total) > now() - interval '1 day'))":
        "1 row does not fit the check",
    SMALL: "a value is refused (22003)",
}  # fmt: skip
"""Statement → the answer where a row is in the way."""
UNDECIDABLE: Mapping[str, str] = {
    "ALTER TABLE public.orders ADD CHECK (public.own(email))": "calls code that is not PostgreSQL's own",
    "ALTER TABLE public.orders ADD CHECK (pg_sleep(0) IS NOT NULL)": "or does more than compute",
    "ALTER TABLE public.orders ADD CHECK (total > sqrt(3e131000))": "planning its expression may take arbitrarily long",
    "ALTER TABLE public.orders ALTER COLUMN id TYPE int USING (id + 1)::int": "an expression of its own",
    "DO $$ BEGIN IF EXISTS (SELECT FROM public.orders) THEN RAISE EXCEPTION 'x'; END IF; END $$": "its code decides",
    "SELECT public.strict()": "its code decides",
    "CREATE INDEX ON public.orders ((note::int))": "it computes values",
    "CREATE INDEX ON public.orders ((customer::int))": "it computes values",
    "CREATE TABLE public.copied AS SELECT id, 100 / total AS share FROM public.orders": "it computes values",
    "CREATE TABLE public.roots AS SELECT sqrt(total - 5) AS root FROM public.orders": "it computes values",
    "REFRESH MATERIALIZED VIEW public.numbers": "it computes values",
    "CREATE TABLE public.taken (id int PRIMARY KEY);\nINSERT INTO public.taken SELECT id FROM public.orders": "it writes rows",
    "UPDATE public.orders SET email = ''": "it writes rows",
    "ALTER TABLE public.orders ADD CONSTRAINT filled CHECK (email <> 'x')": "changes rows first",
}
"""Statement → a part of the reason; the last one comes after an UPDATE."""
HARMLESS = """
ALTER TABLE public.tasks DROP CONSTRAINT known, ADD CONSTRAINT known CHECK (state IN ('open', 'done', 'late'));
ALTER TABLE public.tasks DROP CONSTRAINT kinds;
ALTER TABLE public.tasks ADD CONSTRAINT kinds CHECK (kind IN ('a', 'b')), ADD CONSTRAINT positive CHECK (part > 0 OR state IS NULL);
REFRESH MATERIALIZED VIEW public.counted;
ALTER TABLE public.orders ALTER COLUMN note TYPE varchar(20);
ALTER TABLE public.widened ALTER small TYPE int, ALTER small2 TYPE numeric(9, 3), ALTER big TYPE numeric, ALTER price TYPE numeric(12, 3),
    ALTER at TYPE timestamptz, ALTER day TYPE timestamp, ALTER seen TYPE date, ALTER data TYPE json, ALTER padded TYPE text;
ALTER TABLE public.widened ALTER code TYPE text, ALTER letters TYPE varchar(9), ALTER few TYPE double precision;
ALTER TABLE public.customers ADD COLUMN age int CHECK (age > 0), ADD COLUMN kind text CHECK (kind IN ('a', 'b'));
ALTER TABLE public.orders ADD CONSTRAINT later CHECK (total > 0) NOT VALID;
ALTER TABLE public.orders ADD COLUMN customer2 bigint REFERENCES public.customers;
ALTER TABLE public.customers ADD COLUMN state text NOT NULL DEFAULT 'o''pen', ADD COLUMN works int DEFAULT 0 CHECK (works >= 0);
ALTER TABLE public.customers ADD CONSTRAINT known CHECK (state IN ('o''pen', 'closed'));
ALTER TABLE public.customers ADD COLUMN tags text[] DEFAULT '{a,b}', ADD CHECK (cardinality(tags) > 1 OR name = '');
ALTER TABLE public.orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
CREATE TABLE public.parcels (id int PRIMARY KEY, label text NOT NULL);
CREATE INDEX ON public.orders (customer);
CREATE INDEX ON public.orders (lower(email), (note::varchar(3))) WHERE email = 'x'::text;
CREATE TABLE public.shares AS SELECT id::text AS id, id::numeric AS number, 1 / nullif(total, 0) AS share FROM public.orders;
ALTER TABLE public.orders ADD COLUMN label text GENERATED ALWAYS AS (coalesce(email, '') || ' ' || note) STORED,
    ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce(email, ''))) STORED;
"""
SPOTS = """
CREATE TYPE public.pair AS (a int, b int);
CREATE TABLE public.spots (pair public.pair, during int4range, active boolean, number int, label text);
CREATE TABLE public.kept (name text, CONSTRAINT named CHECK (name IS NOT NULL));
CREATE UNIQUE INDEX ready ON public.kept (name);
CREATE TABLE public.parts (id int, key int) PARTITION BY RANGE (key);
CREATE TABLE public.low PARTITION OF public.parts FOR VALUES FROM (0) TO (10);
CREATE TABLE public.crowd (id int);
CREATE DOMAIN public.amount AS int;
CREATE DOMAIN public.price AS public.amount;
CREATE TABLE public.sold (price public.price);
CREATE MATERIALIZED VIEW public.seen AS SELECT 1 AS id;
"""
SPOTS_ROWS = """
INSERT INTO public.spots VALUES (ROW(NULL, NULL), '[1,5)', false, 0, ''), (ROW(1, 1), '[2,6)', false, 1, '');
INSERT INTO public.kept VALUES ('a');
INSERT INTO public.low VALUES (1, 1);
INSERT INTO public.crowd VALUES (1), (1);
INSERT INTO public.sold VALUES (-1);
"""
FITS = "no row is in the way"
EXACT: Mapping[str, tuple[str, ...]] = {
    "ALTER TABLE public.spots ALTER pair SET NOT NULL": (FITS,),
    "ALTER TABLE public.spots ADD EXCLUDE USING gist (during WITH &&) WHERE (active)": (FITS,),
    "CREATE UNIQUE INDEX ON public.spots ((1 / number)) WHERE number <> 0 AND length(repeat(label, 2)) = 0": (FITS,),
    "ALTER TABLE public.kept ALTER name SET NOT NULL": (),
    "ALTER TABLE public.kept ADD CONSTRAINT kept_key UNIQUE USING INDEX ready": (),
    "ALTER TABLE public.kept ADD COLUMN c int, ADD CHECK (c < length(name))": (),
    "ALTER TABLE public.kept ADD COLUMN a int, ADD COLUMN b int CHECK (b > 0), ADD CHECK (num_nonnulls(a, b) = 1)":
        ("not decided: the pull request adds the column",),
    "UPDATE public.low SET id = 2": (),
    "ALTER TABLE public.parts ADD CHECK (id > 1)": ("not decided: 2_change.sql:8 changes rows first",),
    "TRUNCATE public.crowd": (),
    "ALTER TABLE public.crowd ADD UNIQUE (id)": ("not decided: 2_change.sql:10 empties or copies the table first",),
    "ALTER DOMAIN public.amount ADD CHECK (VALUE > 0)": ("1 row has a value in price that does not fit",),
    "CREATE UNIQUE INDEX ON public.seen (id)": ("not decided: it is not a table",),
    "DO $$ BEGIN UPDATE public.spots SET number = 3; ALTER TABLE public.spots ADD CHECK (number > 2); END $$":
        ("not decided: 2_change.sql:14 changes rows first", "not decided: it writes rows"),
    "DO $$ BEGIN ALTER TABLE public.sold ADD a int DEFAULT 1, ADD CHECK (a > 1); END $$":
        ("not decided: the pull request adds the column",),
    "DO $$ BEGIN ALTER TABLE public.sold ADD b int DEFAULT 1; ALTER TABLE public.sold ALTER b DROP DEFAULT, ADD CHECK (b > 1); END $$":
        ("not decided: the pull request adds the column",),
    "DO $$ BEGIN ALTER TABLE public.sold ADD c float DEFAULT random(); ALTER TABLE public.sold ALTER c DROP DEFAULT, ADD CHECK (c > 1);"
    " END $$": ("not decided: the pull request adds the column",),
}  # fmt: skip
"""Statement → what is said of each thing that rows could refuse of it."""
CODE = """
CREATE TYPE public.mood AS ENUM ('calm');
CREATE TYPE public.spot AS (x int);
CREATE FUNCTION public.ran(public.mood) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''it ran''; END';
CREATE FUNCTION public.ran(public.spot) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''it ran''; END';
CREATE FUNCTION public.name(public.mood) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''it ran''; END';
CREATE FUNCTION public.key(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1';
CREATE CAST (public.mood AS int) WITH FUNCTION public.ran(public.mood) AS IMPLICIT;
CREATE CAST (public.spot AS int) WITH FUNCTION public.ran(public.spot) AS IMPLICIT;
CREATE CAST (public.mood AS text) WITH FUNCTION public.name(public.mood);
CREATE TABLE public.owners (id int PRIMARY KEY);
CREATE TABLE public.things (mood public.mood, other public.mood, moods public.mood[], spot public.spot);
CREATE TABLE public.cut (id int) PARTITION BY RANGE (public.key(id));
CREATE TABLE public.cut_low PARTITION OF public.cut FOR VALUES FROM (0) TO (10);
"""
CODE_ROWS = """
INSERT INTO public.owners VALUES (1);
INSERT INTO public.things VALUES ('calm', 'calm', '{calm}', ROW(1));
INSERT INTO public.cut VALUES (1);
"""
NOT_OWN, OWN_CAST = (
    "it calls code that is not PostgreSQL's own, or does more than compute",
    "the project has a cast of its own",
)
CALLS = {
    "ALTER TABLE public.things ADD FOREIGN KEY (spot) REFERENCES public.owners": NOT_OWN,
    "ALTER TABLE public.things ADD FOREIGN KEY (mood) REFERENCES public.owners": NOT_OWN,
    "ALTER TABLE public.things ALTER moods TYPE int[] USING moods::int[]": OWN_CAST,
    "ALTER TABLE public.cut ALTER id SET NOT NULL":
        "an index, statistics or the partition key of the table calls code that is not PostgreSQL's own",
    "CREATE TYPE public.mood2 AS ENUM ('calm'); "
    "ALTER TABLE public.things ALTER other TYPE public.mood2 USING other::text::public.mood2": OWN_CAST,
}  # fmt: skip
"""Statement whose query would call a function of the project → why it is not run."""


@pytest.fixture(scope="module", params=MAJORS, ids=lambda major: f"pg{major}")
def server(request: pytest.FixtureRequest) -> Iterator[ShadowServer]:
    with embedded(bindir=str(binaries_of(request.param).bindir)) as found:
        databases = {"bad": BASE + ROWS, "good": BASE + GOOD, "spots": SPOTS + SPOTS_ROWS, "code": CODE + CODE_ROWS}
        for name, script_ in databases.items():
            found.create_database(name)
            with found.connect(name) as connection:
                connection.execute(script_.encode())
            with found.connect(name, ADMIN) as admin:
                admin.execute(
                    b"CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations"
                    b" (version text PRIMARY KEY, statements text[], name text);"
                    b"INSERT INTO supabase_migrations.schema_migrations VALUES ('1', NULL, 'base')"
                )
        yield found


def asked(
    server: ShadowServer, folder: Path, database: str, pending: str, *, probe_rows: bool, base: str = BASE
) -> dict[str, Any]:
    """The report's part about the pull request."""
    (folder / "1_base.sql").write_text(base)
    (folder / "2_change.sql").write_text(pending)
    settings = settings_from(migrations=folder, database_url=server.url(database, ADMIN), probe_rows=probe_rows)
    found: dict[str, Any] = as_dict(make_view(check(settings)))["pull_request"]
    return found


def script(statements: Iterable[str]) -> str:
    return "".join(f"{statement};\n" for statement in statements)


def test_rows_decide(server: ShadowServer, tmp_path: Path) -> None:
    """Each kind of statement, with a row in the way and without one; nothing is asked unless the setting is on."""
    pending = script(REFUSABLE)
    found = asked(server, tmp_path, "bad", pending, probe_rows=True)
    assert (found["deploy"], found["command"]) == ("fails-on-rows", "")
    by_line = {row["line"]: row["answer"] for row in found["rows"] if row["table"] != "public.rest"}
    assert list(by_line.values()) == list(REFUSABLE.values())
    (default,) = [row for row in found["rows"] if row["table"] == "public.rest"]
    assert default["answer"] == "1 row belongs to the new partition"
    assert "1 row has NULL in email" in found["reason"]
    unasked = asked(server, tmp_path, "bad", pending, probe_rows=False)
    assert unasked["deploy"] == "may-fail-on-rows"
    assert {row["decided"] for row in unasked["rows"]} == {None}
    assert [row["on"] for row in unasked["rows"]] == [row["on"] for row in found["rows"]]
    fits = pending.replace("varchar(1)", "varchar(2)").replace("(email::int)", "(total + 1)").replace(f"{SMALL};", "")
    fitting = asked(server, tmp_path, "good", fits, probe_rows=True)
    assert {row["answer"] for row in fitting["rows"]} == {"no row is in the way"}
    assert (fitting["deploy"], "checked against rows" in fitting["reason"]) == ("applies", True)


def test_what_rows_alone_do_not_decide(server: ShadowServer, tmp_path: Path) -> None:
    """Code of the project is never run on the database; a statement that changes rows makes today's rows worthless."""
    found = asked(server, tmp_path, "bad", script(UNDECIDABLE), probe_rows=True)
    assert found["deploy"] == "may-fail-on-rows"
    assert {row["decided"] for row in found["rows"]} == {"undecided"}
    assert len(found["rows"]) >= len(UNDECIDABLE)
    for reason in UNDECIDABLE.values():
        assert any(reason in row["answer"] for row in found["rows"])
    assert asked(server, tmp_path, "bad", HARMLESS, probe_rows=False)["rows"] == []


def test_rows_that_a_statement_meets(server: ShadowServer, tmp_path: Path) -> None:
    """Rows that a statement never reads decide nothing about it, and those that it reads do."""
    found = asked(server, tmp_path, "spots", script(EXACT), probe_rows=True, base=SPOTS)
    by_line: dict[int, list[str]] = {number: [] for number in range(1, len(EXACT) + 1)}
    for row in found["rows"]:
        by_line[row["line"]].append(row["answer"])
    assert dict(zip(EXACT, by_line.values(), strict=True)) == {text: list(answers) for text, answers in EXACT.items()}
    detaching = "ALTER TABLE public.parts DETACH PARTITION public.low CONCURRENTLY;"
    assert asked(server, tmp_path, "spots", detaching, probe_rows=True, base=SPOTS)["rows"] == [], "its bound holds"


def test_code_of_the_project_is_called_by_no_cast(server: ShadowServer, tmp_path: Path) -> None:
    """Not by an implicit one either, nor by that of an array's elements; nor does the planner evaluate a partition key."""
    found = asked(server, tmp_path, "code", script(CALLS), probe_rows=True, base=CODE)
    answers = [row["answer"] for row in found["rows"]]
    assert answers == [f"not decided: {reason}" for reason in CALLS.values()]


def test_a_right_that_is_missing(server: ShadowServer, tmp_path: Path) -> None:
    with server.connect("bad", ADMIN) as admin:
        admin.execute(f"CREATE ROLE schemasync_reader LOGIN PASSWORD {literal(server.password)}".encode())
        admin.execute(b"GRANT USAGE ON SCHEMA supabase_migrations TO schemasync_reader")
        admin.execute(b"GRANT SELECT ON supabase_migrations.schema_migrations TO schemasync_reader")
    (tmp_path / "1_base.sql").write_text(BASE)
    (tmp_path / "2_change.sql").write_text("ALTER TABLE public.orders ALTER COLUMN email SET NOT NULL;")
    url = server.url("bad", "schemasync_reader")
    settings = settings_from(migrations=tmp_path, database_url=url, probe_rows=True)
    (row,) = as_dict(make_view(check(settings)))["pull_request"]["rows"]
    assert row["answer"] == "not decided: the role lacks SELECT on the table"
