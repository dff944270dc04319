"""Nothing of the database that is read runs as a superuser of the throwaway server, on which its mirror is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.config.settings import settings_from
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN
from tests.plugins.servers import MAJORS, binaries_of

FIRST = """
CREATE TABLE public.a (i int);
CREATE FUNCTION public.f() RETURNS text LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE VIEW public.v AS SELECT rolname, rolsuper FROM pg_catalog.pg_roles;
CREATE TABLE public.tab (i int);
"""
HAND = """
CREATE OR REPLACE FUNCTION public.f() RETURNS text SECURITY DEFINER LANGUAGE sql AS 'SELECT current_user';
CREATE OR REPLACE FUNCTION public.t() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION 'ran as %', current_user; END IF;
    RETURN NEW; END $$;
CREATE TRIGGER t BEFORE INSERT ON public.a FOR EACH ROW EXECUTE FUNCTION public.t();
CREATE TABLE public.extra (i int);
"""
WATCH = """
CREATE FUNCTION public.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
        EXECUTE 'CREATE TABLE IF NOT EXISTS public.ran_as_superuser ()'; END IF; END $$;
CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION public.watch();
ALTER EVENT TRIGGER watch ENABLE ALWAYS;
"""
OWNED = "ALTER FUNCTION public.f() OWNER TO {0}; ALTER FUNCTION public.t() OWNER TO {0}; ALTER VIEW public.v OWNER TO {0}; ALTER TABLE public.tab OWNER TO {0};"
HISTORY = """
CREATE SCHEMA supabase_migrations AUTHORIZATION postgres;
CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);
INSERT INTO supabase_migrations.schema_migrations VALUES ('1', NULL, 'a');
"""
PENDING = """
INSERT INTO public.a VALUES (1);
DO $$ BEGIN
    IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = public.f()) THEN RAISE EXCEPTION 'f ran as %', public.f(); END IF;
    IF pg_catalog.to_regclass('public.ran_as_superuser') IS NOT NULL THEN RAISE EXCEPTION 'an event trigger ran'; END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_roles r ON r.oid = c.relowner
               WHERE r.rolsuper AND c.relnamespace = 'public'::regnamespace) THEN RAISE EXCEPTION 'owned'; END IF;
END $$;
"""


@pytest.mark.parametrize("major", MAJORS, ids=lambda major: f"pg{major}")
def test_nothing_belongs_to_a_superuser(major: int, tmp_path: Path) -> None:
    """Of the database, a superuser owns functions, a view and a table; the pending file sees whose they are on its mirror."""
    for name, text in {"1_a.sql": FIRST, "2_b.sql": PENDING, "3_c.sql": "ALTER TABLE public.tab ADD j int;"}.items():
        (tmp_path / name).write_text(text)
    with embedded(bindir=str(binaries_of(major).bindir)) as server:
        with server.connect(role=ADMIN) as admin:
            admin.execute(b"ALTER ROLE postgres SUPERUSER; SET ROLE postgres")
            admin.execute((FIRST + HISTORY + HAND).encode())
            admin.execute(b"RESET ROLE")
            admin.execute(OWNED.format(ADMIN).encode())
            admin.execute(f"SET ROLE postgres; {WATCH}".encode())
            admin.execute(b"RESET ROLE; ALTER ROLE postgres NOSUPERUSER")
        result = check(settings_from(migrations=tmp_path, database_url=server.url(role=ADMIN)))
    assert result.pending is not None
    assert result.pending.dry_run is not None
    first, second = result.pending.dry_run
    assert first.error is None, first.error
    assert second.error is not None
    assert second.error.message == "must be owner of table tab", "as on the database"
