"""A statement of a plan that does not end costs its problem a proof, and nothing else: the project's code can run in it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from schemasync.core.errors import ProofError
from schemasync.core.model import Ref
from schemasync.core.plan import Plan, Statement
from schemasync.core.sql import Sql
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.prove.executor import execute, execute_leniently
from schemasync.supautils.privileged_calls import PrivilegedCalls

BOUND = 0.5
BODIES = {
    "sleeps": "LANGUAGE plpgsql AS $$ BEGIN LOOP PERFORM pg_sleep(1); END LOOP; END $$",
    "catches": "LANGUAGE plpgsql AS $$ BEGIN LOOP BEGIN PERFORM pg_sleep(1);"
    " EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$",
    "ignores": f"LANGUAGE sql AS $$ SELECT ({', '.join(['sqrt(3e131000)'] * 200)}) IS NULL $$",
}
REF = Ref("materialized_view", ("public", "m"))


@pytest.fixture(scope="module")
def server() -> Iterator[ShadowServer]:
    with embedded() as running:
        with running.connect(role=ADMIN) as admin:
            PrivilegedCalls(admin).install()
        with running.connect() as connection:
            for name, body in BODIES.items():
                connection.execute(f"CREATE FUNCTION public.{name}() RETURNS boolean {body}".encode())
        yield running


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"SECONDS": BOUND, "PATIENCE": BOUND, "ALL_SECONDS": 60.0, "_SPENT": {}}.items():
        monkeypatch.setattr(f"schemasync.prove.statement_limit.{name}", value)


def plan(*texts: str) -> Plan:
    return Plan(tuple(Statement(Sql(text), REF, "create", (REF,)) for text in texts))


def run(server: ShadowServer, connection: psycopg.Connection[tuple[object, ...]], script: Plan) -> None:
    with server.connect(role=ADMIN) as admin:
        privileged_calls = PrivilegedCalls(admin)
    execute(connection, script, privileged_calls)


@pytest.mark.parametrize("name", BODIES)
def test_a_statement_that_does_not_end(server: ShadowServer, name: str) -> None:
    """The session serves the next plan, whether the server process was asked to end or killed."""
    with server.connect(ours=True) as connection:
        with pytest.raises(ProofError, match=r"^it ran for 0\.5 seconds on a copy without rows") as caught:
            run(server, connection, plan(f"CREATE MATERIALIZED VIEW public.m AS SELECT public.{name}()"))
        assert caught.value.refs[0] == REF
        run(server, connection, plan("CREATE TABLE public.other ()", "DROP TABLE public.other"))
        assert connection.execute("SELECT current_user, to_regclass('public.m')").fetchone() == ("postgres", None)


def test_those_that_may_be_refused(server: ShadowServer) -> None:
    with server.connect(role=ADMIN) as admin:
        privileged_calls = PrivilegedCalls(admin)
    with server.connect(ours=True) as connection:
        for name in BODIES:
            connection.execute(b"BEGIN")
            execute_leniently(
                connection, plan(f"CREATE MATERIALIZED VIEW public.m AS SELECT public.{name}()"), privileged_calls
            )
            connection.execute(b"ROLLBACK")
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_all_together(server: ShadowServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """An event trigger that does not end would stop each statement of each plan."""
    monkeypatch.setattr("schemasync.prove.statement_limit.ALL_SECONDS", BOUND)
    with server.connect(ours=True) as connection:
        for message in ("it ran for", "not tried, as other statements ran"):
            with pytest.raises(ProofError, match=message):
                run(server, connection, plan("CREATE MATERIALIZED VIEW public.m AS SELECT public.sleeps()"))
