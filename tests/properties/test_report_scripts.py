"""Each case of the corpus as migrations, a database by hand and declared files: every script of the report runs and settles.

A sample runs in one of the ways in which people run scripts; all of it in all ways with PROPERTIES=all (`make properties`).
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import psycopg
import pytest

from schemasync.config.settings import settings_from
from schemasync.core.fix import FixDirection
from schemasync.pipeline import check
from schemasync.postgres.shadow import ShadowServer
from tests.properties.script_runs import Scripts
from tests.properties.test_corpus import CASES, CORPUS, UNSOLVED

EVERYWHERE = os.environ.get("PROPERTIES") == "all"
SAMPLE = 60
"""One case of so many runs where not all do."""
UNABLE = (
    "-- roles:", "-- requires: pg", "-- requires: icu", "SUBSCRIPTION", "ROLE ", "DATABASE ", "corpus_", "FOREIGN DATA WRAPPER",
    "SCHEMA storage", "SCHEMA cron", "SCHEMA extensions", '"uuid-ossp"', "STYPE = internal",
)  # fmt: skip
"""Cases that are of the server, not of a database, or of one major, make what the platform has, or need a superuser."""


def _texts(case: str) -> tuple[str, str]:
    before, after = ((CORPUS / case / f"{side}.sql").read_text(encoding="utf-8") for side in "ab")
    return before, after


def _runs(case: str) -> bool:
    return case not in UNSOLVED and not any(word in text for word in UNABLE for text in _texts(case))


ABLE = [case for case in CASES if _runs(case)]
OUT_OF_SCOPE = frozenset({"extension/comment"})
"""Cases of which both sides are the same to a check: comments on extensions are the platform's (`supabase/scope.py`)."""
REFUSED = "42501"
"""SQLSTATE of what only a superuser may do."""
ALWAYS = ("partition/detached_loses_index",)
CHOSEN = [case for case in ABLE if EVERYWHERE or case in ALWAYS or zlib.crc32(case.encode()) % SAMPLE == 0]


@pytest.mark.parametrize("case", CHOSEN)
def test_every_script_settles_its_problem(case: str, shadow: ShadowServer, tmp_path: Path) -> None:
    migrated, target = "scripts_migrated", "scripts_target"
    before, after = _texts(case)
    (tmp_path / "migrations").mkdir()
    (tmp_path / "schemas").mkdir()
    (tmp_path / "migrations" / "1_a.sql").write_text(before, encoding="utf-8")
    (tmp_path / "schemas" / "b.sql").write_text(after, encoding="utf-8")
    for database, sql in ((migrated, before), (target, after)):
        shadow.drop_database(database)
        shadow.create_database(database)
        try:
            with shadow.connect(database) as connection:
                connection.execute(sql.encode())
        except psycopg.errors.InsufficientPrivilege as error:
            pytest.skip(f"the project's role may not: {error}")
    result = check(settings_from(migrations=tmp_path / "migrations", database_url=shadow.url(target)))
    if result.failed and all(file.error and file.error.sqlstate == REFUSED for file in result.failed):
        pytest.skip(f"the project's role may not: {result.failed[0].error}")
    assert not result.failed
    if case in OUT_OF_SCOPE:
        assert not result.problems
        pytest.skip("a check does not compare it")
    scripts = Scripts(
        result,
        {FixDirection.REPAIR: (shadow, target), FixDirection.ADOPT: (shadow, migrated)},
        result.actual,
        every=EVERYWHERE,
    )
    assert scripts.faults() == []
    assert scripts.count, scripts.unproven
