"""The tokens and the tree of a statement tell whether search_path decides its meaning."""

from __future__ import annotations

import pytest

from schemasync.core.name_resolution import calls_unprinted_operator, depends_on_search_path

UNPRINTED = [
    "CREATE VIEW v AS SELECT a IS DISTINCT FROM b FROM public.t",
    "CREATE VIEW v AS SELECT NULLIF(a, b) FROM public.t",
    "CREATE VIEW v AS SELECT CASE a WHEN 1 THEN 2 END FROM public.t",
    "CREATE VIEW v AS SELECT 1 FROM public.t JOIN public.u USING (a)",
    "CREATE VIEW v AS SELECT ROW(a, b) OPERATOR(pg_catalog.=) ROW(1, 2) FROM public.t",
    "CREATE VIEW v AS SELECT (a, b) IN (SELECT c, d FROM public.u) FROM public.t",
]
PRINTED = [
    "CREATE VIEW v AS SELECT a OPERATOR(pg_catalog.=) b FROM public.t",
    "CREATE VIEW v AS SELECT CASE WHEN a THEN 1 END FROM public.t",
    "CREATE VIEW v AS SELECT DISTINCT a FROM public.t",
    "COMMENT ON TABLE public.t IS 'a IS DISTINCT FROM b, NULLIF(a, b)'",
    'ALTER TABLE public.t RENAME TO "CASE a = b"',
    "GRANT SELECT ON public.t TO anon",
]


@pytest.mark.parametrize("text", UNPRINTED)
def test_operators_that_are_not_printed(text: str) -> None:
    """Each of these calls an operator of which the text has no name."""
    assert calls_unprinted_operator(text)
    assert depends_on_search_path(text)


@pytest.mark.parametrize("text", PRINTED)
def test_what_only_looks_so(text: str) -> None:
    """Words in strings and names are no expressions."""
    assert not calls_unprinted_operator(text)
    assert not depends_on_search_path(text)


@pytest.mark.parametrize(
    "text",
    ["CREATE VIEW v AS SELECT a = 1 FROM public.t", "CREATE VIEW v AS SELECT lower(a) FROM public.t",
     "ALTER TABLE public.t ADD EXCLUDE USING gist (a WITH =)", "CREATE VIEW v AS SELECT a FROM public.t ORDER BY a USING <",
     "CREATE VIEW v AS SELECT a LIKE 'x' FROM public.t", "no SQL at all ("],
)  # fmt: skip
def test_names_without_a_schema(text: str) -> None:
    """A function or operator without a schema is looked up; what cannot be parsed may be."""
    assert depends_on_search_path(text)
