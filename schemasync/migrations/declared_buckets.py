"""Turn the storage buckets that `config.toml` declares into SQL."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from schemasync.core.model import Snapshot
from schemasync.core.sql import literal
from schemasync.kinds import KINDS
from schemasync.migrations.discover import Migration
from schemasync.supabase.config_toml import Project

BUCKETS = "storage.buckets"
"""Table of Supabase whose rows are buckets."""
_SIZE = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([kmgtp]?)i?b?\s*", re.IGNORECASE)
_UNITS = " kmgtp"


def bucket_names(snapshot: Snapshot) -> frozenset[str]:
    """Names of the storage buckets in a database."""
    return frozenset(ref.name for ref in snapshot.objects if KINDS[ref.kind].catalog.table == BUCKETS)


def bucket_migration(project: Project, folder: Path, present: Collection[str]) -> Migration | None:
    """SQL for the buckets of `config.toml` that the database has, each on the line of its section.

    `supabase db push` does not create them (`supabase seed buckets` does), so one that the database lacks is no drift.
    """
    path = folder.parent / "config.toml"
    lines: dict[int, str] = {}
    for name, settings in project.buckets.items():
        if name in present:
            number = _line(project.text, name)
            lines[number] = lines.get(number, "") + _insert(name, settings)
    if not lines:
        return None
    text = "\n".join(lines.get(number, "") for number in range(1, max(lines) + 1))
    return Migration(path, path.name, "", "buckets", text)


def _line(text: str, name: str) -> int:
    sections = [f"[storage.buckets.{form}]" for form in (name, f'"{name}"', f"'{name}'")]
    for number, line in enumerate(text.splitlines(), 1):
        if any(line.replace(" ", "").startswith(section) for section in sections):
            return number
    return 1


def _insert(name: str, settings: Mapping[str, Any]) -> str:
    limit, types = size_in_bytes(settings.get("file_size_limit")), settings.get("allowed_mime_types")
    values = {
        "public": "true" if settings.get("public") is True else "false",
        "file_size_limit": str(limit) if limit else "NULL",
        "allowed_mime_types": f"ARRAY[{', '.join(literal(str(item)) for item in types)}]::text[]"
        if isinstance(types, list) and types
        else "NULL",
    }
    sets = ", ".join(f"{column} = excluded.{column}" for column in values)
    return (
        f"INSERT INTO storage.buckets (id, name, {', '.join(values)}) VALUES"
        f" ({literal(name)}, {literal(name)}, {', '.join(values.values())}) ON CONFLICT (id) DO UPDATE SET {sets};"
    )


def size_in_bytes(text: Any) -> int | None:
    """Bytes of a size such as `50MiB` or `5MB` (both are powers of 1024); None if the text is no size.

    Source: supabase/cli `pkg/config/storage.go`, which reads sizes as Docker does.
    """
    if isinstance(text, int) and not isinstance(text, bool):
        return text
    match = _SIZE.fullmatch(text) if isinstance(text, str) else None
    return int(float(match[1]) * 1024 ** _UNITS.index(match[2].lower() or " ")) if match else None
