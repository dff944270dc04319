"""Plans of a role that is no superuser, run by that role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from schemasync.core.compare import compare
from schemasync.core.sql import ident
from schemasync.introspect.snapshot import read_snapshot
from schemasync.plan.build import build
from schemasync.prove.executor import execute
from tests.plugins.servers import Cluster

CORPUS = Path(__file__).parents[1] / "corpus"
ROLE = "plan_owner"


@pytest.fixture(scope="module")
def owner(pg18: Cluster) -> Iterator[str]:
    """A plain role; its databases are dropped with it."""
    with pg18.connect() as admin:
        admin.execute(f"CREATE ROLE {ROLE} LOGIN".encode())
        yield ROLE
        for name in ("owned_a", "owned_b"):
            pg18.drop(name)
        admin.execute(f"DROP ROLE {ROLE}".encode())


@pytest.mark.parametrize("direction", ["ab", "ba"])
@pytest.mark.parametrize("case", ["change_under_dependents", "change_shared_and_rebuilt"])
def test_a_range_in_use_changes_without_a_superuser(case: str, direction: str, pg18: Cluster, owner: str) -> None:
    """Its constructors belong to the bootstrap superuser, so they cannot be renamed."""
    states = []
    for side in direction:
        name = f"owned_{side}"
        pg18.create(name)
        with pg18.connect() as admin:
            admin.execute(f"ALTER DATABASE {ident(name)} OWNER TO {owner}".encode())
        with psycopg.connect(pg18.conninfo(name), autocommit=True, user=owner) as connection:
            connection.execute((CORPUS / "range" / case / f"{side}.sql").read_bytes())
            connection.execute("RESET ALL")
            states.append(read_snapshot(connection))
    start = f"owned_{direction[0]}"
    with psycopg.connect(pg18.conninfo(start), autocommit=True, user=owner) as connection:
        query = (CORPUS / "range" / case / "a.sql").read_bytes().partition(b"-- keeps: ")[2].partition(b"\n")[0]
        rows = connection.execute(query).fetchall()
        execute(connection, build(*states))
        assert compare(read_snapshot(connection), states[1]) == ()
        assert connection.execute(query).fetchall() == rows != []


HOOK = """
CREATE FUNCTION public.secure() RETURNS event_trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
  FOR r IN SELECT * FROM pg_event_trigger_ddl_commands() WHERE object_type = 'table' LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', r.object_identity);
  END LOOP;
END $$;
CREATE EVENT TRIGGER secure ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.secure();
"""
TABLES = """
CREATE TABLE public.secret (id integer);
CREATE TABLE public.lookup (code text);
ALTER TABLE public.lookup DISABLE ROW LEVEL SECURITY;
"""


def test_a_plan_says_that_a_new_table_has_no_row_security(pg18: Cluster) -> None:
    """An event trigger switches it on for each new table."""
    states = []
    for name, text in (("hook_a", HOOK), ("hook_b", HOOK + TABLES)):
        pg18.create(name)
        with pg18.connect(name) as connection:
            connection.execute(text.encode())
            states.append(read_snapshot(connection))
    with pg18.connect("hook_a") as connection:
        execute(connection, build(*states))
        assert compare(read_snapshot(connection), states[1]) == ()
