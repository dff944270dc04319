"""Definitions are laid out for people: only white space changes, and only where a line is long."""

from __future__ import annotations

import postgast
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemasync.report.view.sql_layout import LARGEST, WIDTH, laid_out

VIEW = (
    " SELECT b.id,\n    count(*) AS n\n   FROM (public.bookings b\n     LEFT JOIN public.clients c ON ((c.id = b.client_id)))\n"
    "  WHERE ((b.status = 'open  --'::text) AND (b.created_at > (now() - '7 days'::interval)) AND (b.note IS NOT NULL))\n"
    "  GROUP BY b.id;"
)
EXPRESSION = (
    "((auth.uid() = user_id) OR (EXISTS ( SELECT 1 FROM public.members m WHERE ((m.id = bookings.member_id) AND "
    "(m.user_id = auth.uid())))))"
)
POLICY = f"CREATE POLICY p ON public.bookings AS PERMISSIVE FOR SELECT TO authenticated USING ({EXPRESSION}) WITH CHECK (true)"
FUNCTION = (
    "CREATE OR REPLACE FUNCTION public.f(a integer)\n RETURNS integer\n LANGUAGE plpgsql\nAS $function$\nBEGIN\n"
    f"  RETURN 1; -- {'x' * WIDTH}\nEND;\n$function$\n"
)


def tokens(text: str) -> list[str]:
    """PostgreSQL's tokens of a text."""
    return [text.encode()[token.start : token.end].decode() for token in postgast.scan(text).tokens]


def test_a_view_has_a_line_for_each_clause_and_condition() -> None:
    assert laid_out(VIEW).splitlines() == [
        "SELECT b.id,",
        "       count(*) AS n",
        "FROM (public.bookings b",
        "      LEFT JOIN public.clients c ON ((c.id = b.client_id)))",
        "WHERE ((b.status = 'open  --'::text)",
        "       AND (b.created_at > (now() - '7 days'::interval))",
        "       AND (b.note IS NOT NULL))",
        "GROUP BY b.id;",
    ]


def test_a_policy_has_a_line_for_each_clause() -> None:
    lines = laid_out(POLICY).splitlines()
    assert lines[:4] == [
        "CREATE POLICY p ON public.bookings AS PERMISSIVE",
        "  FOR SELECT",
        "  TO authenticated",
        "  USING",
    ]
    assert lines[4].startswith("    (((auth.uid() = user_id)")
    assert lines[-1] == "  WITH CHECK (true)"
    assert max(map(len, lines)) <= WIDTH


@pytest.mark.parametrize("text", [VIEW, EXPRESSION, POLICY], ids=["view", "expression", "policy"])
def test_only_white_space_changes(text: str) -> None:
    assert laid_out(text) != text
    assert tokens(laid_out(text)) == tokens(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "true",
        "(auth.uid() = user_id)",
        "SELECT 1\n  FROM t",
        FUNCTION,
        f"SELECT {'a, ' * LARGEST}b",
        "(" * 5000 + ")" * 5000,
    ],
    ids=["empty", "constant", "short", "short lines", "function", "too long", "too deep"],
)
def test_texts_that_are_not_laid_out(text: str) -> None:
    assert laid_out(text) == text


PIECES = st.sampled_from(
    ["SELECT", "FROM", "WHERE", "AND", "CASE", "WHEN", "THEN", "END", "(", ")", "'a  b'", '"x  y"', "a.b", ",", "--\n", "/* c  d */",
     "::", "text", "E'\\''", "$$ a  b $$", "ORDER BY", "1.5", "@>", ";", "CREATE", "POLICY", "FOR", "TO", "USING", "WITH CHECK"]
)  # fmt: skip


@given(st.lists(PIECES, min_size=20, max_size=60).map(" ".join))
def test_no_text_becomes_another(text: str) -> None:
    """Whatever the text is, its characters stay, but for white space."""
    assert "".join(laid_out(text).split()) == "".join(text.split())
