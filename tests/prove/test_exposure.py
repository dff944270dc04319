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


def test_pending_files_are_hidden(compare: Compare) -> None:
    """All applied files are older than the day; the pending one, which grants nothing, opens nothing."""
    report = compare(FILES, made("a") + made("b") + REVOKED, rows(OLD, NEW))
    assert (report["problems"], report["pending"]["dry_run"]["ok"]) == ([], True)
    assert "anon" not in str(report["pending"])
