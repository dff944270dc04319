"""Ordinary migrations of which a rule must say nothing, and corners that it must not overlook."""

from __future__ import annotations

from typing import Any

import pytest

from schemasync.migrations.statements import split
from schemasync.postgres.shadow import ShadowServer
from schemasync.rules.context import PendingStatement
from schemasync.rules.deployment.lock_without_timeout import bounds_wait
from schemasync.rules.deployment.scan_under_lock import advice
from schemasync.rules.performance.policy_calls_per_row import per_row
from schemasync.rules.security.policy_trusts_user_metadata import trusts
from schemasync.rules.security.secret_column_in_api import is_secret
from tests.plugins.replays import Compare

APPLIED = """CREATE TABLE public.half_open (id bigint PRIMARY KEY);
REVOKE ALL ON public.half_open FROM anon;
CREATE TABLE public.idle (id bigint PRIMARY KEY, owner uuid);
REVOKE ALL ON public.idle FROM anon, authenticated;
CREATE POLICY own ON public.idle FOR SELECT USING (owner = (SELECT auth.uid()));
CREATE TABLE public.guarded (id bigint PRIMARY KEY, owner uuid);
ALTER TABLE public.guarded ENABLE ROW LEVEL SECURITY;
CREATE POLICY guard ON public.guarded AS RESTRICTIVE USING (owner = (SELECT auth.uid()));
CREATE POLICY readers ON public.guarded FOR SELECT TO authenticated USING (true);
REVOKE ALL ON public.guarded FROM anon;
CREATE INDEX guarded_owner ON public.guarded (owner);
CREATE TABLE public.closed (id bigint PRIMARY KEY, parent bigint REFERENCES public.half_open);
CREATE INDEX closed_parent ON public.closed (parent);
REVOKE ALL ON public.closed FROM anon, authenticated;
CREATE TABLE public.wide (id bigint PRIMARY KEY, note text);
ALTER TABLE public.wide ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON public.wide FOR SELECT USING (true);
CREATE TABLE public.spare (id bigint PRIMARY KEY, size int);
REVOKE ALL ON public.spare FROM anon, authenticated;
CREATE TABLE public.old (id bigint PRIMARY KEY);
REVOKE ALL ON public.old FROM anon, authenticated;
CREATE VIEW public.older WITH (security_invoker) AS SELECT id FROM public.old;
"""
QUIET = """CREATE VIEW public.inner_view WITH (security_invoker = 'TRUE') AS SELECT id FROM public.guarded;
CREATE VIEW public.outer_view AS SELECT id FROM public.inner_view;
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
    AS 'BEGIN RETURN NEW; END';
REVOKE SELECT ON public.wide FROM anon;
GRANT SELECT (id) ON public.wide TO anon;
CREATE POLICY writers ON public.guarded FOR UPDATE TO authenticated USING (true) WITH CHECK (true);
CREATE POLICY makers ON public.guarded FOR INSERT TO authenticated WITH CHECK (true);
ALTER PUBLICATION supabase_realtime ADD TABLE public.closed;
CREATE TABLE public.notes (id bigint PRIMARY KEY, parent bigint REFERENCES public.half_open);
CREATE INDEX notes_parent ON public.notes (parent) WHERE parent IS NOT NULL;
REVOKE ALL ON public.notes FROM anon, authenticated;
CREATE TABLE public.codes (id bigint PRIMARY KEY, code text UNIQUE DEFERRABLE);
CREATE UNIQUE INDEX codes_code ON public.codes (code) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX codes_at_once ON public.codes (code);
REVOKE ALL ON public.codes FROM anon, authenticated;
GRANT USAGE ON SCHEMA storage, auth TO anon;
GRANT SELECT ON storage.objects TO authenticated;
"""
LOCKS = ("lock-", "scan-", "index-not-")
"""Rules about the size of a table, which counts as large here whatever it has."""
LOUD = """GRANT SELECT ON public.half_open TO anon;
GRANT SELECT ON public.idle TO authenticated;
ALTER TABLE public.closed ADD COLUMN IF NOT EXISTS parent bigint, ADD COLUMN note text;

DROP INDEX public.closed_parent;
CREATE TABLE public.pairs (id bigint PRIMARY KEY, parent bigint REFERENCES public.half_open, other text);
CREATE INDEX pairs_parent ON public.pairs (parent, other) WHERE other IS NOT NULL;
REVOKE ALL ON public.pairs FROM anon, authenticated;
SELECT set_config('lock_timeout', '5s', true);
DO $$ BEGIN EXECUTE 'CREATE INDEX spare_size ON public.spare (size)'; END $$;
DO $$ BEGIN ALTER TABLE public.spare ADD CONSTRAINT positive CHECK (size > 0); END $$;
DO $$ BEGIN TRUNCATE public.spare; END $$;
DO $$ BEGIN TRUNCATE public.old; END $$;
DO $$ BEGIN DROP TABLE public.old CASCADE; END $$;
CREATE POLICY limits_nothing ON public.wide AS RESTRICTIVE USING (true);
CREATE POLICY everything ON public.wide FOR DELETE TO authenticated USING (true);
DO $$ BEGIN ALTER TABLE public.closed ADD COLUMN parent text; EXCEPTION WHEN duplicate_column THEN NULL; END $$;
DO $$ BEGIN IF to_regclass('public.pairs') IS NULL THEN CREATE TABLE public.pairs (id int); END IF; END $$;
DO $$ BEGIN ALTER TABLE public.spare ALTER size SET DEFAULT 1; UPDATE public.spare SET size = 1; END $$;
DO $$ BEGIN EXECUTE 'CLUSTER public.wide USING wide_pkey'; END $$;
DELETE FROM public.spare;
DELETE FROM public.spare WHERE size < 0; DELETE FROM public.pairs;
"""


def rules_of(compare: Compare, pending: str) -> dict[str, dict[str, Any]]:
    """Broken rules by `id:line`."""
    report = compare({"1_a.sql": APPLIED, "2_b.sql": pending}, APPLIED, {"1": ("a", None)}, large_table=0)
    assert report["pull_request"]["deploy"] != "fails"
    return {f"{rule['id']}:{rule['line']}": rule for rule in report["pull_request"]["rules"]}


def test_changes_that_open_nothing_are_not_reported(compare: Compare) -> None:
    """An invoker's view in another view, a trigger function, a restrictive policy, a grant that was there for the table."""
    assert not {found for found in rules_of(compare, QUIET) if not found.startswith(LOCKS)}


def test_changes_that_open_more_are_reported(compare: Compare) -> None:
    """Another role that reaches a table without row security, policies without effect, an index that goes; also what DO blocks run."""
    found = rules_of(compare, LOUD)
    assert found.keys() == {
        "row-security-off:1",
        "grant-to-strangers:1",
        "row-security-off:2",
        "if-not-exists-did-nothing:3",
        "foreign-key-without-index:5",
        "foreign-key-without-index:6",
        "lock-without-timeout:3",
        "index-not-concurrent:10",
        "scan-under-lock:11",
        "truncate:12",
        "truncate:13",
        "drop-cascade:14",
        "policy-always-true:16",
        "if-not-exists-did-nothing:17",
        "table-rewrite:20",
        "truncate:21",
    }
    assert found["drop-cascade:14"]["sentence"].startswith("CASCADE also drops view public.older.")
    assert found["if-not-exists-did-nothing:3"]["sentence"].startswith(
        "IF NOT EXISTS skips the column public.closed.parent"
    )


def statement(text: str) -> PendingStatement:
    (found,), _ = split(text)
    return PendingStatement("1_a.sql", found)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("SET lock_timeout = '5s'", True),
        ("SET LOCAL lock_timeout TO 5000", True),
        ("SET lock_timeout = 0", False),
        ("SET lock_timeout = '0s'", False),
        ("SET lock_timeout = 0.5", True),
        ("SELECT set_config('lock_timeout', '0ms', true)", False),
        ("SET lock_timeout TO DEFAULT", False),
        ("RESET lock_timeout", False),
        ("SET statement_timeout = '5s'", False),
        ("SELECT set_config('lock_timeout', '5s', true)", True),
        ("SELECT pg_catalog.set_config('lock_timeout', '0', true)", False),
        ("SELECT set_config('search_path', '', false)", False),
    ],
)
def test_what_bounds_the_wait_for_a_lock(text: str, *, bounds: bool) -> None:
    """0 and the default are no bound."""
    assert bounds_wait(statement(text)) == bounds


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ("ADD CONSTRAINT c CHECK (a > 0)", " Add the constraint NOT VALID"),
        ("ADD UNIQUE (a)", " Build the index with CREATE UNIQUE INDEX CONCURRENTLY"),
        ("ADD PRIMARY KEY USING INDEX i", ""),
        ("ADD EXCLUDE USING gist (a WITH &&)", ""),
        ('ADD CHECK (a > 0) NOT VALID, ALTER "B" SET NOT NULL', ' Add CHECK ("B" IS NOT NULL) NOT VALID'),
    ],
)
def test_advice_can_be_followed(commands: str, words: str) -> None:
    """PostgreSQL takes no index for an exclusion constraint, and validates nothing that is NOT VALID."""
    found = advice(statement(f"ALTER TABLE public.t {commands}"))
    assert found.startswith(words)
    assert bool(found) == bool(words)


class Policy:
    """As much of a policy as an expression needs."""

    check = None

    def __init__(self, using: str) -> None:
        self.using = using


@pytest.mark.parametrize(
    ("expression", "trusted"),
    [
        ("((auth.jwt() -> 'user_metadata'::text) ->> 'role'::text) = 'admin'::text", True),
        ("(auth.jwt() #>> '{user_metadata,role}'::text[]) = 'admin'::text", True),
        ("(SELECT (u.raw_user_meta_data ->> 'role') FROM auth.users u) = 'admin'", True),
        ("(public.claim('user_metadata'::text) = 'admin'::text)", True),
        ("((auth.jwt() -> 'user_metadata'::text) = (data -> 'role'::text))", True),
        ('(auth.jwt() @> \'{"user_metadata": {"admin": true}}\'::jsonb)', True),
        ("(user_metadata IS NULL)", False),
        ("(code = 'user_metadata'::text)", False),
        ("('user_metadata'::text <> (code)::text)", False),
        ("(code = ANY (ARRAY['user_metadata'::text, 'app_metadata'::text]))", False),
        ("(code IN ('user_metadata', 'b'))", False),
        ("(code ~~ 'user_metadata'::text)", False),
        ("('user_metadata'::character varying = (code)::text)", False),
        ("('user_metadata'::character varying(20)[] = code)", False),
        ("(code = ANY (ARRAY['a'::character varying, 'user_metadata'::pg_catalog.varchar(20)]::text[]))", False),
        (
            "(auth.jwt() -> 'user_metadata'::character varying) ->> 'at' > now()::timestamp(3) with time zone::text",
            True,
        ),
        ("((auth.jwt() -> 'app_metadata'::text) ->> 'role'::text) = 'admin'::text", False),
    ],
)
def test_what_users_write_about_themselves(expression: str, *, trusted: bool) -> None:
    """The claim of a token, and not a column of that name in a table of the project."""
    assert trusts(Policy(expression)) == trusted


@pytest.mark.parametrize(
    ("expression", "call"),
    [
        ("(auth.uid() IN ( SELECT m.member FROM m WHERE (m.team = team)))", "auth.uid()"),
        ("(team IN ( SELECT m.team FROM m WHERE (m.member = auth.uid())))", ""),
        ("(owner = ( SELECT auth.uid() AS uid))", ""),
        ("(owner = (current_setting('app.user'::text))::uuid)", "current_setting(…)"),
    ],
)
def test_what_is_called_for_each_row(expression: str, call: str) -> None:
    """The list of an IN is read once, and what is looked for in it is not."""
    assert per_row(Policy(expression)) == call


@pytest.mark.parametrize(
    ("column", "type_", "secret"),
    [
        ("accessToken", "text", True),
        ("passwordHash", "character varying(80)", True),
        ("recovery_code", "text", True),
        ("tax_id", "text", True),
        ("ssn", "bigint", True),
        ("credentials", "jsonb", True),
        ("token_count", "text", False),
        ("bank_account_id", "bigint", False),
        ("account_id", "bigint", False),
        ("pin", "integer", False),
        ("tokenizer", "text", False),
    ],
)
def test_names_that_sound_like_secrets(column: str, type_: str, *, secret: bool) -> None:
    """Words are told apart by `_` or by a capital; a word such as `id` counts against it unless it belongs to the pair."""
    assert is_secret(column, type_) == secret


NESTED = """
CREATE TABLE public.private_notes (id int PRIMARY KEY, note text);
ALTER TABLE public.private_notes ENABLE ROW LEVEL SECURITY;
CREATE TABLE public.open_notes (id int PRIMARY KEY);
INSERT INTO public.private_notes VALUES (1, 'x');
CREATE FUNCTION public.all_notes() RETURNS SETOF public.private_notes LANGUAGE sql SECURITY DEFINER SET search_path = ''
    AS 'SELECT * FROM public.private_notes';
CREATE FUNCTION public.first_note(int, int) RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = ''
    AS 'SELECT min(note) FROM public.private_notes';
CREATE OPERATOR public.~~~ (FUNCTION = public.first_note, LEFTARG = int, RIGHTARG = int);
CREATE FUNCTION public.own_note() RETURNS text LANGUAGE sql AS 'SELECT min(note) FROM public.private_notes';
"""
OVER_INVOKER = """
CREATE VIEW public.inner_view WITH (security_invoker) AS SELECT * FROM public.private_notes;
CREATE VIEW public.outer_view AS SELECT * FROM public.inner_view;
CREATE VIEW public.mixed_view AS SELECT p.note FROM public.private_notes p LEFT JOIN public.inner_view i USING (id);
CREATE VIEW public.view_with_uid AS SELECT * FROM public.inner_view WHERE auth.uid() IS NOT NULL OR note > public.own_note();
CREATE VIEW public.view_of_function AS SELECT f.* FROM public.all_notes() f LEFT JOIN public.inner_view i USING (id);
CREATE VIEW public.view_of_operator AS SELECT 1 OPERATOR(public.~~~) 2 AS note WHERE NOT EXISTS (SELECT FROM public.inner_view);
"""
REMOTE = """
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE public.remote (id int, note text) SERVER s;
REVOKE ALL ON public.remote FROM anon, authenticated;
"""
OVER_REMOTE = """CREATE VIEW public.view_of_remote AS SELECT r.* FROM public.remote r LEFT JOIN public.inner_view i USING (id);
"""


def test_a_view_over_a_view_that_runs_as_its_caller(compare: Compare, shadow: ShadowServer) -> None:
    """PostgreSQL reads the inner view's tables as the caller, whoever owns the outer one: strangers see no row through it."""
    files = {"1_a.sql": NESTED + REMOTE, "2_b.sql": OVER_INVOKER + OVER_REMOTE}
    owned = f"{REMOTE} ALTER FOREIGN TABLE public.remote OWNER TO postgres;"
    report = compare(files, NESTED, rows={"1": ("a", [NESTED + REMOTE])}, admin=owned)
    assert report["pending"]["dry_run"]["error"] is None
    opened = {"public.mixed_view", "public.view_of_function", "public.view_of_operator", "public.view_of_remote"}
    assert {gain["name"] for gain in report["pull_request"]["access"]} == opened
    with shadow.connect("postgres") as connection:
        connection.execute(f"BEGIN; {NESTED} {OVER_INVOKER} SET ROLE anon".encode())
        for view, rows in (("outer_view", 0), ("mixed_view", 1)):
            assert connection.execute(f"SELECT count(*) FROM public.{view}".encode()).fetchone() == (rows,)
        connection.execute("ROLLBACK")
