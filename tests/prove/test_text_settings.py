r"""Scripts for a database whose sessions read text in their own way, by a setting that is not compared itself."""

from __future__ import annotations

from schemasync.postgres.shadow import ADMIN
from tests.prove.role_targets import Target, fix

MADE = r"CREATE TABLE public.t (id integer, path text DEFAULT 'C:\', day date DEFAULT '2021-04-03');"
DRIFT = "ALTER TABLE public.t ALTER path DROP DEFAULT, ALTER day DROP DEFAULT;"
DEFAULTS = "SELECT pg_catalog.pg_get_expr(adbin, adrelid) FROM pg_catalog.pg_attrdef WHERE adrelid = 'public.t'::pg_catalog.regclass ORDER BY adnum"
BY_ROLE = "ALTER ROLE postgres SET standard_conforming_strings = off; ALTER ROLE postgres SET DateStyle = 'SQL, DMY';"
"""The platform's role is not compared, but for what decides who has access."""


def test_repairs_run_as_one_batch(target: Target) -> None:
    report = target.check({"1_x.sql": MADE}, MADE + DRIFT, BY_ROLE)
    whole = (report["plans"]["repair"]["sql"], report["plans"]["repair"]["proven"])
    alone = [fix(report, name, "repair") for name in ("public.t.path", "public.t.day")]
    for scripts in ([whole], alone):
        with target.server.connect(target.database) as session:
            for script, proven in scripts:
                assert proven
                session.execute(script.encode())
        with target.server.connect(target.database, ADMIN) as session:
            assert session.execute(DEFAULTS.encode()).fetchall() == [(r"'C:\'::text",), ("'2021-04-03'::date",)]
            session.execute(DRIFT.encode())
