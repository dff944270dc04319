"""Objects that no kind reads are listed as not compared, with a reason."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest

from schemasync.introspect import queries, rows, snapshot, unmodeled
from schemasync.introspect.snapshot import read_snapshot
from schemasync.kinds import KINDS
from tests.plugins.servers import Cluster

CORPUS = Path(__file__).parents[1] / "corpus"
SQL = """
SELECT lo_create(77);
CREATE TABLE labelled ();
SET allow_system_table_mods = on;
INSERT INTO pg_seclabel VALUES ('labelled'::regclass, 'pg_class'::regclass, 0, 'provider', 'secret');
GRANT SET ON PARAMETER log_statement TO corpus_alice;
ALTER DATABASE unseen SET work_mem = '5MB';
ALTER ROLE corpus_bob IN DATABASE unseen SET app.token = 'secret';
CREATE FOREIGN DATA WRAPPER plain;
CREATE SERVER far FOREIGN DATA WRAPPER plain;
CREATE USER MAPPING FOR corpus_alice SERVER far OPTIONS (user 'a', password 'secret');
CREATE USER MAPPING FOR corpus_bob SERVER far OPTIONS (user 'b');
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
        "secrets of 1 user mapping": "secrets are never read",
        "the value of the setting app.token of role corpus_bob": "it may be a secret, which is never read",
    }


def test_every_catalog_of_the_server_is_probed_or_explained(pg: Cluster) -> None:
    """The server's own list: a catalog whose rows have OIDs of their own."""
    query = """SELECT c.relname::text, c.oid::int FROM pg_class c
        WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND EXISTS (
            SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'oid' AND a.attnum > 0)"""
    with pg.connect() as connection:
        server = dict(connection.execute(query).fetchall())
    explained = {*unmodeled.PARTS, *unmodeled.SHARED}
    probed = {probe.oid for probe in unmodeled.CATALOGS}
    assert {name for name, oid in server.items() if oid not in probed} <= explained
    assert not {name for name in explained if server.get(name) in probed}


def test_a_catalog_that_is_not_known_is_reported(pg: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its probe, a conversion stands for an object of a future major's catalog."""
    known = tuple(probe for probe in unmodeled.CATALOGS if probe.catalog != "pg_conversion")
    monkeypatch.setattr(unmodeled, "CATALOGS", known)
    queries.queries.cache_clear()
    pg.create("unseen")
    try:
        with pg.connect("unseen") as connection:
            connection.execute("CREATE CONVERSION mine FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1")
            found = {item.description: item.reason for item in read_snapshot(connection).unmodeled}
    finally:
        queries.queries.cache_clear()
        pg.drop("unseen")
    reason = f"PostgreSQL {pg.major} keeps it in pg_conversion, which this version of schemasync does not know"
    assert found == {"conversion public.mine": reason}


OBJECTS = {
    "access_method": "CREATE ACCESS METHOD mine TYPE TABLE HANDLER heap_tableam_handler",
    "aggregate": "CREATE AGGREGATE total (int) (SFUNC = int4pl, STYPE = int)",
    "base_type": "CREATE TYPE mine; CREATE FUNCTION i(cstring) RETURNS mine IMMUTABLE STRICT LANGUAGE internal AS 'int4in';"
    "CREATE FUNCTION o(mine) RETURNS cstring IMMUTABLE STRICT LANGUAGE internal AS 'int4out';"
    "CREATE TYPE mine (INPUT = i, OUTPUT = o, LIKE = int4)",
    "cast": "CREATE TYPE pair AS (a int); CREATE CAST (pair AS text) WITH INOUT",
    "collation": "CREATE COLLATION mine (LOCALE = 'C')",
    "column_default": "CREATE TABLE t (i int DEFAULT 1)",
    "composite_type": "CREATE TYPE pair AS (a int)",
    "constraint": "CREATE TABLE t (i int CHECK (i > 0))",
    "conversion": "CREATE CONVERSION mine FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1",
    "default_privilege": "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO corpus_alice",
    "domain": "CREATE DOMAIN mine AS int",
    "domain_constraint": "CREATE DOMAIN mine AS int CHECK (VALUE > 0)",
    "enum": "CREATE TYPE mine AS ENUM ('a')",
    "event_trigger": "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
    "CREATE EVENT TRIGGER mine ON ddl_command_end EXECUTE FUNCTION f()",
    "extension": "CREATE EXTENSION pg_trgm",
    "foreign_data_wrapper": "CREATE FOREIGN DATA WRAPPER mine",
    "foreign_server": "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER mine FOREIGN DATA WRAPPER w",
    "foreign_table": "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
    "CREATE FOREIGN TABLE mine (i int) SERVER s",
    "function": "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "index": "CREATE TABLE t (i int); CREATE INDEX mine ON t (i)",
    "language": "CREATE LANGUAGE mine HANDLER plpgsql_call_handler",
    "materialized_view": "CREATE MATERIALIZED VIEW mine AS SELECT 1 AS i",
    "operator": "CREATE OPERATOR public.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)",
    "operator_class": "CREATE OPERATOR CLASS mine FOR TYPE int USING hash AS OPERATOR 1 =, FUNCTION 1 hashint4(int)",
    "operator_family": "CREATE OPERATOR FAMILY mine USING btree",
    "policy": "CREATE TABLE t (); CREATE POLICY mine ON t USING (true)",
    "procedure": "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'",
    "publication": "CREATE PUBLICATION mine",
    "publication_schema": "CREATE PUBLICATION p FOR TABLES IN SCHEMA public",
    "publication_table": "CREATE TABLE t (); CREATE PUBLICATION p FOR TABLE t",
    "range": "CREATE TYPE mine AS RANGE (SUBTYPE = int)",
    "rule": "CREATE TABLE t (i int); CREATE RULE mine AS ON INSERT TO t DO ALSO NOTHING",
    "schema": "CREATE SCHEMA mine",
    "sequence": "CREATE SEQUENCE mine",
    "statistics": "CREATE TABLE t (i int, j int); CREATE STATISTICS mine ON i, j FROM t",
    "subscription": "CREATE SUBSCRIPTION mine CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE)",
    "table": "CREATE TABLE t ()",
    "text_search_configuration": 'CREATE TEXT SEARCH CONFIGURATION mine (PARSER = "default")',
    "text_search_dictionary": "CREATE TEXT SEARCH DICTIONARY mine (TEMPLATE = simple)",
    "text_search_parser": "CREATE TEXT SEARCH PARSER mine (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end,"
    " LEXTYPES = prsd_lextype)",
    "text_search_template": "CREATE TEXT SEARCH TEMPLATE mine (LEXIZE = dsimple_lexize)",
    "transform": "CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))",
    "trigger": "CREATE TABLE t (); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END';"
    "CREATE TRIGGER mine BEFORE INSERT ON t EXECUTE FUNCTION f()",
    "user_mapping": "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
    "CREATE USER MAPPING FOR corpus_alice SERVER s",
    "view": "CREATE VIEW v AS SELECT 1 AS i",
}
"""One object of every kind that has rows of its own in a catalog."""
COLUMN = {"column"}
"""Kinds whose objects are sub-objects (`objsubid`): without their kind the tables are still compared."""


def test_there_is_an_object_for_each_kind_with_a_catalog() -> None:
    """Of a catalog of the database: those of the server have a probe in no database."""
    of_database = {name for name, kind in KINDS.items() if kind.catalog.oid and not kind.catalog.server_wide}
    assert set(OBJECTS) | COLUMN == of_database


@pytest.mark.parametrize("kind", OBJECTS)
def test_objects_of_a_kind_that_is_missing_are_named(pg18: Cluster, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pg18.create("unseen")
    with pg18.connect("unseen") as connection:
        connection.execute(OBJECTS[kind].encode())
        whole = read_snapshot(connection)
        rest = MappingProxyType({name: value for name, value in KINDS.items() if name != kind})
        for module in (queries, rows, snapshot, unmodeled):
            monkeypatch.setattr(module, "KINDS", rest)
        queries.queries.cache_clear()
        try:
            found = read_snapshot(connection).unmodeled
        finally:
            queries.queries.cache_clear()
    pg18.drop("unseen")
    assert not whole.unmodeled
    missing = [ref for ref, address in whole.addresses.items() if ref.kind == kind and address.objid >= 16384]
    assert missing
    assert {item.reason for item in found} == {unmodeled.NOT_MODELED}
    assert len(found) >= len(missing)
