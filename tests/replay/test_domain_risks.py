"""New columns whose domain takes neither NULL nor the default."""

from __future__ import annotations

import pytest

from tests.plugins.replays import Compare

DOMAINS = """
CREATE DOMAIN public.filled AS text NOT NULL;
CREATE DOMAIN public.present AS text CHECK (VALUE IS NOT NULL);
CREATE DOMAIN public.over AS public.present;
CREATE DOMAIN public.defaulted AS text DEFAULT 'x' NOT NULL;
CREATE DOMAIN public.positive AS int CHECK (VALUE > 0);
CREATE DOMAIN public.less AS public.positive DEFAULT 200 CHECK (VALUE < 100);
CREATE SEQUENCE public.numbers;
"""
ADDED = {
    "ADD a public.filled": "any row: a would be NULL, which its domain does not take",
    "ADD b public.present": "any row: b would be NULL, which its domain does not take",
    "ADD c public.over": "any row: c would be NULL, which its domain does not take",
    "ADD d public.made_here": "any row: d would be NULL, which its domain does not take",
    "ADD e public.defaulted": "",
    "ADD f public.positive": "",
    "ADD g public.filled DEFAULT 'x'": "",
    "ADD h public.positive DEFAULT -5": "any row: h would be its default, which its domain does not take",
    "ADD i public.less": "any row: i would be its default, which its domain does not take",
    "ADD j public.less DEFAULT 0": "any row: j would be its default, which its domain does not take",
    "ADD k public.less DEFAULT 7": "",
    "ADD l public.less DEFAULT NULL": "",
    "ADD m public.filled DEFAULT NULL": "any row: m would be NULL, which its domain does not take",
    "ADD n public.filled DEFAULT now()": "",
}


@pytest.mark.parametrize("has_rows", [False, True])
def test_a_new_column_whose_domain_takes_no_null(compare: Compare, has_rows: bool) -> None:  # noqa: FBT001
    """The dry run has no row, so that it meets none; the query counts them."""
    made = f"{DOMAINS}CREATE TABLE public.t (id int);"
    lines = [f"ALTER TABLE public.t {each};\n" for each in ADDED]
    pending = f"CREATE DOMAIN public.made_here AS text NOT NULL; {''.join(lines)}"
    target = f"{made}INSERT INTO public.t VALUES (1);" if has_rows else made
    report = compare({"1_a.sql": made, "2_b.sql": pending}, target, rows={"1": ("a", [made])}, probe_rows=True)
    risks = report["pull_request"]["rows"]
    assert {(each["line"], each["on"]) for each in risks} == {(n, on) for n, on in enumerate(ADDED.values(), 1) if on}
    assert report["pull_request"]["deploy"] == ("fails-on-rows" if has_rows else "applies")


def test_a_default_that_its_domain_may_not_take(compare: Compare) -> None:
    """It is computed for each row, and not here."""
    made = f"{DOMAINS}CREATE TABLE public.t (id int);"
    pending = "ALTER TABLE public.t ADD a public.less DEFAULT 100 - 5;\nALTER TABLE public.t ADD b public.less DEFAULT nextval('numbers');\n"
    report = compare({"1_a.sql": made, "2_b.sql": pending}, made, rows={"1": ("a", [made])})
    risks = [(each["line"], each["on"]) for each in report["pull_request"]["rows"]]
    assert risks == [(n, f"any row: the domain of {name} may not take its default") for n, name in ((1, "a"), (2, "b"))]
