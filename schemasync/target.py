"""The database to compare with: read once, from a URL or from a file that stands for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from schemasync.introspect.file import DATABASE, SavedSnapshot, is_file, load, save
from schemasync.introspect.snapshot import read_snapshot
from schemasync.model import Snapshot
from schemasync.postgres import connection
from schemasync.supabase.history import ABSENT, History, Recorded, read_history


@dataclass(frozen=True, slots=True)
class Target:
    """What is read of the target: its snapshot and its history of migrations."""

    snapshot: Snapshot
    history: History = field(default_factory=History)


def read_target(url: str, password: str = "", ssl_root_cert: Path | None = None) -> Target:
    """What is behind a URL; the connection is closed afterwards."""
    if is_file(url):
        saved = load(Path(url))
        rows = saved.extra.get("history", {"state": ABSENT, "rows": []})
        recorded = (Recorded(v, name, tuple(text) if text is not None else None) for v, name, text in rows["rows"])
        return Target(saved.snapshot, History(rows["state"], tuple(recorded)))
    with connection.target(url, password, ssl_root_cert) as open_:
        return Target(read_snapshot(open_), read_history(open_))


def save_target(path: Path, target: Target) -> None:
    """Write what was read of a database to a file that can stand for its URL.

    Raises:
        SettingsError: the file cannot be written.
    """
    rows = [[row.version, row.name, row.statements] for row in target.history.rows]
    save(path, SavedSnapshot(target.snapshot, DATABASE, {"history": {"state": target.history.state, "rows": rows}}))
