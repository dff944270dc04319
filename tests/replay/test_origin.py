"""Every object's origin is the statement that last defined it, whatever made it."""

from __future__ import annotations

import pytest

from schemasync.kinds import KINDS
from schemasync.replay.origin import catalogs
from tests.plugins.replays import Replay
from tests.plugins.servers import Cluster

EVERY_KIND = """CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad', 'happy');
CREATE TYPE app.pair AS (a int, b text);
CREATE DOMAIN app.positive AS int CONSTRAINT above CHECK (VALUE > 0);
CREATE SEQUENCE app.numbers;
CREATE TABLE app.t (
    id int PRIMARY KEY,
    n int DEFAULT 1 CONSTRAINT small CHECK (n < 10)
);
CREATE INDEX t_n ON app.t (n);
CREATE VIEW app.v AS SELECT id FROM app.t;
CREATE MATERIALIZED VIEW app.m AS SELECT id FROM app.t;
CREATE FUNCTION app.f() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RETURN NEW;
END $$;
CREATE PROCEDURE app.p() LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE app.total (int) (SFUNC = int4pl, STYPE = int);
CREATE TRIGGER g BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION app.f();
CREATE RULE r AS ON DELETE TO app.t DO ALSO NOTHING;
ALTER TABLE app.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY o ON app.t USING (true);
COMMENT ON TABLE app.t IS 'x';
COMMENT ON COLUMN app.t.n IS 'x';
GRANT SELECT ON app.t TO anon;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO anon;
ALTER TABLE app.t REPLICA IDENTITY FULL;
CREATE TABLE app.parted (i int) PARTITION BY LIST (i);
CREATE TABLE app.part PARTITION OF app.parted DEFAULT;
CREATE EXTENSION citext WITH SCHEMA extensions;
CREATE STATISTICS app.st ON id, n FROM app.t;
CREATE PUBLICATION pub FOR TABLE app.t;
GRANT EXECUTE ON FUNCTION app.f() TO anon;
GRANT USAGE ON SCHEMA app TO anon;
"""
WHERE = {
    ("schema", "app"): 1,
    ("enum", "app", "mood"): 2,
    ("composite_type", "app", "pair"): 3,
    ("domain", "app", "positive"): 4,
    ("domain_constraint", "app", "positive", "above"): 4,
    ("sequence", "app", "numbers"): 5,
    ("table", "app", "t"): 6,
    ("column", "app", "t", "id"): 6,
    ("column_default", "app", "t", "n"): 6,
    ("constraint", "app", "t", "t_pkey"): 6,
    ("constraint", "app", "t", "small"): 6,
    ("index", "app", "t_n"): 10,
    ("view", "app", "v"): 11,
    ("materialized_view", "app", "m"): 12,
    ("function", "app", "f", ""): 13,
    ("procedure", "app", "p", ""): 17,
    ("aggregate", "app", "total", "integer"): 18,
    ("trigger", "app", "t", "g"): 19,
    ("rule", "app", "t", "r"): 20,
    ("row_security", "app", "t"): 21,
    ("policy", "app", "t", "o"): 22,
    ("comment", "table", "app", "t"): 23,
    ("comment", "column", "app", "t", "n"): 24,
    ("grant", "table", "app", "t", "anon"): 25,
    ("replica_identity", "app", "t"): 27,
    ("table", "app", "parted"): 28,
    ("table", "app", "part"): 29,
    ("extension", "citext"): 30,
    ("grant", "function", "app", "f", "", "anon"): 33,
    ("grant", "schema", "app", "anon"): 34,
}


def test_every_kind(replayed: Replay) -> None:
    done = replayed("SELECT 1;", EVERY_KIND)
    assert done.results[1].error is None
    found = {path: done.origin(*path) for path in WHERE}
    assert found == {path: f"2:{line}" for path, line in WHERE.items()}
    later = {("statistics", "app", "st"): "2:31", ("publication", "pub"): "2:32"}
    for ref, origin in done.origins.items():
        wanted = later.get(ref)
        assert wanted in (None, f"{origin.file[0]}:{origin.line}"), str(ref)


def test_nothing_of_the_project_is_without_origin(replayed: Replay) -> None:
    done = replayed(EVERY_KIND)
    mine = [ref for ref in done.snapshot.objects if "app" in ref.subject.path[:2]]
    assert len(mine) > 40
    assert not [str(ref) for ref in mine if ref not in done.origins]


def test_nothing_of_the_platform_has_one(replayed: Replay) -> None:
    done = replayed("CREATE TABLE a (i int);")
    assert [ref.path for ref in done.origins if ref.kind == "table"] == [("public", "a")]
    assert not [str(ref) for ref in done.origins if {"auth", "storage", "realtime"} & set(ref.subject.path)]


def test_dynamic_sql_in_a_loop(replayed: Replay) -> None:
    done = replayed(
        "SELECT 1;\n"
        "DO $$\nDECLARE n int;\nBEGIN\n  FOR n IN 1..3 LOOP\n"
        "    EXECUTE format('CREATE TABLE %I (id int PRIMARY KEY)', 'part_' || n);\n"
        "    EXECUTE format('CREATE POLICY %I ON %I USING (true)', 'pol_' || n, 'part_' || n);\n"
        "    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', 'part_' || n);\n"
        "    EXECUTE format('GRANT SELECT ON %I TO anon', 'part_' || n);\n"
        "    EXECUTE format('COMMENT ON TABLE %I IS %L', 'part_' || n, 'it''s');\n"
        "  END LOOP;\nEND $$;\n"
        "CREATE TABLE after_it ();"
    )
    for n in "123":
        table = ("public", f"part_{n}")
        assert done.origin("table", *table) == "1:2"
        assert done.origin("column", *table, "id") == "1:2"
        assert done.origin("policy", *table, f"pol_{n}") == "1:2"
        assert done.origin("row_security", *table) == "1:2"
        assert done.origin("comment", "table", *table) == "1:2"
        assert done.origin("constraint", *table, f"part_{n}_pkey") == "1:2"
    assert done.origin("table", "public", "after_it") == "1:13"


def test_exception_blocks(replayed: Replay) -> None:
    """Subtransactions within a statement have numbers of their own, and rolled back ones leave gaps."""
    done = replayed(
        "DO $$ BEGIN\n  BEGIN CREATE TABLE a (); RAISE 'x'; EXCEPTION WHEN OTHERS THEN NULL; END;\n"
        "  BEGIN CREATE TABLE b (); EXCEPTION WHEN OTHERS THEN NULL; END;\nEND $$;\nCREATE TABLE c ();",
        "CREATE TABLE d ();",
    )
    assert [done.origin("table", "public", name) for name in "bcd"] == ["1:1", "1:5", "2:1"]


def test_function_of_an_earlier_file(replayed: Replay) -> None:
    done = replayed(
        "CREATE FUNCTION make(name text) RETURNS void LANGUAGE plpgsql AS $$\n"
        "BEGIN EXECUTE format('CREATE TABLE %I (i int)', name); END $$;",
        "SELECT 1;\nSELECT make('a');\nSELECT make('b');",
    )
    assert done.origin("function", "public", "make", "text") == "1:1"
    assert [done.origin("table", "public", name) for name in "ab"] == ["2:2", "2:3"]


def test_outside_a_transaction(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE t (i int);",
        "CREATE TABLE a ();\nCREATE INDEX CONCURRENTLY ti ON t (i);\nCREATE TABLE b ();\nVACUUM t;\nCREATE TABLE c ();",
    )
    assert done.origin("index", "public", "ti") == "2:2"
    assert [done.origin("table", "public", name) for name in "abc"] == ["2:1", "2:3", "2:5"]


def test_own_transactions(replayed: Replay) -> None:
    done = replayed("BEGIN;\nCREATE TABLE a (i int);\nALTER TABLE a ADD j int;\nCOMMIT;\nCREATE TABLE b ();\nBEGIN;\nCREATE TABLE c ();\nEND;",
                    "BEGIN;\nSAVEPOINT s;\nCREATE TABLE d ();\nROLLBACK TO s;\nCREATE TABLE e ();\nCOMMIT;")  # fmt: skip
    found = {name: done.origin("table", "public", name) for name in "abce"}
    assert found == {"a": "1:2", "b": "1:5", "c": "1:7", "e": "2:5"}
    assert done.origin("column", "public", "a", "j") == "1:3"


def test_without_transaction(replayed: Replay) -> None:
    done = replayed("-- pg-delta: transaction=false\nCREATE TABLE a ();\nCREATE TABLE b ();")
    assert [done.origin("table", "public", name) for name in "ab"] == ["1:2", "1:3"]


def test_failed_files_leave_no_origin(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE t (i int);",
        "ALTER TABLE t ADD j int;\nALTER TABLE t ALTER i SET DEFAULT 1;\nSELECT 1/0;",
        "ALTER TABLE t ADD j int;",
    )
    assert done.origin("column", "public", "t", "i") == "1:1"
    assert done.origin("column", "public", "t", "j") == "3:1"


def test_what_the_project_does_to_the_platform(replayed: Replay) -> None:
    done = replayed(
        "SELECT 1;\nCREATE POLICY p ON storage.objects USING (true);\n"
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n"
        "CREATE TRIGGER g AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION f();\n"
        "COMMENT ON POLICY p ON storage.objects IS 'x';",
        "ALTER POLICY p ON storage.objects USING (false);",
    )
    assert done.origin("policy", "storage", "objects", "p") == "2:1"
    assert done.origin("trigger", "auth", "users", "g") == "1:4"
    assert done.origin("comment", "policy", "storage", "objects", "p") == "1:5"


@pytest.mark.parametrize("sql", ["CREATE TABLE t (i int);", "BEGIN;CREATE TABLE t (i int);COMMIT;"])
def test_foreign_keys_and_later_constraints(replayed: Replay, sql: str) -> None:
    done = replayed("CREATE TABLE u (id int PRIMARY KEY);", sql, "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (i) REFERENCES u;",
                    "ALTER TABLE t VALIDATE CONSTRAINT fk;\nALTER TABLE t ADD CONSTRAINT c CHECK (i > 0);")  # fmt: skip
    assert done.origin("constraint", "public", "t", "fk") == "3:1"
    assert done.origin("constraint", "public", "t", "c") == "4:2"
    assert done.origin("constraint", "public", "u", "u_pkey") == "1:1"
    assert done.origin("table", "public", "t") == "2:1"


def test_what_guards_a_policy_is_no_migration_s(replayed: Replay) -> None:
    shadow = replayed("CREATE POLICY p ON storage.objects USING (true);")
    assert shadow.origin("policy", "storage", "objects", "p") == "1:1"
    assert [ref for ref in shadow.origins if ref.kind == "event_trigger"] == []


def test_a_user_mapping_and_its_server(replayed: Replay) -> None:
    done = replayed(
        "CREATE FOREIGN DATA WRAPPER w;\nCREATE SERVER s FOREIGN DATA WRAPPER w;\nCREATE USER MAPPING FOR anon SERVER s;"
    )
    assert done.results[0].error is None
    assert done.origin("foreign_server", "s") == "1:2"
    assert done.origin("user_mapping", "s", "anon") == "1:3"


def test_the_catalog_of_every_kind_is_read(pg15: Cluster) -> None:
    """Kinds whose objects only a superuser creates (transforms, access methods, text search parsers) have origins, too."""
    with pg15.connect() as connection:
        read = {catalog.classid for catalog in catalogs(connection)}
    assert read == {kind.catalog.oid for kind in KINDS.values() if kind.catalog.oid}
