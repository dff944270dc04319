"""The script that takes pending migrations back: run after them, the schema is what it was before."""

from __future__ import annotations

from typing import Any

from schemasync.core.model import Model, Ref
from schemasync.introspect.snapshot import read_snapshot
from schemasync.postgres.shadow import ShadowServer
from tests.plugins.replays import Compare
from tests.properties.script_runs import COPY, by_psql

BEFORE = """CREATE TYPE public.mood AS ENUM ('sad', 'glad');
CREATE TABLE public.a (id integer PRIMARY KEY, note text, mood public.mood);
ALTER TABLE public.a ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON public.a FOR SELECT TO authenticated USING (id > 0);
CREATE TABLE public.old (id integer PRIMARY KEY, words text);
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE VIEW public.notes AS SELECT note FROM public.a;
"""
PENDING = """ALTER TABLE public.old RENAME TO new;
ALTER TABLE public.new RENAME words TO texts;
ALTER TABLE public.a RENAME note TO remark;
ALTER TABLE public.a ADD external_id text;
CREATE INDEX by_remark ON public.a (remark);
ALTER TYPE public.mood ADD VALUE 'calm';
ALTER POLICY readers ON public.a USING (id > 5);
CREATE OR REPLACE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE OR REPLACE VIEW public.notes AS SELECT remark AS note, id FROM public.a;
CREATE TABLE public.b (id integer PRIMARY KEY REFERENCES public.a);
GRANT SELECT ON public.b TO anon;
"""
BY_HAND = "ALTER TABLE public.a ADD by_hand integer;"
ROWS = "INSERT INTO public.a VALUES (1, 'kept', 'sad'); INSERT INTO public.old VALUES (1, 'kept');"


def objects(server: ShadowServer, database: str) -> dict[Ref, Model]:
    with server.connect(database) as connection:
        return dict(read_snapshot(connection).objects)


def test_the_schema_is_as_before(compare: Compare, shadow: ShadowServer) -> None:
    """Renames are taken back as renames, so that rows stay; a column that was added by hand stays too."""
    report = compare({"1_a.sql": BEFORE, "2_b.sql": PENDING}, BEFORE + BY_HAND, rows={"1": ("a", [BEFORE])}, down=True)
    down: dict[str, Any] = report["pending"]["down"]
    assert (down["proven"], down["reason"], down["direction"]) == (True, "", "down")
    assert "data-loss" in down["hazards"], "the table and the columns that the migrations add are dropped"
    assert down["undo"] == "supabase migration repair --remote --status reverted 2"
    shadow.create_database("taken_back")
    try:
        with shadow.connect("taken_back") as connection:
            connection.execute((BEFORE + BY_HAND + ROWS).encode())
        before = objects(shadow, "taken_back")
        with shadow.connect("taken_back") as connection:
            for statement in PENDING.splitlines():
                connection.execute(statement.encode())
        shadow.create_database(COPY, "taken_back")
        assert by_psql(shadow, down["sql"]) == ""
        assert objects(shadow, COPY) == before
        with shadow.connect("taken_back") as connection:
            assert objects(shadow, "taken_back") != before
            connection.execute(down["sql"].encode())
            assert (
                connection.execute("SELECT note FROM a UNION ALL SELECT words FROM old").fetchall() == [("kept",)] * 2
            )
        assert objects(shadow, "taken_back") == before
    finally:
        shadow.drop_database("taken_back")
        shadow.drop_database(COPY)


def test_it_is_made_only_where_it_is_wanted(compare: Compare) -> None:
    files = {"1_a.sql": BEFORE, "2_b.sql": "ALTER TABLE public.a ADD other integer;"}
    assert compare(files, BEFORE, rows={"1": ("a", [BEFORE])})["pending"]["down"] is None


def test_rows_alone_need_no_script(compare: Compare) -> None:
    files = {"1_a.sql": BEFORE, "2_b.sql": "UPDATE public.a SET note = 'x';"}
    assert compare(files, BEFORE, rows={"1": ("a", [BEFORE])}, down=True)["pending"]["down"] is None
