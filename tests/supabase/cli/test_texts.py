"""Files with unusual texts and statements: the CLI pushes and records them as a replay runs them."""

from __future__ import annotations

import pytest

from tests.supabase.cli.agreement import SQLSTATE, TABLE, checked, synced
from tests.supabase.cli.conftest import Project

ODD = {
    "comment_alone": "-- nothing is to be done",
    "comments": "/* a; /* b; */ c; */ CREATE TABLE public.t (); -- it's\n--;\n/* ' */",
    "dollars": "CREATE FUNCTION public.f() RETURNS text LANGUAGE plpgsql AS $a_1$ BEGIN RETURN $$;'$$; END; $a_1$;",
    "empty": "",
    "empty_statements": ";; CREATE TABLE public.t ();;\n;",
    "identifiers": 'CREATE TABLE public."a;b""--c" ("é" text DEFAULT \'$$\', "$$;" int);',
    "line_ends": "CREATE TABLE public.t (\r\n  a text DEFAULT 'x\r\ny' -- c\r\n);\r\nCOMMENT ON TABLE public.t IS 'a\r\nb';\r\n",
    "no_semicolon": "CREATE TABLE public.t (a text);\nALTER TABLE public.t ADD b text -- last",
    "rule": "CREATE TABLE public.t (a int); CREATE RULE r AS ON INSERT TO public.t DO ALSO (SELECT 1; SELECT 2);",
    "sql_body": "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;",
    "unicode": "CREATE TABLE public.t (a text DEFAULT U&'\\00e9;', b text CHECK (b ~ '^\\d+;$'));",
    "unusual_space": "CREATE\u0009TABLE\u000cpublic.t ();",
    "words": 'CREATE TABLE public.t (begin_at date, "end" text); CREATE FUNCTION public.atomic() RETURNS int LANGUAGE sql RETURN 1;',
}  # fmt: skip


ODD_FOR_GO = {
    "case_in_a_body": "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;",
    "escape": "CREATE FUNCTION public.f() RETURNS text LANGUAGE sql RETURN E'it\\'s; $$';SELECT 1;",
}  # fmt: skip
"""Texts that the splitter written in Go cuts in two."""


def test_the_text_that_the_cli_records_is_the_files(project: Project) -> None:
    """However the CLI's splitter cuts a file, it is not an edited one; each is in a schema of its own."""
    texts = ODD if project.cli.generation == "go" else ODD | ODD_FOR_GO
    for number, (name, sql) in enumerate(texts.items(), 1):
        schema = f"s{number}"
        text = f"CREATE SCHEMA {schema};{sql.replace('public.', f'{schema}.')}" if "public." in sql else sql
        project.write(**{f"_{number:02}_{name}": text})
    project.push()
    synced(checked(project))


def test_byte_order_mark(project: Project) -> None:
    """It is no part of the text, as for the newest CLI; those before sent it to the server."""
    project.write(_1_a="\ufeff" + TABLE)
    if project.cli.generation == "go":
        assert "42601" in project.attempt("db", "push").stderr
        return
    project.push()
    synced(checked(project))


FORMS = {
    "alone": "CREATE INDEX CONCURRENTLY a_note ON public.a (note);",
    "buckets": "INSERT INTO storage.buckets (id, name) VALUES ('a', 'a');\nCREATE POLICY one ON storage.buckets USING (id = 'a');",
    "columns": "GRANT SELECT (id) ON public.a TO anon; REVOKE INSERT ON public.a FROM authenticated;",
    "default_privileges": "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM anon;\nCREATE TABLE public.b ();",
    "enum": "CREATE TYPE public.mood AS ENUM ('ok');\nALTER TYPE public.mood ADD VALUE 'sad';\nALTER TABLE public.a ADD m public.mood;",
    "in_a_block": "DO $$ BEGIN EXECUTE 'ALTER TABLE public.a ADD d text'; END $$;",
    "objects": "CREATE POLICY mine ON storage.objects FOR SELECT TO authenticated USING (owner = auth.uid());",
    "own_transaction": "BEGIN;\nALTER TABLE public.a ADD b text;\nCOMMIT;\nALTER TABLE public.a ADD c text;",
    "realtime": "ALTER PUBLICATION supabase_realtime ADD TABLE public.a;",
    "role": "CREATE ROLE app_writer NOLOGIN; GRANT ALL ON public.a TO app_writer; REVOKE ALL ON public.a FROM app_writer; DROP ROLE app_writer;",
    "search_path": "SELECT set_config('search_path', '', false);\nCREATE TABLE public.e ();",
    "search_path_local": "SET LOCAL search_path = public;\nALTER TABLE a ADD f text;",
    "users": "CREATE FUNCTION public.greet() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$ BEGIN RETURN new; END $$;\n"
    "CREATE TRIGGER on_auth_user_created AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION public.greet();",
}  # fmt: skip


def test_what_a_push_makes_is_what_a_replay_makes(project: Project) -> None:
    project.write(_00_a=TABLE)
    for number, (name, sql) in enumerate(FORMS.items(), 1):
        project.write(**{f"_{number:02}_{name}": sql})
    project.push()
    synced(checked(project))


DRY_RUNS = {
    "call_commits": "CREATE PROCEDURE public.p() LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE public.b (); COMMIT; END $$;\nCALL public.p();",
    "cursor": "DECLARE c CURSOR FOR SELECT 1;\nFETCH c;",
    "discard": "DISCARD ALL;\nCREATE TABLE public.b ();",
    "do_commits": "DO $$ BEGIN CREATE TABLE public.b (); COMMIT; END $$;",
    "enum_of_this_file": "CREATE TYPE public.m AS ENUM ('a');\nALTER TYPE public.m ADD VALUE 'b';\nCREATE TABLE public.b (m public.m DEFAULT 'b');",
    "isolation": "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE public.b ();",
    "lock": "LOCK TABLE public.a IN SHARE MODE;\nCREATE TABLE public.b ();",
    "role": "SET ROLE anon;\nSELECT 1;",
    "savepoint": "SAVEPOINT x;\nCREATE TABLE public.b ();\nRELEASE x;",
}  # fmt: skip


@pytest.mark.parametrize("sql", DRY_RUNS.values(), ids=DRY_RUNS)
def test_a_pending_file_runs_or_fails_as_we_say(project: Project, sql: str) -> None:
    """The CLI sends a file without BEGIN: some statements then know no transaction, others may end it."""
    project.pushed(_1_a=TABLE)
    project.write(_2_b=sql)
    dry_run = project.check()["pending"]["dry_run"]
    done = project.attempt("db", "push")
    ours = [dry_run["error"]["sqlstate"]] if dry_run["error"] else []
    assert ours == SQLSTATE.findall(done.stderr)
    assert dry_run["ok"] is (done.returncode == 0)
