"""No trigger and no operator of a migration runs with the rights of the superuser."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from schemasync.commands.shadow import _remove_bookkeeping
from schemasync.postgres.embedded import embedded
from schemasync.postgres.event_triggers import silent_event_triggers
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.replay.trace import Tracer
from schemasync.supabase.platform import stub_sql
from schemasync.supautils.privileged_calls import PrivilegedCalls
from tests.security.superuser.attempts import BECOME, hidden, rights
from tests.security.superuser.conftest import Run


def test_no_trigger_runs_as_the_superuser(run: Run) -> None:
    """Functions of superusers write no table on which a migration may put a trigger, or whose trigger they do not own."""
    names = sorted(set(stub_sql()) - {"pg_tle", "postgis", "timescaledb", "pgtap", "pg_partman"})
    _, server, database = run(
        *(f'CREATE EXTENSION IF NOT EXISTS "{name}";' for name in names),
        "CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN EXECUTE '{BECOME}'; END IF; RETURN NEW; END $$;"
        "DO $$ DECLARE t regclass; BEGIN FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace <> 'pg_catalog'::regnamespace"
        " LOOP BEGIN EXECUTE format('CREATE TRIGGER tell BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION public.tell()', t);"
        " EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP; END $$;",
        "SELECT cron.schedule('a', '* * * * *', 'SELECT 1'); SELECT cron.unschedule('a');",
        "SELECT net.http_get('http://x'); SELECT net.http_post('http://x');",
        "SELECT vault.create_secret('a', 'b');",
        "CREATE POLICY p ON storage.objects USING (true);",
    )
    with server.connect(database, ADMIN) as admin:
        query = "SELECT count(*) FROM pg_trigger WHERE tgname = 'tell'"
        assert (admin.execute(query).fetchone() or (0,))[0] > 0
    assert rights(server) == []


def test_the_command_shadow_runs_no_event_trigger(run: Run, server: ShadowServer) -> None:
    """It drops the bookkeeping as the superuser, which event triggers of the project would see as that."""
    trap = (
        "CREATE FUNCTION public.trap() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN EXECUTE '{BECOME}'; END IF; END $$;"
        "CREATE EVENT TRIGGER trap ON sql_drop EXECUTE FUNCTION public.trap();"
        "CREATE EVENT TRIGGER trap_always ON ddl_command_start EXECUTE FUNCTION public.trap();"
        "ALTER EVENT TRIGGER trap_always ENABLE ALWAYS;"
    )
    results, _, database = run(trap)
    assert results[0].error is None

    class There:
        def connect(self, _database: str, role: str) -> psycopg.Connection[Any]:
            return server.connect(database, role)

        def restore_login(self, *_: object) -> None:
            pass

    _remove_bookkeeping(There())  # type: ignore[arg-type]
    assert rights(server) == []


BESIDE = f"""
CREATE FUNCTION public.become() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN EXECUTE '{BECOME}'; END IF; END $$;
CREATE FUNCTION public.disable() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
    ALTER EVENT TRIGGER aaa DISABLE; ALTER EVENT TRIGGER zzz DISABLE; END $$;
CREATE FUNCTION public.enable() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
    ALTER EVENT TRIGGER trap ENABLE ALWAYS; END $$;
CREATE EVENT TRIGGER trap ON ddl_command_end EXECUTE FUNCTION public.become();
ALTER EVENT TRIGGER trap DISABLE;
CREATE EVENT TRIGGER aaa ON ddl_command_start WHEN TAG IN ('CREATE EXTENSION') EXECUTE FUNCTION public.disable();
CREATE EVENT TRIGGER zzz ON ddl_command_start WHEN TAG IN ('CREATE EXTENSION') EXECUTE FUNCTION public.enable();
"""


def test_no_event_trigger_comes_before_the_check_of_extensions(run: Run) -> None:
    """The first could disable itself, and the last, which fires all the same, enable one for the extension's script."""
    results, server, database = run(BESIDE, f"{hidden('CREATE EXTENSION hstore')};")
    assert results[0].error is None
    assert results[1].error is not None
    assert results[1].error.sqlstate == "42501"
    assert rights(server) == []
    with server.connect(database, ADMIN) as admin:
        query = "SELECT evtname FROM pg_event_trigger WHERE evtevent = 'ddl_command_start' ORDER BY evtname LIMIT 1"
        assert admin.execute(query).fetchone() == ("\x01",), "no name sorts before it"


ALWAYS = f"""
CREATE FUNCTION public.become() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN EXECUTE '{BECOME}'; END IF; END $$;
CREATE EVENT TRIGGER first ON ddl_command_start EXECUTE FUNCTION public.become();
CREATE EVENT TRIGGER last ON ddl_command_end EXECUTE FUNCTION public.become();
ALTER EVENT TRIGGER first ENABLE ALWAYS; ALTER EVENT TRIGGER last ENABLE REPLICA;
"""


def test_the_superusers_own_statements_run_no_event_trigger(run: Run) -> None:
    """Before PostgreSQL 17, which has a setting for that, they are silent for the length of such statements."""
    results, server, database = run(ALWAYS)
    assert results[0].error is None
    with server.connect(database, ADMIN) as admin:
        calls = PrivilegedCalls(admin)
        calls.hide_new_tables()
        calls.install_webhooks()
        Tracer(admin)
        with silent_event_triggers(admin):
            admin.execute("CREATE TABLE public.other ()")
        query = "SELECT evtname, evtenabled::text FROM pg_event_trigger WHERE evtname IN ('first', 'last') ORDER BY 1"
        assert admin.execute(query).fetchall() == [("first", "A"), ("last", "R")]
    assert rights(server) == []


TRAPS = """
CREATE FUNCTION public.trap(a oid, b regrole) RETURNS boolean LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION 'run by %', current_user; END $$;
CREATE OPERATOR public.= (LEFTARG = oid, RIGHTARG = regrole, FUNCTION = public.trap);
"""


@pytest.mark.integration
def test_the_superusers_sessions_find_no_operator_of_a_migration() -> None:
    """`oid = regrole` needs a conversion in PostgreSQL, so an operator that fits exactly is preferred where it is found."""
    with embedded() as server:
        server.create_database("schemasync_traps")
        with server.connect("schemasync_traps") as connection:
            connection.execute(TRAPS.encode())
        with server.connect("schemasync_traps", ADMIN) as admin:
            assert admin.execute("SHOW search_path").fetchone() == ("",)
            with server.owning(admin, "schemasync_traps"):
                pass
