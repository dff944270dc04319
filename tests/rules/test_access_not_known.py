"""Objects that PostgreSQL cannot print are told where the pull request opens something by them, and only there."""

from __future__ import annotations

from tests.plugins.replays import Compare
from tests.security.test_deep_sql import deepest

TABLES = "".join(f"CREATE TABLE public.{name} (i integer PRIMARY KEY);\n" for name in "abcde")
APPLIED = f"""{TABLES}REVOKE ALL ON public.a, public.e FROM anon, authenticated;
{deepest("CREATE POLICY old ON public.a USING (i %s > 0)")}
{deepest("CREATE POLICY limits ON public.b AS RESTRICTIVE USING (i %s > 0)")}
{deepest("CREATE POLICY stays ON public.c USING (i %s > 0)")}
"""
CHANGES = (
    "GRANT SELECT ON public.a TO anon;\nDROP POLICY limits ON public.b;\nALTER TABLE public.c ADD COLUMN j integer;\n"
)
MADE = (
    deepest("CREATE POLICY made ON public.d USING (i %s > 0)"),
    deepest("CREATE POLICY unused ON public.e USING (i %s > 0)"),
    "CREATE SCHEMA hidden;\n",
    deepest("CREATE FUNCTION hidden.f(a integer DEFAULT 1%s) RETURNS integer LANGUAGE sql AS 'SELECT 1'"),
    deepest("CREATE FUNCTION public.f(a integer DEFAULT 1%s) RETURNS integer LANGUAGE sql AS 'SELECT 1'"),
)
CANNOT = "PostgreSQL cannot print it (stack depth limit exceeded), so that nothing here can say what it opens."
COULD_NOT = "PostgreSQL could not print it, so that nothing here can say what it limited."
ANON, BOTH = "Anyone with the anon key", "Anyone with the anon key, and every signed-in user,"


def test_what_a_pull_request_opens(compare: Compare) -> None:
    made = "".join(MADE)
    line_of_function = made[: made.rindex("DO $do$")].count("\n") + 1
    report = compare({"1_a.sql": APPLIED, "2_b.sql": CHANGES, "3_c.sql": made}, APPLIED, {"1": ("a", None)})
    rules = [rule for rule in report["pull_request"]["rules"] if rule["id"] == "access-not-known"]
    assert {(rule["file"], rule["line"], rule["sentence"]) for rule in rules} == {
        ("2_b.sql", 1, f'{ANON} may reach rows of public.a by the policy "old" on public.a: {CANNOT}'),
        ("2_b.sql", 2, f'{BOTH} may reach more rows of public.b without the policy "limits" on public.b: {COULD_NOT}'),
        ("3_c.sql", 1, f'{BOTH} may reach rows of public.d by the policy "made" on public.d: {CANNOT}'),
        ("3_c.sql", line_of_function, f"{BOTH} may use the function public.f(integer): {CANNOT}"),
    }
    assert {rule["level"] for rule in rules} == {"security"}
