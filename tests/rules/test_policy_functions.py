"""Policies whose functions decide: the code of these is read."""

from __future__ import annotations

from tests.plugins.replays import Compare


def test_a_policy_whose_function_is_always_true(compare: Compare) -> None:
    """A function that compares its argument with the caller is not, nor one that asks for the role of its owner."""
    by_role = "current_user = 'authenticated'"
    functions = (
        f"CREATE FUNCTION public.who() RETURNS boolean LANGUAGE sql SECURITY DEFINER AS $$SELECT {by_role}$$;\n"
        "CREATE FUNCTION public.admin() RETURNS boolean LANGUAGE sql AS 'SELECT auth.uid() IS NULL';\n"
        "CREATE FUNCTION public.yes() RETURNS boolean LANGUAGE sql AS 'SELECT true';\n"
        "CREATE FUNCTION public.own(u uuid) RETURNS boolean LANGUAGE sql AS 'SELECT u = auth.uid()';\n"
    )
    made = f"{functions}CREATE TABLE public.notes (id int PRIMARY KEY, owner uuid); ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;"
    made += "CREATE POLICY z ON public.notes FOR UPDATE USING (public.admin());"
    pending = (
        "CREATE POLICY a ON public.notes FOR DELETE USING (public.yes());\n"
        "CREATE POLICY b ON public.notes FOR DELETE USING (public.own(owner));\n"
        "CREATE POLICY c ON public.notes FOR DELETE USING (public.who());\n"
        "CREATE OR REPLACE FUNCTION public.admin() RETURNS boolean LANGUAGE sql AS 'SELECT true';\n"
    )
    report = compare({"1_a.sql": made, "2_b.sql": pending}, made, {"1": ("a", None)})
    found = [rule for rule in report["pull_request"]["rules"] if rule["id"] == "policy-always-true"]
    assert [rule["line"] for rule in found] == [1, 4]


def test_a_policy_whose_function_trusts_user_metadata(compare: Compare) -> None:
    """The code of the function is read, in SQL and in PL/pgSQL; a comment in it is not."""
    claim = "(auth.jwt() -> 'user_metadata' ->> 'admin')::boolean"
    bodies = {
        "in_sql": f"LANGUAGE sql AS $$ SELECT {claim} $$",
        "in_block": f"LANGUAGE plpgsql AS $$ BEGIN RETURN {claim}; END $$",
        "in_body": f"LANGUAGE sql RETURN {claim}",
        "whole": "LANGUAGE sql AS $$ SELECT auth.jwt() ->> 'user_metadata' = '{}' $$",
        "harmless": "LANGUAGE sql AS $$ SELECT false -- not 'user_metadata'\n$$",
        "compared": "LANGUAGE sql AS $$ SELECT now()::text = 'user_metadata' OR 'user_metadata' <> now()::text $$",
        "listed": "LANGUAGE plpgsql AS $$ BEGIN RETURN now()::text IN ('a', 'user_metadata'); END $$",
    }
    made = "CREATE TABLE public.notes (id int PRIMARY KEY); ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;"
    functions = "".join(f"CREATE FUNCTION public.{name}() RETURNS boolean {body};\n" for name, body in bodies.items())
    policies = "".join(f"CREATE POLICY {name} ON public.notes FOR SELECT USING (public.{name}());\n" for name in bodies)
    report = compare({"1_a.sql": made, "2_b.sql": functions, "3_c.sql": policies}, made, {"1": ("a", None)})
    found = [rule["line"] for rule in report["pull_request"]["rules"] if rule["id"] == "policy-trusts-user-metadata"]
    assert found == [1, 2, 3, 4]


def test_a_function_that_no_policy_reaches_changes_no_word(compare: Compare) -> None:
    """A policy that calls some function is judged again only where the pull request changes what it reaches."""
    made = (
        "CREATE TABLE public.notes (id int PRIMARY KEY); ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;"
        "CREATE POLICY a ON public.notes FOR UPDATE USING (true) WITH CHECK (auth.uid() IS NOT NULL);"
        "REVOKE UPDATE ON public.notes FROM anon, authenticated;"
    )
    pending = "CREATE FUNCTION public.other() RETURNS int LANGUAGE sql AS 'SELECT 1';\nGRANT UPDATE ON public.notes TO authenticated;"
    report = compare({"1_a.sql": made, "2_b.sql": pending}, made, {"1": ("a", None)})
    assert "policy-always-true" not in {rule["id"] for rule in report["pull_request"]["rules"]}
