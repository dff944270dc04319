"""What no kind claims is listed with its reason."""

from __future__ import annotations

from schemasync.introspect.snapshot import read_snapshot
from tests.plugins.servers import Cluster

SQL = """
SELECT lo_create(77);
CREATE TABLE labelled ();
SET allow_system_table_mods = on;
INSERT INTO pg_seclabel VALUES ('labelled'::regclass, 'pg_class'::regclass, 0, 'provider', 'secret');
GRANT SET ON PARAMETER log_statement TO corpus_alice;
"""


def test_every_unseen_thing_is_listed(pg: Cluster) -> None:
    pg.create("unseen")
    with pg.connect("unseen") as connection:
        connection.execute(SQL.encode())
        found = {item.description: item.reason for item in read_snapshot(connection).unmodeled}
        connection.execute("REVOKE SET ON PARAMETER log_statement FROM corpus_alice")
    pg.drop("unseen")
    assert found == {
        "large object 77": "large objects are data",
        "security label of table public.labelled": "labels belong to the provider that set them",
        "privileges on the parameter log_statement": "they hold for all databases of the server",
    }
