"""Makes a drifted target from an example project and checks it through its URL, as any target."""

from __future__ import annotations

import json
from pathlib import Path

from schemasync.config.settings import settings_from
from schemasync.core.errors import SettingsError
from schemasync.pipeline import Progress, check, replay
from schemasync.postgres.embedded import embedded
from schemasync.report.formats.html import to_html
from schemasync.report.formats.json import to_json
from schemasync.report.formats.markdown import to_markdown
from schemasync.report.view.view import ReportView, make_view
from schemasync.result import CheckResult

REPORT = "report.json"


def run_demo(
    example: Path, output: Path, postgres: str, progress: Progress, *, fixed: bool
) -> tuple[CheckResult, ReportView]:
    """Check the example project against a target that has all migrations and `drift.sql`.

    Args:
        example: folder with `supabase/migrations`, `drift.sql`, `fixed.sql`, `schemasync.toml`.
        output: folder for `report.md`, `report.html` and `report.json`; an earlier report there is the one compared with.
        postgres: as `--postgres`.
        progress: told what happens.
        fixed: also run `fixed.sql`, which mends part of the drift.

    Raises:
        SettingsError: the example's files are not there.
    """
    migrations = example / "supabase" / "migrations"
    if not (example / "drift.sql").is_file():
        raise SettingsError(
            f"there is no example project at {example}", "run from the repository, or name --example DIR"
        )
    previous = output / REPORT
    progress("making the target")
    with embedded(bindir=None if postgres == "embedded" else postgres) as target_server:
        replay(target_server, migrations)
        with target_server.connect() as connection:
            connection.execute("DROP SCHEMA supabase_migrations CASCADE")  # as a database that no CLI was ever used on
            for name in ("drift.sql", "fixed.sql") if fixed else ("drift.sql",):
                connection.execute((example / name).read_bytes())
        settings = settings_from(
            migrations=migrations,
            database_url=target_server.url(),
            config=example / "schemasync.toml",
            postgres=postgres,
            previous=previous if fixed and previous.is_file() else None,
            name=example.name,
        )
        outcome = check(settings, progress)
    earlier = json.loads(previous.read_text(encoding="utf-8")) if settings.previous else None
    view = make_view(outcome, earlier)
    output.mkdir(parents=True, exist_ok=True)
    (output / "report.md").write_text(to_markdown(view), encoding="utf-8")
    (output / "report.html").write_text(to_html(view), encoding="utf-8")
    previous.write_text(to_json(view), encoding="utf-8")
    return outcome, view
