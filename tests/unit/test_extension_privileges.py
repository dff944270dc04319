"""What an extension brings bears privileges that nobody wrote: no difference in them is told, what somebody wrote is."""

from __future__ import annotations

import pytest

from tests.unit.conftest import COLUMNS, FIRST, TABLE, Compare, Report

HSTORE = "CREATE EXTENSION hstore;"
BROUGHT = "public.akeys(public.hstore)"
MORE = f"""
    ALTER EXTENSION hstore DROP FUNCTION {BROUGHT};
    DROP FUNCTION {BROUGHT};
    SET ROLE postgres;
    CREATE FUNCTION public.more(public.hstore) RETURNS integer LANGUAGE sql AS 'SELECT 1';
    RESET ROLE;
    ALTER EXTENSION hstore ADD FUNCTION public.more(public.hstore);
"""


def told(report: Report) -> list[tuple[str, str]]:
    return [(finding["status"], finding["name"]) for finding in report["findings"]]


@pytest.mark.parametrize(
    ("migration", "database", "later", "expected"),
    [
        (HSTORE, "", "", [("MISSING", "hstore")]),
        ("", HSTORE, "", [("EXTRA", "hstore")]),
        (HSTORE, HSTORE, MORE, []),
        (HSTORE, HSTORE, f"REVOKE EXECUTE ON FUNCTION {BROUGHT} FROM anon", [("MISSING", BROUGHT)]),
        (HSTORE, HSTORE, f"GRANT EXECUTE ON FUNCTION {BROUGHT} TO pg_read_all_data", [("EXTRA", BROUGHT)]),
    ],
    ids=["missing", "extra", "another release", "revoked", "granted"],
)
def test_privileges_on_what_an_extension_brings(
    compare: Compare, migration: str, database: str, later: str, expected: list[tuple[str, str]]
) -> None:
    prepare = TABLE + COLUMNS + later
    report = compare({"1_a.sql": FIRST + migration}, FIRST + database, {"1": ("a", None)}, prepare)
    assert told(report) == expected
    assert sum(len(area["objects"]) for area in report["areas"]) <= 4
