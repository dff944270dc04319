"""Views whose WHERE depends on who asks, and those where it does not."""

from __future__ import annotations

import pytest

from schemasync.verdict.view_conditions import asks_who_calls

CODES = {
    ("public", "slug"): ["SELECT lower($1)"],
    ("public", "is_member"): [
        "BEGIN RETURN EXISTS (SELECT FROM members m WHERE m.team = $1 AND m.person = auth.uid()); END"
    ],
    ("public", "is_admin"): ["SELECT public.is_member(1)"],
    ("public", "loops"): ["SELECT public.loops($1)"],
}


@pytest.mark.parametrize(
    ("where", "asks"),
    [
        ("(owner = auth.uid())", True),
        ("(owner = ( SELECT auth.uid() AS uid))", True),
        ("(name = CURRENT_USER)", True),
        ("((team > 1) AND public.is_member(team))", True),
        ("public.is_admin()", True),
        ("(current_setting('app.tenant'::text) = tenant)", True),
        ("(public.slug(name) <> ''::text)", False),
        ("(public.loops(name) <> ''::text)", False),
        ("(extensions.similarity(name, 'a'::text) > 0.1)", False),
        ("((owner = auth.uid()) OR (name IS NOT NULL))", False),
        ("((owner = auth.uid()) OR (name = CURRENT_USER))", True),
        ("(name IS NOT NULL)", False),
    ],
)
def test_asks(where: str, asks: bool) -> None:  # noqa: FBT001
    query = f"SELECT id FROM public.t WHERE {where}"
    assert asks_who_calls(query, lambda name: CODES.get(name, ())) == asks
    assert asks_who_calls(f"{query} UNION ALL SELECT id FROM public.t", lambda name: CODES.get(name, ())) is False
