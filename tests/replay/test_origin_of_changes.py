"""The statement that last changed an object is its origin, whatever kind of change it was."""

from __future__ import annotations

import pytest

from tests.plugins.replays import Replay
from tests.references import reference


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
