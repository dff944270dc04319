"""A database whose encoding checks nothing may hold texts that are not UTF-8; PostgreSQL refuses to send them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from schemasync.core.errors import IntrospectionError
from schemasync.introspect.snapshot import read_snapshot
from schemasync.migrations.history import read_history
from tests.plugins.servers import Cluster

NAME = "bytes"
HISTORY = (
    "CREATE SCHEMA supabase_migrations;"
    "CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text)"
)


@pytest.fixture
def unchecked(pg15: Cluster) -> Iterator[Cluster]:
    with pg15.connect() as session:
        session.execute(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'")
    yield pg15
    pg15.drop(NAME)


def connect(cluster: Cluster, encoding: str = "UTF8") -> psycopg.Connection[Any]:
    return psycopg.connect(cluster.conninfo(NAME), autocommit=True, prepare_threshold=None, client_encoding=encoding)


def run(cluster: Cluster, statement: bytes) -> None:
    with connect(cluster, "SQL_ASCII") as session:
        session.execute(statement)


@pytest.mark.integration
@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (b"CREATE TABLE public.t (i int); COMMENT ON TABLE public.t IS E'a\\xff\\xfeb'", "comment"),
        (b'CREATE TABLE public."n\xff\xfe" (i int)', "column"),
        (b"CREATE FUNCTION public.f() RETURNS text LANGUAGE sql AS 'SELECT ''\xff\xfe'''", "function"),
        (b"CREATE TYPE public.e AS ENUM ('\xff')", "enum"),
    ],
    ids=("comment", "name", "body", "label"),
)
def test_a_text_that_is_not_utf8_is_told_as_that(unchecked: Cluster, statement: bytes, kind: str) -> None:
    run(unchecked, statement)
    with connect(unchecked) as session, pytest.raises(IntrospectionError) as caught:
        read_snapshot(session)
    assert caught.value.message == f"the catalogs hold a text that is not valid UTF-8 ({kind})"
    assert "SQL_ASCII" in caught.value.hint


@pytest.mark.integration
def test_in_the_history(unchecked: Cluster) -> None:
    run(unchecked, HISTORY.encode())
    run(unchecked, b"INSERT INTO supabase_migrations.schema_migrations VALUES ('2', NULL, E'\\xfe')")
    with connect(unchecked) as session:
        assert read_history(session).reason.endswith("holds a text that is not valid UTF-8")
