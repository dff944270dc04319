"""A migration's own types never stand in for PostgreSQL's inside what runs with more rights than the migration has."""

from __future__ import annotations

import pytest

from schemasync.postgres.shadow import ADMIN
from tests.plugins.replays import Replay

EVIL = """CREATE FUNCTION public.evil(anyelement) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN EXECUTE 'ALTER ROLE postgres SUPERUSER'; END IF;
    RETURN true;
END $$;
"""
TYPES = (
    "text", "oid", "bytea", "regproc", "regprocedure", "regclass", "regrole", "name", "bool", "int4", "int8", "jsonb",
    "uuid", "xid", "cid", "_text", "varchar", "record",
)  # fmt: skip
USES = """CREATE POLICY p ON storage.objects USING (true);
CREATE EXTENSION citext;
CREATE EXTENSION pg_cron;
SELECT cron.schedule('a', '* * * * *', 'SELECT 1');
SELECT vault.create_secret('a', 'b');
SELECT vault.update_secret(id, 'c') FROM vault.secrets;
CREATE TABLE public.t (i integer);
GRANT SELECT ON public.t TO anon;
CREATE FUNCTION public.ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER ev ON ddl_command_end EXECUTE FUNCTION public.ev();
CREATE PUBLICATION pub FOR ALL TABLES;
CREATE FOREIGN DATA WRAPPER w;
DO $$ BEGIN CREATE POLICY q ON storage.objects USING (true); END $$;
ALTER EXTENSION citext SET SCHEMA extensions;
COMMENT ON EXTENSION citext IS 'x';
DROP EXTENSION citext;
"""


@pytest.mark.parametrize("name", TYPES)
def test_no_type_of_a_migration_is_used(replayed: Replay, name: str) -> None:
    domain = f'CREATE DOMAIN pg_temp."{name}" AS pg_catalog."{name}" CHECK (public.evil(VALUE));\n'
    if name == "record":
        domain = 'CREATE TYPE pg_temp."record" AS (a integer);\n'
    files = [EVIL + domain + statement + ";" for statement in USES.split(";\n") if statement]
    done = replayed(*files, lenient=True)
    with done.server.connect("template1", ADMIN) as admin:
        found = admin.execute("SELECT rolsuper FROM pg_roles WHERE rolname = 'postgres'").fetchone()
    assert found == (False,)
    assert "replayed" in done.statuses
