"""Which files declare a schema, and in which order: as supabase/cli's own tests have it, and its configuration file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from schemasync.migrations.declared_schemas import schema_files
from schemasync.supabase.cli import Cli
from schemasync.supabase.config_toml import read_project

TREE = (
    "schemas/b.sql", "schemas/a/z.sql", "schemas/a/deep/y.sql", "schemas/é.sql", "schemas/notes.md", "schemas/[x].sql",
    "database/t.sql", "custom/x1.sql", "custom/x2.sql", "custom/sub/x3.sql", "../other/o.sql", "migrations/1_a.sql",
)  # fmt: skip
ALL = ["schemas/[x].sql", "schemas/a/deep/y.sql", "schemas/a/z.sql", "schemas/b.sql", "schemas/é.sql"]
DELTA = "[experimental.pgdelta]\n"
PINNED = {"3": Cli((3, 1), pinned=True), "2": Cli((2, 100), pinned=True), "none": Cli()}


def paths(*patterns: str) -> str:
    return f"[db.migrations]\nschema_paths = {json.dumps(patterns)}\n"


@pytest.mark.parametrize(
    ("config", "cli", "found", "unmatched"),
    [
        ("", "none", ALL, ()),
        ("", "2", ALL, ()),
        (paths(), "2", ALL, ()),
        (paths("./schemas/*.sql"), "2", ["schemas/[x].sql", "schemas/b.sql", "schemas/é.sql"], ()),
        (paths("./schemas/**/*.sql"), "2", ["schemas/a/z.sql"], ()),
        (paths("./schemas/b.sql", "./schemas"), "2", ["schemas/b.sql", *[f for f in ALL if f != "schemas/b.sql"]], ()),
        (paths("schemas/a", "schemas/b.sql", "schemas/*"), "2", ["schemas/a/deep/y.sql", "schemas/a/z.sql",
         "schemas/b.sql", "schemas/[x].sql", "schemas/notes.md", "schemas/é.sql"], ()),
        (paths("custom/x[13].sql", "custom/x[^1].sql", "custom/sub/x?.sql"), "2",
         ["custom/x1.sql", "custom/x2.sql", "custom/sub/x3.sql"], ()),
        (paths(r"schemas/\[x\].sql"), "2", ["schemas/[x].sql"], ()),
        (paths("missing.sql", "none/*.sql", "", "custom/x[1", "custom/x2.sql"), "2", ["custom/x2.sql"],
         ("missing.sql", "none/*.sql", "", "custom/x[1")),
        (paths("../other/*.sql"), "2", ["../other/o.sql"], ()),
        (paths("/etc/*.conf", "../../*"), "2", [], ("/etc/*.conf", "../../*")),
        (paths("custom/*.sql"), "none", ["custom/x1.sql", "custom/x2.sql"], ()),
        (paths("custom/*.sql"), "3", ALL, ()),
        (paths("custom/*.sql") + DELTA + "enabled = false", "3", ["custom/x1.sql", "custom/x2.sql"], ()),
        (paths("custom/*.sql") + DELTA + "enabled = true", "2", ["database/t.sql"], ()),
        (DELTA + 'declarative_schema_path = "./custom"', "3", ["custom/sub/x3.sql", "custom/x1.sql", "custom/x2.sql"], ()),
        (DELTA + 'declarative_schema_path = "./custom"\nenabled = false', "3", ALL, ()),
        (paths("custom/x1.sql") + DELTA + 'declarative_schema_path = "nowhere"', "3", ["custom/x1.sql"], ()),
    ],
)  # fmt: skip
def test_files(tmp_path: Path, config: str, cli: str, found: list[str], unmatched: tuple[str, ...]) -> None:
    root = tmp_path / "app" / "supabase"
    for name in TREE:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("SELECT 1;", encoding="utf-8")
    (root / "schemas" / "linked.sql").symlink_to(root / "custom" / "x1.sql")
    (root / "schemas" / "linked").symlink_to(root / "custom")
    if "schema_paths" in config:
        (root / "schemas" / "linked.sql").unlink()
        (root / "schemas" / "linked").unlink()
    (root / "config.toml").write_text(config, encoding="utf-8")
    files = schema_files(read_project(root / "migrations"), root / "migrations", PINNED[cli])
    assert [migration.file for migration in files.files] == found
    assert files.unmatched == unmatched


@pytest.mark.parametrize(
    ("config", "cli", "is_ordered"),
    [
        ("", "none", False),
        ("", "2", True),
        ("", "3", False),
        (paths("custom/*.sql"), "none", True),
        (DELTA + "enabled = false", "3", True),
        (DELTA + "enabled = true", "2", False),
    ],
)
def test_order(tmp_path: Path, config: str, cli: str, is_ordered: bool) -> None:  # noqa: FBT001
    """Only pg-delta finds the order by itself."""
    root = tmp_path / "supabase"
    for folder in ("custom", "schemas", "database"):
        (root / folder).mkdir(parents=True)
    (root / "config.toml").write_text(config, encoding="utf-8")
    found = schema_files(read_project(root / "migrations"), root / "migrations", PINNED[cli])
    assert found.is_ordered is is_ordered
