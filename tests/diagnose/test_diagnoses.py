"""Diagnoses of objects of another kind, of syntax errors and of messages, each case once seen in a public project."""

from __future__ import annotations

import pytest

from schemasync.core.masking import LONGEST_MESSAGE
from schemasync.diagnose.diagnosis import diagnose
from schemasync.diagnose.failure import Failure
from tests.diagnose.files import FUNCTION, IN_DO, last
from tests.plugins.replays import Replay


@pytest.mark.parametrize(
    ("files", "sqlstate", "words"),
    [
        (
            (
                FUNCTION.format("a int", "int"),
                FUNCTION.format("a int", "bigint").replace("CREATE", "CREATE OR REPLACE"),
            ),
            "42P13",
            "as 1_x.sql:1 made it: write DROP FUNCTION f(integer) first",
        ),
        (
            (FUNCTION.format("a int", "int"), FUNCTION.format("b int", "int").replace("CREATE", "CREATE OR REPLACE")),
            "42P13",
            "as 1_x.sql:1 made it: write DROP FUNCTION f(integer) first",
        ),
        (("CREATE VIEW v AS SELECT 1;", "DROP TABLE v;"), "42809", "v is a view, made by 1_x.sql:1"),
        (
            ("CREATE MATERIALIZED VIEW v AS SELECT 1;", "DROP VIEW v;"),
            "42809",
            "v is a materialized view, made by 1_x.sql:1",
        ),
        (
            ("CREATE VIEW v AS SELECT 1 i;", "CREATE TABLE IF NOT EXISTS v (i int);\nCREATE INDEX ON v (i);"),
            "42809",
            "v is a view, made by 1_x.sql:1",
        ),
        (("CREATE VIEW v AS SELECT 1 i;", "CREATE INDEX ON v (i);"), "42809", "v is a view, made by 1_x.sql:1"),
        (
            ("CREATE VIEW v AS SELECT 1 i, 2 j;", "CREATE OR REPLACE VIEW v AS SELECT 1 i;"),
            "42P16",
            "as 1_x.sql:1 made it: write DROP VIEW IF EXISTS v first",
        ),
        (
            ("CREATE TYPE e AS ENUM ('a');", "ALTER TYPE e ADD VALUE 'b';\nSELECT 'b'::e;"),
            "55P04",
            "a migration file of its own",
        ),
        (("DO $$ BEGIN RAISE 'anon can execute f'; END $$;",), "P0001", "`api.auto_expose_new_tables`"),
        (("DO $$ BEGIN RAISE 'expected 36 rows'; END $$;",), "P0001", "raised this itself, on purpose"),
        (
            (
                (
                    "CREATE FUNCTION f() RETURNS TABLE (i int) LANGUAGE plpgsql"
                    " AS $$ BEGIN RETURN QUERY SELECT i FROM (SELECT 1 i) x; END $$;"
                ),
                "SELECT f();",
            ),
            "42702",
            "It happens inside function f, which 1_x.sql:1 makes.",
        ),
    ],
)
def test_something_else_is_there(replayed: Replay, files: tuple[str, ...], sqlstate: str, words: str) -> None:
    found, diagnosis = last(replayed, *files)
    assert found == sqlstate
    assert words in diagnosis


def test_a_check_of_rows_is_not_about_privileges(replayed: Replay) -> None:
    assert "auto_expose" not in last(replayed, "DO $$ BEGIN RAISE 'expected 36 rows'; END $$;")[1]


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("ALTER PUBLICATION supabase_realtime DROP TABLE IF EXISTS a;", "DROP TABLE has no IF EXISTS"),
        (
            IN_DO.format("true", "ALTER PUBLICATION supabase_realtime DROP TABLE IF EXISTS a"),
            "DROP TABLE has no IF EXISTS",
        ),
        (
            IN_DO.format("true", "ALTER PUBLICATION p DROP TABLE IF EXISTS a; ALTER PUBLICATION p ADD TABLE b"),
            "DROP TABLE has no IF EXISTS",
        ),
        ("ALTER PUBLICATION supabase_realtime ADD TABLE IF NOT EXISTS a;", "ADD TABLE has no IF NOT EXISTS"),
        (IN_DO.format("true", "CREATE POLICY IF NOT EXISTS p ON a USING (true)"), "CREATE POLICY has no IF NOT"),
        ("ALTER TABLE a ADD CONSTRAINT IF NOT EXISTS c CHECK (true);", "ADD CONSTRAINT has no IF NOT EXISTS"),
        ("CREATE TABLE a ()\n-- next\nDROP TABLE b;", "A semicolon is missing before DROP."),
        ("DO $$ BEGIN NULL; END $$\nCREATE TABLE a ();", "A semicolon is missing before CREATE."),
        (
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$\nGRANT ALL ON t TO anon;",
            "A semicolon is missing before GRANT.",
        ),
        ("DO $$ BEGIN\n  EXECUTE $$ CREATE TABLE a () $$;\nEND $$;", "A $$ inside $$ … $$ ends it"),
        ("SELECT cron.schedule('é', $$SELECT f($$ x $$)$$);", "A $$ inside $$ … $$ ends it"),
        ("DO $$ BEGIN NULL; END;", "is not closed, or another $$ inside"),
        ("do 10160\nbegin\n  null;\nend 10160;", "process number, 10160"),
        ("/* all of src/*.ts\n*/\nSELECT 1;" + "\n-- and more" * 90, "A /* inside a comment (line 1)"),
        (r"INSERT INTO a VALUES ('Emma\'s');", "A backslash does not escape"),
        (
            "CREATE TABLE a (); CREATE POLICY p ON a FOR INSERT USING (true);",
            "A policy FOR INSERT takes WITH CHECK alone",
        ),
        ("CREATE POLICY p ON a FOR INSERT, UPDATE USING (true);", "write a policy for each command"),
        (
            r"CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; \$\$ LANGUAGE sql;",
            "The backslashes before $ are left over from",
        ),
        (
            "CREATE FUNCTION f() RETURNS int AS $b$ SELECT 1; $$ LANGUAGE sql;",
            "The text that $b$ opens here is not closed",
        ),
        ("INSERT INTO a VALUES ('it's');", "a quote in one is not written twice"),
        ("CREATE TABLE a (i int, t timestamptz, UNIQUE (i, (t::date)));", "UNIQUE and PRIMARY KEY take columns alone"),
        ("CREATE TABLE a (i int, b text, PRIMARY KEY (i, lower(b)));", "UNIQUE and PRIMARY KEY take columns alone"),
        ("ALTER TABLE a ADD CONSTRAINT c UNIQUE (i) WHERE (b IS NULL);", "UNIQUE has no WHERE; an index has one"),
        ("CREATE TABLE a (i int, b text,);", "The comma before ) is one too many."),
        (
            "CREATE TABLE IF NOT EXISTS public.a (i int, order int);",
            'order is a reserved word: write it in double quotes, "order"',
        ),
        ("ALTER TABLE a ADD COLUMN user text;", "user is a reserved word"),
        (
            "CREATE TABLE a (i int GENERATED ALWAYS AS (SELECT 1) STORED);",
            "A generated column is computed from its own row",
        ),
        ("<<<<<<< HEAD\nSELECT 1;\n=======\nSELECT 2;\n>>>>>>> main", "A merge left its conflict in the file"),
        ("```sql\nSELECT 1;\n```", "``` is Markdown"),
        ("npx supabase db push", "No SQL statement starts with npx"),
        ("CREATE POLICY p ON a TO anon FOR SELECT USING (true);", "FOR stands before TO"),
        ("CREATE POLICY p ON a USING true;", "USING takes its condition in parentheses."),
        ("CREATE OR REPLACE POLICY p ON a USING (true);", "POLICY has no OR REPLACE"),
        ("ALTER TABLE a ADD COLUMN b int, c int;", "Each column of ALTER TABLE needs its own ADD COLUMN."),
        ("ALTER TABLE a MODIFY COLUMN b int;", "MODIFY is MySQL's"),
        ("ALTER TABLE a ALTER COLUMN b text;", "needs TYPE before a type"),
        ("CREATE TRIGGER t BEFORE UPDATE ON a EXECUTE FUNCTION f;", "takes parentheses after the function's name"),
        ("DO $$ DECLARE x int BEGIN x := 1; END $$;", "A semicolon is missing before BEGIN."),
        ("DO $$ BEGIN PERFORM upper(lower('a'); END $$;", "In the body, a parenthesis or the semicolon of a statement"),
        ("DO $$ BEGIN IF true THEN NULL; END $$;", "In the body, an END IF, END LOOP, END CASE or END is missing."),
        ("DO $$ BEGIN FOR p IN SELECT 1 LOOP NULL; END LOOP; END $$;", "Declare the loop's variable"),
        ("DO $$ BEGIN EXIT; END $$;", "PL/pgSQL does not accept the body, whichever objects"),
        ("DO $$ BEGIN SELECT 1; END $$;", "write PERFORM in place of SELECT"),
    ],
)
def test_syntax(replayed: Replay, sql: str, words: str) -> None:
    error = replayed(sql).error()
    assert error.sqlstate == "42601"
    assert words in error.diagnosis
    assert len(error.message) <= LONGEST_MESSAGE


@pytest.mark.parametrize(
    ("sql", "sqlstate", "words"),
    [
        ("CREATE TABLE a (i int, s ENUM('x', 'y'));", "42704", "ENUM (…) as a column's type is MySQL's"),
        ("CREATE TABLE a (d DATETIME);", "42704", "PostgreSQL has no type datetime: write timestamptz."),
        ("CREATE TABLE a (b text, INDEX by_b (b));", "42704", "An INDEX inside CREATE TABLE is MySQL's"),
        ("CREATE TABLE a (INDEX by_b (b), b text);", "42704", "An INDEX inside CREATE TABLE is MySQL's"),
        ('CREATE TABLE a (b text);\nINSERT INTO a VALUES ("it");', "42703", "write a string in single quotes, 'it'."),
        ("CREATE VIEW v AS SELECT 1 AS i, 2 AS i;", "42701", "two columns called i: rename one"),
        ("CREATE TABLE a (i int CHECK (i IN (SELECT 1)));", "0A000", "A CHECK looks at its own row alone"),
        ("CREATE TABLE a (i int DEFAULT (SELECT 1));", "0A000", "A default holds no query"),
        (
            'ALTER DEFAULT PRIVILEGES FOR ROLE "supabase_admin" IN SCHEMA "public" GRANT ALL ON TABLES TO "anon";',
            "42501",
            "leave the statement out, as supabase db dump does.",
        ),
    ],
)
def test_sql_of_other_databases(replayed: Replay, sql: str, sqlstate: str, words: str) -> None:
    error = replayed(sql).error()
    assert error.sqlstate == sqlstate
    assert words in error.diagnosis


OTHER_ROLE = (
    "CREATE ROLE diagnosed NOLOGIN NOINHERIT;\nGRANT diagnosed TO postgres WITH INHERIT FALSE, SET TRUE;\nGRANT CREATE ON SCHEMA public TO diagnosed;\n"
    "SET ROLE diagnosed;\nCREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1';\nRESET ROLE;"
)


@pytest.mark.parametrize(
    ("files", "state", "words"),
    [
        (
            ("CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY);", "ALTER TABLE t ALTER id SET DEFAULT 5;"),
            "42601",
            "It does not fit the objects as the files before it leave them",
        ),
        (("CREATE TABLE 1a ();",), "42601", "does not know this syntax."),
        (
            ("CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;", "ALTER TABLE t ALTER a TYPE bigint;"),
            "0A000",
            "Drop the view before this statement, and create it again after it.",
        ),
        (
            ("CREATE TABLE t (a int);", "ALTER TABLE t ADD a int;"),
            "42701",
            "made it already; IF NOT EXISTS would let both run",
        ),
        (
            ("CREATE TABLE g (a timestamptz GENERATED ALWAYS AS (now()) STORED);",),
            "42P17",
            "The expression may have another result at another time",
        ),
        (
            (OTHER_ROLE, "ALTER FUNCTION public.mine() STABLE;\nSELECT 1/0;"),
            "42501",
            "1_x.sql:5 made it as another role",
        ),
        (
            ("CREATE TABLE users ();", "ALTER TABLE auth.users ADD COLUMN x int;"),
            "42501",
            "Supabase does not allow this to",
        ),
        (("CREATE EXTENSION pg_cron;", "SELECT cron.unschedule('none');"), "XX000", "No migration schedules a job"),
        (
            ("CREATE TABLE t (a int);", "INSERT INTO t VALUES (1) ON CONFLICT (a) DO NOTHING;"),
            "42P10",
            "ON CONFLICT needs a unique index on exactly these columns",
        ),
    ],
)
def test_reasons_of_their_own(replayed: Replay, files: tuple[str, ...], state: str, words: str) -> None:
    found = last(replayed, *files)
    assert found[0] == state
    assert words in found[1]


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (
            Failure("0A000", 'extension "pg_net" does not support SET SCHEMA'),
            "The extension pg_net cannot be moved to another schema: DROP EXTENSION pg_net, then",
        ),
        (Failure("0A000", 'extension "nope" is not available'), 'Supabase has no extension "nope".'),
        (
            Failure("42P01", 'missing FROM-clause entry for table "x"', stub_extensions=("postgis",)),
            "unless the stand-in for postgis, which this server lacks, is the cause, this SQL has probably never run as it is.",
        ),
        (
            Failure("42702", 'column reference "x" is ambiguous', stub_extensions=("postgis",)),
            "unless the stand-in for postgis",
        ),
        (
            Failure("42P01", 'missing FROM-clause entry for table "x"'),
            "names x; this SQL has probably never run as it is.",
        ),
        (Failure("22P02", 'invalid input value for enum st: "c"'), "ALTER TYPE st ADD VALUE 'c'."),
        (Failure("22025", "invalid escape string"), "write ESCAPE '\\'."),
        (Failure("42P17", 'infinite recursion detected in policy for relation "t"'), "a SECURITY DEFINER function"),
        (Failure("42P17", "functions in index expression must be marked IMMUTABLE"), "name the time zone"),
        (Failure("3F000", "no schema has been selected to create in"), "write public. before its name."),
        (Failure("42501", "permission denied for function _crypto_aead_det_noncegen"), "vault.create_secret('…'"),
    ],
)
def test_message(failure: Failure, words: str) -> None:
    assert words in diagnose(failure)


@pytest.mark.parametrize("column", ["key citext2", "s enum_state", "index varchar3(5)", "s enum"])
def test_types_that_only_look_like_those_of_mysql(replayed: Replay, column: str) -> None:
    error = replayed(f"CREATE TABLE a ({column});").error()
    assert (error.sqlstate, "MySQL" in error.diagnosis) == ("42704", False)
