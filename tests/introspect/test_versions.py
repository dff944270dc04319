"""Snapshots of two majors: what the older server cannot have is no difference."""

from __future__ import annotations

from schemasync.core.compare import compare
from schemasync.core.model import Snapshot
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import make_comparable
from tests.plugins.servers import Cluster

BOTH = "CREATE TABLE public.t (id integer); GRANT pg_monitor TO corpus_bob; GRANT SELECT ON public.t TO pg_monitor;"
NEWER = """
GRANT pg_create_subscription, pg_use_reserved_connections TO corpus_bob;
GRANT SELECT ON public.t TO pg_maintain;
CREATE POLICY p ON public.t TO pg_maintain;
"""
"""Statements that name roles of 16 and 17; the platform itself makes `postgres` a member of one."""
UNDO = "REVOKE pg_monitor FROM corpus_bob;"
UNDO_NEWER = "REVOKE pg_create_subscription, pg_use_reserved_connections FROM corpus_bob;"


def _read(cluster: Cluster, made: str, undone: str) -> Snapshot:
    cluster.create("versions")
    with cluster.connect("versions") as session:
        session.execute(made.encode())
        try:
            return read_snapshot(session)
        finally:
            session.execute(b"DROP TABLE public.t")
            session.execute(undone.encode())


def test_roles_that_only_the_newer_server_has(pg15: Cluster, pg18: Cluster) -> None:
    older, newer = _read(pg15, BOTH, UNDO), _read(pg18, BOTH + NEWER, UNDO + UNDO_NEWER)
    for one, other in ((older, newer), (newer, older)):
        assert compare(*make_comparable(one, other)) == ()
    for cluster in (pg15, pg18):
        cluster.drop("versions")
