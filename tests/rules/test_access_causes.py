"""Who gains access by a statement that names something else than the object, and what the report says of it."""

from __future__ import annotations

import pytest

from schemasync.verdict.access_side import _becomes_service_role
from tests.plugins.replays import Compare

PROTECTED = """CREATE TABLE public.{0} (id bigint PRIMARY KEY, owner uuid);
ALTER TABLE public.{0} ENABLE ROW LEVEL SECURITY;
"""
APPLIED = f"""{PROTECTED.format("judged")}
{PROTECTED.format("shown")}
{PROTECTED.format("shown_whole")}
CREATE TABLE public.cut (id bigint PRIMARY KEY, owner uuid);
REVOKE ALL ON public.cut FROM anon, authenticated;
CREATE FUNCTION public.allows() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT false';
CREATE POLICY own ON public.judged FOR SELECT USING (public.allows());
CREATE VIEW public.mine AS SELECT id FROM public.shown WHERE owner = auth.uid();
CREATE VIEW public.whole AS SELECT id FROM public.shown_whole WHERE owner IS NOT NULL;
"""
PENDING = """
CREATE OR REPLACE FUNCTION public.allows() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true';
GRANT SELECT ON public.judged TO service_role;
GRANT SELECT (id), UPDATE (owner) ON public.cut TO anon;
CREATE OR REPLACE VIEW public.mine AS SELECT id FROM public.shown;
CREATE OR REPLACE VIEW public.whole AS SELECT id FROM public.shown_whole;
CREATE VIEW public.also_mine AS SELECT id FROM public.shown WHERE owner = (SELECT auth.uid());
"""


def test_the_statement_that_opens_an_object_is_named(compare: Compare) -> None:
    """A function that a policy calls, a grant on columns, a view that no longer asks who calls."""
    report = compare({"1_a.sql": APPLIED, "2_b.sql": PENDING}, APPLIED, {"1": ("a", None)})
    sentences = [gain["sentence"].removeprefix("After this pull request ") for gain in report["pull_request"]["access"]]
    both, anon = "anyone with the anon key, and every signed-in user,", "anyone with the anon key"
    assert sentences == [
        f"{both} can read every row of public.judged: 2_b.sql:2 changes public.allows(), which the policy own calls.",
        f"{anon} can read and change every row of public.cut: 2_b.sql:4 grants columns of it to anon.",
        f"{both} can read, change and delete every row of public.mine: 2_b.sql:5 changes it.",
        f"{both} can add rows to public.also_mine: 2_b.sql:7 creates it.",
        f"{both} can read, change and delete rows of public.also_mine that its query or its tables allow: 2_b.sql:7 creates it.",
    ]


ELEVATED = """
CREATE FUNCTION public.raised() RETURNS bigint LANGUAGE sql SET search_path = '' SET role = service_role AS 'SELECT 1::bigint';
CREATE FUNCTION public.becomes() RETURNS void LANGUAGE plpgsql AS 'BEGIN SET LOCAL ROLE service_role; DELETE FROM public.judged; END';
CREATE FUNCTION public.lowered() RETURNS bigint LANGUAGE sql SET role = anon AS 'SELECT 1::bigint';
CREATE FUNCTION public.fires() RETURNS trigger LANGUAGE plpgsql SET role = service_role AS 'BEGIN RETURN NEW; END';
"""


def test_a_function_that_takes_the_rights_of_service_role(compare: Compare) -> None:
    """The API's session may become service_role, and `SET role` asks for no right of the role that calls."""
    report = compare({"1_a.sql": APPLIED, "2_b.sql": ELEVATED}, APPLIED, {"1": ("a", None)})
    found = report["pull_request"]
    who = "nyone with the anon key, and every signed-in user,"
    assert [gain["sentence"] for gain in found["access"]] == [
        f"After this pull request a{who} can call public.{name}(), which runs with the rights of service_role: 2_b.sql:{line} creates it."
        for name, line in (("raised", 2), ("becomes", 3))
    ]
    rule = next(rule for rule in found["rules"] if rule["id"] == "definer-function-in-api" and rule["line"] == 2)
    assert rule["sentence"].startswith(
        f"A{who} may call public.raised(), which runs with the rights of service_role and so"
    )


@pytest.mark.parametrize(
    "switch",
    [
        "SET LOCAL ROLE service_role",
        "SET role = 'service_role'",
        "PERFORM set_config('role', 'service_role', true)",
        "EXECUTE 'set role service_role'",
    ],
)
def test_code_that_becomes_service_role(switch: str) -> None:
    """A comment, another role, or the name alone is nothing."""
    code = "BEGIN -- SET ROLE service_role\n%s; RETURN; END"
    assert _becomes_service_role(code % switch)
    assert not _becomes_service_role(code % switch.replace("service_role", "anon"))
    assert not _becomes_service_role(code % "PERFORM 'service_role'")


def test_a_function_in_a_schema_that_is_opened(compare: Compare) -> None:
    """The rule stands at the statement that grants usage of the schema, as the function itself is not new."""
    applied = (
        "CREATE SCHEMA inner_part; CREATE FUNCTION inner_part.kept() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = ''"
        " AS 'SELECT 1';"
    )
    pending = "SELECT 1;\nGRANT USAGE ON SCHEMA inner_part TO authenticated;\n"
    report = compare({"1_a.sql": applied, "2_b.sql": pending}, applied, {"1": ("a", None)})
    found = report["pull_request"]["rules"]
    assert [(rule["id"], rule["line"]) for rule in found if rule["id"] == "definer-function-in-api"] == [
        ("definer-function-in-api", 2)
    ]


def test_a_function_beside_a_policy_that_calls_another(compare: Compare) -> None:
    """The cause is looked for among the function's own: no policy has to do with EXECUTE."""
    applied = APPLIED + "CREATE FUNCTION public.counts() RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1';\n"
    pending = "CREATE POLICY more ON public.shown USING (public.allows());\nALTER FUNCTION public.counts() SECURITY DEFINER;\n"
    report = compare({"1_a.sql": applied, "2_b.sql": pending}, applied, {"1": ("a", None)})
    sentences = [gain["sentence"] for gain in report["pull_request"]["access"]]
    assert any(sentence.endswith("2_b.sql:2 changes it.") for sentence in sentences), sentences
