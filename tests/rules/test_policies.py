"""The expression of a policy is read from its parse tree: what it lets through."""

from __future__ import annotations

import pytest

from schemasync.verdict.policy_conditions import always_true_for, never_true_for_anon


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
    ],
)
def test_who_a_policy_is_always_true_for(expression: str, roles: set[str]) -> None:
    """`=` alone compares: IS DISTINCT FROM, which the grammar keeps as an `=` of another form, says the contrary."""
    assert roles == always_true_for(expression, {"id"})


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
