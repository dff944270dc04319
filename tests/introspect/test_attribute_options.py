"""Options of columns that the server writes for itself (`pg_attver`, by the minors of November 2026) are not compared."""

from __future__ import annotations

from schemasync.core.compare import compare
from schemasync.introspect.snapshot import read_snapshot
from schemasync.plan.build import build
from tests.plugins.servers import Cluster

MADE = """
CREATE TABLE public.t (id integer, word text);
ALTER TABLE public.t ALTER COLUMN word SET (n_distinct = 7);
CREATE MATERIALIZED VIEW public.m AS SELECT id, word FROM public.t;
"""
STAMPED = """
SET allow_system_table_mods = on;
UPDATE pg_attribute SET attoptions = array_append(
    ARRAY(SELECT o FROM unnest(attoptions) o WHERE NOT starts_with(o, 'pg_')), 'pg_attver=' || attnum)
WHERE attrelid IN ('public.t'::regclass, 'public.m'::regclass) AND attnum > 0;
"""
CHANGED = """
SET allow_system_table_mods = on;
UPDATE pg_attribute SET attoptions = array_replace(attoptions, 'n_distinct=7', 'n_distinct=8');
"""


def test_options_of_the_server_are_no_difference(pg: Cluster) -> None:
    """On every major, whatever its minor: one database has the option, the other has another value of it or none."""
    for name, more in (("plain", ""), ("stamped", STAMPED)):
        pg.create(name)
        with pg.connect(name) as session:
            session.execute((MADE + more).encode())
    with pg.connect("plain") as session:
        plain = read_snapshot(session)
    with pg.connect("stamped") as session:
        written = "SELECT count(*)::int FROM pg_attribute WHERE 'pg_attver=2' = ANY (attoptions)"
        assert session.execute(written).fetchone() == (2,)
        stamped = read_snapshot(session)
        session.execute(CHANGED.encode())
        changed = read_snapshot(session)
    assert not compare(plain, stamped)
    plan = build(changed, plain).script()
    assert plan == "ALTER TABLE ONLY public.t ALTER COLUMN word SET (n_distinct=7);\n"
    for name in ("plain", "stamped"):
        pg.drop(name)
