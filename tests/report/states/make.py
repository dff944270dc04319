"""Make the stored views anew, with real servers: `python -m tests.report.states.make [STATE …]`."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from schemasync.config.other_branches import OtherBranches
from schemasync.config.settings import Settings, settings_from
from schemasync.expected.project_replay import replay
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ShadowServer
from schemasync.report.formats.json import as_dict
from schemasync.report.view.model import ReportView
from schemasync.report.view.view import make_view
from tests.example import EXAMPLE
from tests.report.states.scenarios import SCENARIOS, Scenario
from tests.report.states.stored import save

SHOP = Path(__file__).parent / "shop"
NOW = dt.datetime(2026, 11, 29, 12, 0, tzinfo=dt.UTC)
BEFORE = NOW - dt.timedelta(days=18)
DURATIONS = {"target": 0.21, "replay": 0.34, "compare": 0.05, "prove": 0.42}


def main() -> None:
    """Make the views of the named states, or of all."""
    for name in sys.argv[1:] or SCENARIOS:
        scenario = SCENARIOS[name]
        with tempfile.TemporaryDirectory() as folder, embedded() as server:
            save(_view(scenario, Path(folder), server), name)
        print(name, flush=True)


def _view(scenario: Scenario, folder: Path, server: ShadowServer) -> ReportView:
    settings = _project(scenario, folder, server)
    base = None
    with server.connect() as connection:
        if scenario.base is not None:
            connection.execute(scenario.base.encode())
            base = json.loads(json.dumps(as_dict(make_view(check(settings), now=BEFORE))))
        connection.execute(scenario.by_hand.encode() or b"SELECT")
    view = make_view(check(settings), now=NOW, base=base)
    return _fixed(view)


def _fixed(view: ReportView) -> ReportView:
    """The view without what differs from run to run."""
    migrations = tuple(replace(item, seconds=0.01) for item in view.migrations)
    return replace(view, durations=DURATIONS, migrations=migrations, server_version="17.5")


def _project(scenario: Scenario, folder: Path, server: ShadowServer) -> Settings:
    """Write the migrations, make the database that has the applied ones, and give the settings of the check."""
    migrations = folder / "supabase" / "migrations"
    shutil.copytree(EXAMPLE / "supabase" / "migrations" if scenario.example else SHOP, migrations)
    for name, text in scenario.applied.items():
        (migrations / name).write_text(text)
    applied = sorted(migrations.glob("*.sql"))
    replay(server, migrations)
    with server.connect() as connection:
        _record(scenario, applied, connection)
    for name, text in scenario.pending.items():
        (migrations / name).write_text(text)
    for name, text in scenario.declared.items():
        schemas = folder / "supabase" / "schemas"
        schemas.mkdir(exist_ok=True)
        (schemas / name).write_text(text)
    base = "main" if scenario.base is not None else ""
    return settings_from(
        migrations=migrations,
        database_url=server.url(),
        config=EXAMPLE / "schemasync.toml" if scenario.example else None,
        name="marketplace" if scenario.example else "shop",
        folder="supabase/migrations",
        other_branches=OtherBranches(base),
    )


def _record(scenario: Scenario, applied: list[Path], connection: psycopg.Connection[Any]) -> None:
    """Write the history as the CLI does; the last applied migration of an incomplete state never ran."""
    connection.execute("DROP SCHEMA IF EXISTS supabase_migrations CASCADE")
    if not scenario.history:
        return
    connection.execute(
        "CREATE SCHEMA supabase_migrations;"
        "CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text)"
    )
    rows = [(path.stem.partition("_")[0], path.stem.partition("_")[2], path.read_text()) for path in applied]
    for version, name, text in [*rows, *([scenario.remote_only] if scenario.remote_only else [])]:
        connection.execute(
            "INSERT INTO supabase_migrations.schema_migrations VALUES (%s, %s, %s)", (version, [text], name)
        )
    if scenario.remote_only:
        connection.execute(scenario.remote_only[2].encode())


if __name__ == "__main__":
    main()
