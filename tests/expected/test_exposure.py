"""Supabase revoked a project's default privileges on some day: objects that are older keep their grants, and are in sync."""

from __future__ import annotations

import pytest

from tests.plugins.replays import Compare

REVOKED = "".join(
    f"ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public REVOKE {rights} FROM anon, authenticated, service_role;"
    for rights in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES", "EXECUTE ON FUNCTIONS")
)
"""Source: supabase changelog 45329."""


def made(name: str) -> str:
    return (
        f"CREATE TABLE public.{name} (id serial PRIMARY KEY); ALTER TABLE public.{name} ENABLE ROW LEVEL SECURITY;"
        f"CREATE FUNCTION public.f_{name}() RETURNS int LANGUAGE sql AS 'SELECT 1';"
    )


OLD, NEW, LATE = "20240101000000_a.sql", "20250101000000_b.sql", "20270101000000_c.sql"
FILES = {OLD: made("a"), NEW: made("b"), LATE: made("c")}
EDITED = {**FILES, NEW: f"{FILES[NEW]} ALTER TABLE public.b ADD more int;"}


def rows(*files: str) -> dict[str, tuple[str | None, list[str] | None]]:
    return {file.split("_")[0]: (file[15:-4], [FILES[file]]) for file in files}


@pytest.mark.parametrize(
    ("files", "target", "problems"),
    [
        (FILES, made("a") + made("b") + REVOKED + made("c"), []),
        (FILES, made("a") + REVOKED + made("b") + made("c"), []),
        (FILES, REVOKED + made("a") + made("b") + made("c"), []),
        (
            FILES,
            made("a") + made("b") + REVOKED + made("c") + "REVOKE SELECT ON public.b FROM anon;",
            ["Access of anon to table public.b differs"],
        ),
        (
            FILES,
            REVOKED + made("a") + made("b") + made("c") + "GRANT ALL ON public.b TO authenticated;",
            ["Access of authenticated to table public.b differs"],
        ),
        (EDITED, made("a") + REVOKED + made("b") + made("c"), ["Column public.b.more is missing"]),
        (EDITED, made("a") + made("b") + REVOKED + made("c"), ["Column public.b.more is missing"]),
    ],
)
def test_older_objects_keep_their_grants(
    compare: Compare, files: dict[str, str], target: str, problems: list[str]
) -> None:
    report = compare(files, target, rows(OLD, NEW, LATE))
    assert [problem["title"] for problem in report["problems"]] == problems


GRANTS = "".join(
    f'ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" IN SCHEMA "public" GRANT ALL ON {objects} TO "{role}";'
    for objects in ("TABLES", "SEQUENCES", "FUNCTIONS") for role in ("postgres", "anon", "authenticated", "service_role")
)  # fmt: skip
"""Last lines of each dump of a project in the old regime (`supabase db pull`)."""
BY_HAND = "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
HARDENED = "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;"
"""As Supabase's documentation advises; it says nothing of new tables."""


@pytest.mark.parametrize(
    ("files", "target", "regime", "problems"),
    [
        ({**FILES, OLD: made("a") + GRANTS}, made("a") + GRANTS + made("b") + REVOKED + made("c"), "are not granted", []),
        (
            FILES,
            made("a") + made("b") + made("c") + f"{BY_HAND} REVOKE SELECT ON TABLES FROM anon;"
            f"{BY_HAND} REVOKE ALL ON TABLES FROM authenticated, service_role;",
            "are granted",
            ["Access of anon to new tables of postgres in schema public differs, and 2 more objects differ"],
        ),
        (
            {**FILES, OLD: made("a") + HARDENED},
            made("a") + HARDENED + made("b") + REVOKED + made("c"),
            "are not granted",
            [],
        ),
        (
            {OLD: made("a") + f"{BY_HAND} REVOKE ALL ON TABLES FROM anon;"},
            made("a"),
            "are granted",
            ["Access of anon to new tables of postgres in schema public is only in the database"],
        ),
        (
            FILES,
            REVOKED + made("a") + made("b") + made("c") + f"{BY_HAND} GRANT SELECT ON TABLES TO anon;",
            "are not granted",
            ["Access of anon to new tables of postgres in schema public differs in privileges"],
        ),
    ],
)  # fmt: skip
def test_regime_explains_its_grants_and_a_change_by_hand_is_one_problem(
    compare: Compare, files: dict[str, str], target: str, regime: str, problems: list[str]
) -> None:
    report = compare(files, target, {file.split("_")[0]: (file[15:-4], [text]) for file, text in files.items()})
    assert [problem["title"] for problem in report["problems"]] == problems
    [line] = [line for line in report["diagnostics"] if "in public are" in line]
    assert regime in line


def test_grants_of_before_an_upgrade_lack_maintain(compare: Compare) -> None:
    """PostgreSQL 17 brought MAINTAIN; an upgrade adds it to no grant and to no default privilege."""
    files = {OLD: FILES[OLD]}
    earlier = "REVOKE MAINTAIN ON public.a FROM anon, authenticated, service_role;"
    defaults = f"{BY_HAND} REVOKE MAINTAIN ON TABLES FROM anon, authenticated, service_role;"
    assert compare(files, made("a") + earlier + defaults, rows(OLD))["problems"] == []
    by_name = {OLD: f"{FILES[OLD]}CREATE ROLE worker; GRANT SELECT, MAINTAIN ON public.a TO worker;"}
    [problem] = compare(by_name, made("a") + "CREATE ROLE worker; GRANT SELECT ON public.a TO worker;", rows(OLD))[
        "problems"
    ]
    assert "worker" in problem["title"], "MAINTAIN that was granted by name is missing"


def test_pending_files_are_hidden(compare: Compare) -> None:
    """All applied files are older than the day; the pending one, which grants nothing, opens nothing."""
    report = compare(FILES, made("a") + made("b") + REVOKED, rows(OLD, NEW))
    assert (report["problems"], report["pending"]["dry_run"]["ok"]) == ([], True)
    assert "anon" not in str(report["pending"])
