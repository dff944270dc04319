"""Every object's origin is the statement that last defined it, whatever made it."""

from __future__ import annotations

import pytest

from schemasync.kinds import KINDS
from schemasync.replay.origin import catalogs
from tests.plugins.replays import Replay
from tests.plugins.servers import Cluster
from tests.references import reference

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


@pytest.mark.xfail(reason="a rewrite of the table writes the rows of other columns too", strict=True)
def test_columns_added_later(replayed: Replay) -> None:
    done = replayed("CREATE TABLE t (a int, b int);", "SELECT 1;\nALTER TABLE t ADD COLUMN c int DEFAULT 3;",
                    "ALTER TABLE t ALTER b TYPE bigint;", "ALTER TABLE t ALTER a SET NOT NULL, ADD d text;")  # fmt: skip
    assert [done.origin("column", "public", "t", name) for name in "abcd"] == ["4:1", "3:1", "2:2", "4:1"]
    assert done.origin("column_default", "public", "t", "c") == "2:2"
    assert done.origin("table", "public", "t") == "1:1"


def test_defaults_changed(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE t (a int DEFAULT 1, b int);",
        "ALTER TABLE t ALTER a SET DEFAULT 2;\nALTER TABLE t ALTER b SET DEFAULT 3;",
    )
    assert done.origin("column_default", "public", "t", "a") == "2:1"
    assert done.origin("column_default", "public", "t", "b") == "2:2"


def test_functions_redefined_altered_and_granted(replayed: Replay) -> None:
    base = "CREATE FUNCTION {}() RETURNS int LANGUAGE sql AS 'SELECT 1';"
    done = replayed(
        "\n".join(map(base.format, ("replaced", "altered", "granted", "revoked", "commented"))),
        "CREATE OR REPLACE FUNCTION replaced() RETURNS int LANGUAGE sql AS 'SELECT 2';\n"
        "ALTER FUNCTION altered() SECURITY DEFINER;\n"
        "GRANT EXECUTE ON FUNCTION granted() TO anon;\n"
        "REVOKE EXECUTE ON FUNCTION revoked() FROM PUBLIC, anon;\n"
        "COMMENT ON FUNCTION commented() IS 'x';",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO service_role;",
    )
    found = {
        name: done.origin("function", "public", name, "")
        for name in ("replaced", "altered", "granted", "revoked", "commented")
    }
    assert found == {"replaced": "2:1", "altered": "2:2", "granted": "1:3", "revoked": "1:4", "commented": "1:5"}
    assert done.origin("comment", "function", "public", "commented", "") == "2:5"


def test_grants_leave_everything_else_alone(replayed: Replay) -> None:
    done = replayed(
        "CREATE SCHEMA s;\nCREATE TABLE s.t (a int, b int);\nCREATE VIEW s.v AS SELECT 1 AS one;\nCREATE SEQUENCE s.q;\n"
        "CREATE TYPE s.e AS ENUM ('a');\nCREATE DOMAIN s.d AS int;\nCREATE MATERIALIZED VIEW s.m AS SELECT 1 AS one;",
        "GRANT USAGE ON SCHEMA s TO anon;\nGRANT ALL ON ALL TABLES IN SCHEMA s TO anon;\nGRANT ALL ON SEQUENCE s.q TO anon;\n"
        "GRANT USAGE ON TYPE s.e TO anon;\nGRANT USAGE ON DOMAIN s.d TO anon;\nGRANT UPDATE (a) ON s.t TO authenticated;",
    )
    wanted = {("schema", "s"): 1, ("table", "s", "t"): 2, ("view", "s", "v"): 3, ("sequence", "s", "q"): 4,
              ("enum", "s", "e"): 5, ("domain", "s", "d"): 6, ("materialized_view", "s", "m"): 7, ("column", "s", "t", "b"): 2}  # fmt: skip
    assert {path: done.origin(*path) for path in wanted} == {path: f"1:{line}" for path, line in wanted.items()}
    assert done.origin("grant", "table", "s", "t", "anon") == "2:2"
    assert done.origin("grant", "sequence", "s", "q", "anon") == "2:3"
    assert done.origin("grant", "enum", "s", "e", "anon") == "2:4"
    assert done.origin("column", "s", "t", "a") == "1:2"


def test_row_security_turned_on_later(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE a ();\nCREATE TABLE b ();\nCREATE TABLE c (i int);",
        "ALTER TABLE a ENABLE ROW LEVEL SECURITY;",
        "ALTER TABLE a FORCE ROW LEVEL SECURITY;\nALTER TABLE b ENABLE ROW LEVEL SECURITY;\nALTER TABLE a ADD COLUMN x int;",
    )
    assert done.origin("row_security", "public", "a") == "3:1"
    assert done.origin("row_security", "public", "b") == "3:2"
    assert done.origin("table", "public", "a") == "1:1"


def test_row_security_turned_off(replayed: Replay) -> None:
    """The statement that switches it off is its origin, not a later one; a table that never had it has none."""
    done = replayed(
        "CREATE TABLE a ();\nCREATE TABLE b ();\nALTER TABLE a ENABLE ROW LEVEL SECURITY;",
        "ALTER TABLE b ADD COLUMN x int;\nALTER TABLE a DISABLE ROW LEVEL SECURITY;\nGRANT ALL ON a TO anon;",
    )
    lines = {table: done.origins.get(reference("row_security", "public", table)) for table in "ab"}
    assert lines["a"] is not None
    assert lines["a"].line == 2
    assert lines["b"] is None


def test_policies_and_triggers_altered(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE t (i int);\nCREATE POLICY a ON t USING (true);\nCREATE POLICY b ON t USING (true);\n"
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n"
        "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();\n"
        "CREATE TRIGGER y BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
        "ALTER POLICY a ON t USING (false);\nALTER TABLE t DISABLE TRIGGER x;",
    )
    assert [done.origin("policy", "public", "t", name) for name in "ab"] == ["2:1", "1:3"]
    assert [done.origin("trigger", "public", "t", name) for name in "xy"] == ["2:2", "1:6"]


def test_comments(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE t (i int);\nCOMMENT ON TABLE t IS 'a';\nCOMMENT ON COLUMN t.i IS 'a';",
        "COMMENT ON TABLE t IS 'b';",
    )
    assert done.origin("comment", "table", "public", "t") == "2:1"
    assert done.origin("comment", "column", "public", "t", "i") == "1:3"
    assert done.origin("table", "public", "t") == "1:1"


def test_views_redefined(replayed: Replay) -> None:
    done = replayed(
        "CREATE VIEW v AS SELECT 1 AS a;\nCREATE VIEW w AS SELECT 1 AS a;", "CREATE OR REPLACE VIEW v AS SELECT 2 AS a;"
    )
    assert [done.origin("view", "public", name) for name in "vw"] == ["2:1", "1:2"]


def test_views_altered(replayed: Replay) -> None:
    done = replayed("CREATE VIEW v AS SELECT 1 AS a;", "SELECT 1;\nALTER VIEW v SET (security_invoker = true);")
    assert done.origin("view", "public", "v") == "2:2"


def test_renamed_objects(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE old (i int);\nCREATE INDEX oi ON old (i);",
        "ALTER TABLE old RENAME TO new;\nALTER INDEX oi RENAME TO ni;\nALTER TABLE new RENAME i TO j;",
    )
    assert done.origin("column", "public", "new", "j") == "2:3"
    assert done.origin("index", "public", "ni") in ("2:2", "1:2")
    assert done.origin("table", "public", "new") in ("2:1", "1:1")


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


def test_enum_values_added(replayed: Replay) -> None:
    done = replayed(
        "CREATE TYPE e AS ENUM ('a');\nCREATE TYPE f AS ENUM ('a');",
        "ALTER TYPE e ADD VALUE 'b';",
        "ALTER TYPE f OWNER TO postgres;",
    )
    assert [done.origin("enum", "public", name) for name in "ef"] == ["2:1", "1:2"]


def test_dropped_and_made_again(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE t (i int);\nCREATE POLICY p ON t USING (true);\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
        "DROP TABLE t;\nCREATE TABLE t (i int);\nCREATE POLICY p ON t USING (true);\nDROP FUNCTION f();\n"
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
    )
    assert done.origin("table", "public", "t") == "2:2"
    assert done.origin("column", "public", "t", "i") == "2:2"
    assert done.origin("policy", "public", "t", "p") == "2:3"
    assert done.origin("function", "public", "f", "") == "2:5"


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
