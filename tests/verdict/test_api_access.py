"""Access of anon and authenticated: each way in which a database opens or closes something, in one sentence."""

from __future__ import annotations

import pytest

from tests.plugins.replays import Compare, Report

TABLE = """CREATE TABLE public.invoices (id integer PRIMARY KEY, owner uuid, total numeric);
ALTER TABLE public.invoices ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own" ON public.invoices FOR SELECT TO authenticated USING (owner = auth.uid());
CREATE VIEW public.totals WITH (security_invoker = true) AS SELECT total FROM public.invoices;
CREATE FUNCTION public.all_totals() RETURNS numeric LANGUAGE sql AS 'SELECT sum(total) FROM public.invoices';
CREATE FUNCTION public.secret() RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';
REVOKE EXECUTE ON FUNCTION public.secret() FROM PUBLIC, anon, authenticated;
REVOKE ALL ON public.invoices FROM anon;
"""
BOTH = "Anyone with the anon key, and every signed-in user,"


def first(report: Report) -> tuple[str, str, str]:
    finding = report["findings"][0]
    return finding["name"], finding["severity"], finding["sentence"]


@pytest.mark.parametrize(
    ("by_hand", "name", "sentence"),
    [
        (
            "ALTER TABLE public.invoices DISABLE ROW LEVEL SECURITY;",
            "public.invoices",
            (
                "Every signed-in user can now read, add rows to, change and delete from public.invoices, without any"
                " limit of rows: row security is off in the database, on in 1_a.sql:2."
            ),
        ),
        (
            "GRANT SELECT ON public.invoices TO anon; CREATE POLICY more ON public.invoices FOR SELECT USING (true);",
            "public.invoices.anon",
            f"{BOTH} can now read public.invoices, without any limit of rows",
        ),
        (
            'ALTER POLICY "Own" ON public.invoices USING (auth.uid() IS NOT NULL);',
            "public.invoices.Own",
            "Every signed-in user can now read public.invoices, without any limit of rows",
        ),
        (
            "ALTER VIEW public.totals RESET (security_invoker);",
            "public.totals",
            f"{BOTH} can now read, add rows to, change and delete from public.totals, without any limit of rows",
        ),
        (
            "ALTER FUNCTION public.all_totals() SECURITY DEFINER;",
            "public.all_totals()",
            f"{BOTH} can now call public.all_totals(), which runs with its owner's rights",
        ),
        (
            "GRANT EXECUTE ON FUNCTION public.secret() TO PUBLIC;",
            "public.secret().public",
            f"{BOTH} can now call public.secret(), which runs with its owner's rights",
        ),
        (
            "CREATE TABLE public.open_to_all (i integer);",
            "public.open_to_all",
            (
                f"{BOTH} can now read, add rows to, change and delete from public.open_to_all, without any limit of rows:"
                " no migration makes it."
            ),
        ),
    ],
)
def test_access_that_is_opened(compare: Compare, by_hand: str, name: str, sentence: str) -> None:
    found = first(compare({"1_a.sql": TABLE}, TABLE + by_hand))
    assert (found[0], found[1]) == (name, "security")
    assert sentence in found[2]


@pytest.mark.parametrize(
    ("by_hand", "sentence"),
    [
        ('DROP POLICY "Own" ON public.invoices;', "Every signed-in user can no longer read public.invoices"),
        (
            "REVOKE SELECT ON public.invoices FROM authenticated;",
            "Every signed-in user can no longer read public.invoices",
        ),
    ],
)
def test_access_that_is_closed(compare: Compare, by_hand: str, sentence: str) -> None:
    found = first(compare({"1_a.sql": TABLE}, TABLE + by_hand))
    assert found[1] == "breaking"
    assert sentence in found[2]


def test_a_grant_that_reaches_no_row_is_no_difference_of_access(compare: Compare) -> None:
    """A grant on a table whose rows no policy opens lets nothing through."""
    report = compare({"1_a.sql": TABLE}, TABLE + "GRANT INSERT ON public.invoices TO anon;")
    assert "can now" not in report["findings"][0]["sentence"]


def test_a_policy_that_lets_no_stranger_through_opens_nothing(compare: Compare) -> None:
    """`auth.uid()` is NULL without a user, so a policy for everybody that compares with it is none for `anon`."""
    by_hand = 'GRANT SELECT ON public.invoices TO anon; ALTER POLICY "Own" ON public.invoices TO public;'
    report = compare({"1_a.sql": TABLE}, TABLE + by_hand)
    assert report["findings"]
    assert all("Anyone" not in finding["sentence"] for finding in report["findings"])


def test_nobody_calls_a_trigger_function(compare: Compare) -> None:
    """PostgreSQL refuses the call, whatever is granted."""
    by_hand = (
        "CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN NEW; END';"
    )
    name, severity, sentence = first(compare({"1_a.sql": TABLE}, TABLE + by_hand))
    assert (name, severity) == ("public.touch()", "security")
    assert "can now call" not in sentence


def test_security_comes_first(compare: Compare) -> None:
    by_hand = TABLE + "DROP VIEW public.totals; ALTER TABLE public.invoices DISABLE ROW LEVEL SECURITY;"
    report = compare({"1_a.sql": TABLE}, by_hand)
    assert [finding["severity"] for finding in report["findings"]] == ["security", "breaking"]
