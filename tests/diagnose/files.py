"""Texts of files that several tests of diagnoses use."""

from __future__ import annotations

from tests.plugins.replays import Replay

TABLES = "CREATE TABLE a (id uuid, name text);\nCREATE TABLE b (id uuid, note text);"
FUNCTION = "CREATE FUNCTION f({}) RETURNS {} LANGUAGE sql AS 'SELECT 1';"
IN_DO = "DO $$\nBEGIN\n  IF {} THEN\n    {};\n  END IF;\nEND $$;"


def last(replayed: Replay, *files: str) -> tuple[str, str]:
    """SQLSTATE and diagnosis of the last file; those before it may fail too."""
    error = replayed(*files).error(len(files) - 1)
    return error.sqlstate, error.diagnosis
