"""A connection that is read again uses prepared statements, and sees the same as one that is read once."""

from __future__ import annotations

from schemasync.core.model import Snapshot
from schemasync.introspect.snapshot import read_snapshot
from tests.plugins.servers import Cluster

CHANGES = """
CREATE SCHEMA app;
CREATE TABLE app.t (id integer PRIMARY KEY, name text COLLATE "C");
CREATE FUNCTION app.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE OPERATOR app.% (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4mod);
COMMENT ON TABLE app.t IS 'read again';
"""


def _facts(snapshot: Snapshot) -> tuple[object, ...]:
    return dict(snapshot.objects), set(snapshot.edges), snapshot.unmodeled, snapshot.casts, snapshot.text_settings


def test_a_first_reading_that_failed(pg15: Cluster) -> None:
    """Its statements stay on the connection, and do not keep the next reading from preparing its own."""
    pg15.create("repeated")
    with pg15.connect("repeated") as connection:
        connection.execute("PREPARE schemasync_read_0 AS SELECT 1")
        assert read_snapshot(connection, repeated=True).database == "repeated"


def test_what_a_prepared_reading_sees(pg: Cluster) -> None:
    """After changes that make PostgreSQL drop its plans, inside their transaction, and once they are rolled back."""
    pg.create("repeated")
    with pg.connect("repeated") as connection, pg.connect("repeated") as other:
        empty = read_snapshot(connection, repeated=True)
        assert _facts(empty) == _facts(read_snapshot(other))
        connection.execute("BEGIN")
        connection.execute(CHANGES.encode())
        inside = read_snapshot(connection, in_transaction=True, repeated=True)
        connection.execute("ROLLBACK")
        assert _facts(read_snapshot(connection, repeated=True)) == _facts(empty)
        other.execute(CHANGES.encode())
        assert dict(inside.objects) == dict(read_snapshot(other).objects) != dict(empty.objects)
        assert _facts(read_snapshot(connection, repeated=True)) == _facts(read_snapshot(other))
        other.execute("ALTER TABLE app.t RENAME TO renamed")  # the row of its comment stays as it was
        assert _facts(read_snapshot(connection, repeated=True)) == _facts(read_snapshot(other))
        prepared = connection.execute("SELECT count(*) FROM pg_prepared_statements").fetchone()
    assert prepared is not None
    assert prepared[0] >= 20
