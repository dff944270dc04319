"""An object that is dropped while the catalogs are read: PostgreSQL prints no definition of it, and reads its row all the same."""

from __future__ import annotations

import pytest

from schemasync.core.errors import ConcurrentChangeError
from schemasync.introspect.snapshot import read_snapshot
from tests.plugins.servers import Cluster

NAME = "meanwhile"


@pytest.mark.parametrize(
    ("made", "dropped"),
    [
        ("CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "DROP FUNCTION public.f()"),
        ("CREATE VIEW public.v AS SELECT 1 AS a", "DROP VIEW public.v"),
        ("CREATE MATERIALIZED VIEW public.m AS SELECT 1 AS a", "DROP MATERIALIZED VIEW public.m"),
        ("CREATE TABLE public.t (i int); CREATE INDEX x ON public.t (i)", "DROP INDEX public.x"),
    ],
)
def test_the_reading_is_repeated(pg18: Cluster, made: str, dropped: str) -> None:
    pg18.create(NAME)
    with pg18.connect(NAME) as reader, pg18.connect(NAME) as other:
        other.execute(made.encode())
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        reader.execute("SELECT count(*) FROM pg_catalog.pg_class")
        other.execute(dropped.encode())
        with pytest.raises(ConcurrentChangeError):
            read_snapshot(reader, in_transaction=True)
    pg18.drop(NAME)
