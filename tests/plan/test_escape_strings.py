"""A plan for a database whose sessions read strings in another way, run as one batch: the SQL editor sends it as one."""

from __future__ import annotations

from schemasync.core.compare import compare
from schemasync.introspect.snapshot import read_snapshot
from schemasync.plan.build import build
from tests.plugins.servers import Cluster

ALIKE = "CREATE TABLE public.t (id int, a text DEFAULT 'x\\'); CREATE TABLE public.rows ();"
MADE = r"""
CREATE TABLE public.t (id int, a text DEFAULT 'c:\dir\', b bytea DEFAULT '\x00ff', "é\" text DEFAULT 'ü\''s', m money DEFAULT '12.50'::money,
    CHECK (a !~ '\d\' AND b <> '\x01'));
CREATE INDEX i ON public.t (id) WHERE a = 'x''\; DROP TABLE public.rows; --';
CREATE VIEW public.v AS SELECT a || '\' AS s, E'a\\' || 'b\' AS two FROM public.t;
CREATE FUNCTION public.f(a text DEFAULT '\') RETURNS text LANGUAGE sql AS $$SELECT a || 'y\'$$;
CREATE FUNCTION public.g() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT '\' || public.f('$$\'); END;
COMMENT ON TABLE public.t IS 'one\';
CREATE TABLE public.rows ();
"""


def test_one_batch_under_other_settings(pg18: Cluster) -> None:
    for name in ("strings", "strings_made"):
        pg18.create(name)
    with pg18.connect("strings_made") as session:
        session.execute(MADE.encode())
        after = read_snapshot(session)
    with pg18.connect("strings") as session:
        session.execute(ALIKE.encode())
        for setting in ("standard_conforming_strings = off", "backslash_quote = on", "lc_monetary = 'C.utf8'"):
            session.execute(f"ALTER DATABASE strings SET {setting}".encode())
    with pg18.connect("strings") as session:
        plan = build(read_snapshot(session), after)
        session.execute(plan.script().encode())
        assert "SET lc_monetary = 'C';" in plan.script()
        found = read_snapshot(session)
    assert [change for change in compare(found, after) if change.ref.kind != "database_setting"] == []
    for name in ("strings", "strings_made"):
        pg18.drop(name)
