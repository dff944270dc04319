"""The expression of a policy is read from its parse tree: what it lets through."""

from __future__ import annotations

import pytest

from schemasync.verdict.function_results import result_of
from schemasync.verdict.policy_conditions import RowFacts, always_true_for, never_true_for_anon


@pytest.mark.parametrize(
    ("expression", "roles"),
    [
        ("true", {"anon", "authenticated"}),
        ("(1 = 1)", {"anon", "authenticated"}),
        ("(auth.role() = 'authenticated'::text)", {"authenticated"}),
        ("(( SELECT auth.uid() AS uid) IS NOT NULL)", {"authenticated"}),
        ("(auth.jwt() IS NOT NULL)", {"anon", "authenticated"}),
        ("(auth.role() IS DISTINCT FROM 'anon'::text)", set()),
        ("(owner = auth.uid())", set()),
        ("('a'::text = 'a'::text)", {"anon", "authenticated"}),
        ("(NULL::text = NULL::text)", set()),
        ("(NOT false)", {"anon", "authenticated"}),
        ("COALESCE(true, false)", {"anon", "authenticated"}),
        ("( SELECT true)", {"anon", "authenticated"}),
        ("( SELECT true FROM m)", set()),
        ("(id = id)", {"anon", "authenticated"}),
        ("(id IS NOT NULL)", {"anon", "authenticated"}),
        ("(owner = owner)", set()),
        ("(owner IS NOT NULL)", set()),
        ("(CURRENT_USER = 'authenticated'::name)", {"authenticated"}),
        ("(SESSION_USER = 'authenticated'::name)", set()),
        ("((auth.jwt() ->> 'role'::text) = 'authenticated'::text)", {"authenticated"}),
        ("((auth.jwt() ->> 'email'::text) = 'authenticated'::text)", set()),
        ("(auth.role() = ANY (ARRAY['authenticated'::text, 'service_role'::text]))", {"authenticated"}),
        ("(auth.role() <> ALL (ARRAY['authenticated'::text]))", set()),
        ("(auth.role() = 'service_role'::text)", set()),
        ("(auth.role() IS NOT NULL)", {"anon", "authenticated"}),
        ("(2 > 1)", {"anon", "authenticated"}),
        ("(1 >= 2)", set()),
        ("(id > 1)", set()),
        ("(true IS TRUE)", {"anon", "authenticated"}),
        ("(true IS FALSE)", set()),
        ("((note IS NULL) OR (note IS NOT NULL))", {"anon", "authenticated"}),
        ("((note IS NULL) OR (other IS NOT NULL))", set()),
        ("CASE WHEN true THEN true ELSE NULL::boolean END", {"anon", "authenticated"}),
        ("CASE WHEN (note IS NULL) THEN true ELSE (1 = 1) END", {"anon", "authenticated"}),
        ("CASE WHEN (note IS NULL) THEN true ELSE false END", set()),
        ("CASE WHEN (note IS NULL) THEN true END", set()),
        ("(EXISTS ( SELECT 1))", {"anon", "authenticated"}),
        ("(EXISTS ( SELECT 1 FROM m))", set()),
        ("(EXISTS ( SELECT 1 LIMIT 0))", set()),
        ("(EXISTS ( SELECT unnest(ARRAY[]::integer[])))", set()),
    ],
)
def test_who_a_policy_is_always_true_for(expression: str, roles: set[str]) -> None:
    """`=` alone compares: IS DISTINCT FROM, which the grammar keeps as an `=` of another form, says the contrary."""
    assert roles == always_true_for(expression, RowFacts({"id"}))


FUNCTIONS = {
    "yes": [("sql", "SELECT true", None)],
    "yes_in_block": [("plpgsql", "BEGIN RETURN true; END", None)],
    "yes_of_body": [("sql", "", "RETURN true")],
    "signed_in": [("sql", "SELECT auth.uid() IS NOT NULL", None)],
    "yes_at_last": [("sql", "SELECT public.yes()", None)],
    "endless": [("sql", "SELECT public.endless()", None)],
    "one_of_two": [("sql", "SELECT true", None), ("sql", "SELECT $1 > 3", None)],
    "mine": [("sql", "SELECT owner = auth.uid()", None)],
    "own_id": [("sql", "SELECT id IS NOT NULL", None)],
    "listed": [("sql", "SELECT true FROM public.members", None)],
    "decides": [("plpgsql", "BEGIN IF id > 3 THEN RETURN false; END IF; RETURN true; END", None)],
}


@pytest.mark.parametrize(
    ("function", "roles"),
    [
        ("yes", {"anon", "authenticated"}),
        ("yes_in_block", {"anon", "authenticated"}),
        ("yes_of_body", {"anon", "authenticated"}),
        ("signed_in", {"authenticated"}),
        ("yes_at_last", {"anon", "authenticated"}),
        ("endless", set()),
        ("one_of_two", set()),
        ("mine", set()),
        ("own_id", set()),
        ("listed", set()),
        ("decides", set()),
        ("unknown", set()),
    ],
)
def test_a_function_that_is_always_true(function: str, roles: set[str]) -> None:
    """Its body is one expression; the names of its arguments are no columns of the table."""
    facts = RowFacts({"id"}, lambda name: [result_of(*each) for each in FUNCTIONS.get(name[-1], ())])
    assert roles == always_true_for(f"public.{function}()", facts)


@pytest.mark.parametrize(
    "expression",
    [
        "(owner = ( SELECT auth.uid() AS uid))",
        "(auth.uid() = ANY (members))",
        "(auth.role() = 'authenticated'::text)",
        "(EXISTS ( SELECT 1 FROM m WHERE (m.member = auth.uid())))",
        "(owner IN ( SELECT m.owner FROM m WHERE (m.member = auth.uid())))",
    ],
)
def test_expressions_that_are_never_true_without_a_user(expression: str) -> None:
    """`auth.uid()` is NULL without a user, and equals nothing."""
    assert never_true_for_anon(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "(auth.uid() IS DISTINCT FROM owner)",
        "(auth.uid() IS NOT DISTINCT FROM owner)",
        "(auth.uid() = ALL (members))",
        "(auth.role() = ANY ('{anon,authenticated}'::text[]))",
        "(NOT (owner = auth.uid()))",
        "(EXISTS ( SELECT count(*) AS count FROM m WHERE (m.member = auth.uid())))",
    ],
)
def test_expressions_that_may_be_true_without_a_user(expression: str) -> None:
    """NULL is distinct from every owner and not distinct from none, ALL holds for an empty array, count gives a row."""
    assert not never_true_for_anon(expression)
