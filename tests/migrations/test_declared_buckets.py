"""Buckets that config.toml declares, as SQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.migrations.declared_buckets import bucket_migration
from schemasync.migrations.statements import split
from schemasync.supabase.config_toml import read_project

SECTIONS = "[storage.buckets.images]\npublic = true\n[storage.buckets.videos]\n"
INLINE = "[storage.buckets]\nimages = { public = true }\nvideos = {}\n"


@pytest.mark.parametrize(("config", "lines"), [(SECTIONS, [1, 3]), (INLINE, [1, 1])])
def test_each_bucket_is_inserted(tmp_path: Path, config: str, lines: list[int]) -> None:
    """Each at the line of its section; those without one stand on the first line together."""
    (tmp_path / "config.toml").write_text(config)
    migrations = tmp_path / "migrations"
    found = bucket_migration(read_project(migrations), migrations, {"images", "videos"})
    assert found is not None
    assert [statement.line for statement in split(found.sql)[0]] == lines
