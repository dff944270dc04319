"""The connection of a subscription is read where it has no secret, by roles that may read it."""

from __future__ import annotations

import pytest

from schemasync.core.model import Ref
from schemasync.core.sql import literal
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import make_comparable
from schemasync.kinds.replication.subscription import Subscription
from tests.plugins.servers import Cluster

PLAIN = "host=nowhere application_name='it s'"


@pytest.mark.parametrize(
    ("connection", "read"),
    [
        (PLAIN, PLAIN),
        ("postgresql://someone@nowhere/x", "postgresql://someone@nowhere/x"),
        ("host=nowhere password=hidden", None),
        ("host=nowhere passfile=/tmp/x", None),
        ("host=nowhere sslpassword = 'hidden'", None),
        ("postgresql://someone:hidden@nowhere/x", None),
        ("postgresql://someone@nowhere/x?password=hidden", None),
        ("postgresql://someone@nowhere/x?p%61ssword=hidden", None),
    ],
)
def test_secrets_are_not_read(pg: Cluster, connection: str, read: str | None) -> None:
    pg.create("far")
    with pg.connect("far") as session:
        made = f"CREATE SUBSCRIPTION s CONNECTION {literal(connection)} PUBLICATION p WITH (connect = false)"
        session.execute(made.encode())
        found = read_snapshot(session)
        session.execute("SET ROLE corpus_alice")
        theirs = read_snapshot(session)
    pg.drop("far")
    [mine, other] = [snapshot.objects[Ref("subscription", ("s",))] for snapshot in (found, theirs)]
    assert isinstance(mine, Subscription)
    assert isinstance(other, Subscription)
    assert (mine.connection, other.connection) == (read, None)
    assert [dict(side.objects) for side in make_comparable(found, theirs)] == [dict(theirs.objects)] * 2
    assert "hidden" not in repr(found.objects)
