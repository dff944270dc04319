"""Event triggers of a migration run neither as the superuser nor beside statements of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.migrations.discover import Migration
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.replay.runner import Replayer
from schemasync.supautils.privileged_calls import PrivilegedCalls
from tests.security.hostile.conftest import Run

TELL = """
CREATE TABLE public.told (who text);
GRANT ALL ON public.told TO PUBLIC;
CREATE FUNCTION public.tell() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO public.told VALUES (current_user); END $$;
CREATE EVENT TRIGGER tell ON ddl_command_end EXECUTE FUNCTION public.tell();
CREATE EVENT TRIGGER tell_start ON ddl_command_start EXECUTE FUNCTION public.tell();
"""


ALWAYS = "ALTER EVENT TRIGGER tell ENABLE ALWAYS; ALTER EVENT TRIGGER tell_start ENABLE REPLICA;"


PRIVILEGED = """
CREATE EXTENSION pg_trgm; ALTER EXTENSION pg_trgm SET SCHEMA extensions; COMMENT ON EXTENSION pg_trgm IS 'x';
CREATE EXTENSION pg_cron; CREATE EXTENSION pg_net; DROP EXTENSION pg_cron;
CREATE PUBLICATION p FOR ALL TABLES; CREATE FOREIGN DATA WRAPPER w;
CREATE POLICY p ON storage.objects USING (true);
DO $$ BEGIN EXECUTE 'CREATE POLICY q ON storage.objects USING (true)'; END $$;
"""


WHO = "SELECT DISTINCT who FROM public.told WHERE who <> 'postgres'"


@pytest.mark.parametrize("enabled", ["", ALWAYS])
def test_event_triggers_never_run_as_the_superuser(run: Run, enabled: str) -> None:
    again_enabled = enabled.join("\n" for _ in range(2))
    results, who = run(
        TELL + enabled, again_enabled + PRIVILEGED, "ALTER TABLE auth.users ADD x int;", ask=WHO, lenient=True
    )
    assert [result.error for result in results] == [None] * 3
    assert who == []


@pytest.mark.parametrize("enabled", ["", ALWAYS])
@pytest.mark.parametrize("command", ["CREATE EXTENSION hstore", "ALTER EXTENSION citext UPDATE"])
def test_a_trusted_script_runs_beside_no_event_trigger(run: Run, command: str, enabled: str) -> None:
    """PostgreSQL runs the script as the superuser; no privileged call silences what a statement that is put together sets off."""

    def hidden(text: str) -> str:
        return f"DO $x$ BEGIN EXECUTE concat($${text[:3]}$$, $${text[3:]}$$); END $x$;"

    results, who = run(
        hidden("CREATE EXTENSION citext VERSION '1.4'"),
        TELL + enabled,
        hidden(command),
        "DROP EVENT TRIGGER tell; DROP EVENT TRIGGER tell_start;",
        hidden(command),
        ask=WHO,
    )
    assert [result.error.sqlstate if result.error else None for result in results] == [None, None, "42501", None, None]
    assert who == []


def test_validators_never_run_as_the_superuser(run: Run) -> None:
    results, who = run(
        TELL + "CREATE FUNCTION public.v(text[], oid) RETURNS void LANGUAGE plpgsql AS"
        " 'BEGIN INSERT INTO public.told VALUES (current_user); END';",
        "CREATE FOREIGN DATA WRAPPER w VALIDATOR public.v OPTIONS (a '1');",
        ask=WHO,
    )
    assert [result.error for result in results] == [None, None]
    assert who == []


def test_webhooks_run_no_event_trigger(shadow: ShadowServer) -> None:
    """Statements of the superuser between files run nothing of the project's."""
    shadow.create_database(database := "storm_webhooks")
    with shadow.connect(database, ADMIN) as admin, shadow.connect(database) as connection:
        privileged_calls = PrivilegedCalls(admin)
        privileged_calls.install()
        result = Replayer(connection, privileged_calls).run(
            Migration(Path("1_x.sql"), "1_x.sql", "1", "x", TELL + ALWAYS)
        )
        assert result.error is None
        privileged_calls.install_webhooks()
        assert admin.execute(WHO.encode()).fetchall() == []


CATCH = """
CREATE TABLE public.caught (said text);
CREATE FUNCTION public.catch() RETURNS event_trigger LANGUAGE plpgsql AS $$
DECLARE context text;
BEGIN
    IF EXISTS (SELECT FROM public.caught) THEN RETURN; END IF;
    INSERT INTO public.caught VALUES (current_setting('schemasync.pass', true));
    SET log_parameter_max_length_on_error = -1;
    BEGIN PERFORM 1 / 0; EXCEPTION WHEN others THEN GET STACKED DIAGNOSTICS context = PG_EXCEPTION_CONTEXT; END;
    INSERT INTO public.caught VALUES (context);
    BEGIN
        CREATE SUBSCRIPTION mine CONNECTION 'host=127.0.0.1 password=x' PUBLICATION p WITH (connect = false);
    EXCEPTION WHEN feature_not_supported OR insufficient_privilege THEN NULL;
    END;
END $$;
CREATE EVENT TRIGGER catch ON ddl_command_start WHEN TAG IN ('CREATE POLICY', 'CREATE SUBSCRIPTION') EXECUTE FUNCTION public.catch();
ALTER EVENT TRIGGER catch ENABLE ALWAYS;
"""


@pytest.mark.parametrize("statement", [
    "CREATE POLICY p ON storage.objects USING (true)",
    "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 password=x' PUBLICATION p WITH (connect = false, slot_name = NONE)",
])  # fmt: skip
def test_there_is_nothing_to_catch(run: Run, statement: str) -> None:
    """No password of ours is seen by what fires beside our calls, and nothing gets past with them."""
    _, rows = run(
        CATCH, f"{statement};", "DROP SUBSCRIPTION IF EXISTS s;",
        ask="SELECT said FROM public.caught WHERE said ~ 'parameters|[[:alnum:]_-]{32}' UNION ALL SELECT subname FROM pg_subscription WHERE subname = 'mine'",
    )  # fmt: skip
    assert rows == []


def test_a_publication_of_all_tables_hinders_none_of_ours(run: Run) -> None:
    results, _ = run("CREATE PUBLICATION p FOR ALL TABLES;", "CREATE POLICY p ON storage.objects USING (true);")
    assert [result.error for result in results] == [None, None]


def test_names_of_the_project_shadow_nothing_in_privileged_calls(run: Run) -> None:
    traps = "".join(
        f"CREATE FUNCTION public.{name} LANGUAGE plpgsql AS"
        " 'BEGIN INSERT INTO public.told VALUES (current_user); RETURN NULL; END';"
        for name in ("format(text, text) RETURNS text", "quote_ident(text) RETURNS text", "unnest(text[]) RETURNS text",
                     "concat_op(text, text) RETURNS text")
    )  # fmt: skip
    operator = "CREATE OPERATOR public.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = public.concat_op);"
    path = "SET search_path = public, pg_catalog;"
    results, who = run(TELL + traps + operator, path + PRIVILEGED, ask=WHO)
    assert [result.error for result in results] == [None, None]
    assert who == []
