"""Run the check of one workflow run, write its reports, and publish the result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from schemasync.config.other_branches import OtherBranches
from schemasync.config.settings import Settings, settings_from
from schemasync.core.exit_codes import ExitCode
from schemasync.core.timing import Progress
from schemasync.expected.migration_source import saved_folder
from schemasync.expected.project_replay import replay_only
from schemasync.github.action_run import ActionRun
from schemasync.github.base_report import BaseReport, read_base_report
from schemasync.github.client import Client, connect
from schemasync.github.earlier_posts import read_earlier_posts
from schemasync.github.inputs import ADVICE
from schemasync.github.other_branches import BranchQuery, added_files, read_other_branches
from schemasync.github.publish import publish
from schemasync.github.report_files import write_reports
from schemasync.pipeline import check
from schemasync.report.outcome import effective_fail_on, failure_code, failure_reasons
from schemasync.report.view.model import ReportView
from schemasync.report.view.view import make_replay_view, make_view


def execute(run: ActionRun) -> int:
    """Check, write the reports, and post the results; returns the exit code.

    Raises:
        SchemasyncError: the check failed; a request that GitHub refuses becomes a notice instead.
    """
    run = replace(run, saved_folder=_saved_folder(run))
    earlier, base = read_earlier_posts(run), _base_report(run)
    fail_on = effective_fail_on(run.inputs.fail_on, has_base=bool(run.event.base), labels=run.event.labels)
    settings = _settings(run)
    view, code = _check_or_replay(run, settings, earlier.report, base)
    reasons = failure_reasons(view, fail_on, run.inputs.rules_level)
    code = code or failure_code(view, reasons, fail_on)
    write_reports(view, run.inputs.path(run.inputs.report_path), run.folder)
    publish(run, earlier, view, reasons, failed=code != 0)
    return code


def _settings(run: ActionRun) -> Settings:
    inputs, others = run.inputs, _other_branches(run)
    files = _folder_in_checkout(run)
    return settings_from(
        migrations=inputs.path(inputs.migrations),
        database_url=inputs.database_url,
        database_password=inputs.database_password,
        ssl_root_cert=inputs.path(inputs.ssl_root_cert) if inputs.ssl_root_cert else None,
        config=inputs.path(inputs.config) if inputs.config else None,
        base=inputs.base,
        postgres=inputs.postgres,
        postgres_image=inputs.postgres_image,
        shadow_url=inputs.shadow_url,
        schemas=inputs.schemas,
        baseline=inputs.baseline,
        include_all=inputs.include_all,
        include_roles=inputs.include_roles,
        large_table=inputs.large_table,
        probe_rows=inputs.probe_rows,
        down=inputs.down_sql,
        folder=run.folder,
        other_branches=others,
        added=added_files(files, others),
        name=inputs.target_name,
        url_required=False,
        advice=ADVICE,
    )


def _saved_folder(run: ActionRun) -> str:
    """The folder that a saved replay was made from, from the repository's root; empty without one.

    It was named in the folder in which the replay was saved: the workspace, or `workdir`.
    """
    saved = saved_folder(run.inputs.path(run.inputs.migrations))
    if not saved:
        return ""
    found = next((each for each in (Path(saved), run.inputs.path(saved)) if each.is_dir()), Path(saved)).absolute()
    return found.relative_to(Path.cwd()).as_posix() if found.is_relative_to(Path.cwd()) else saved


def _folder_in_checkout(run: ActionRun) -> Path:
    """The folder of the migrations, that of a saved replay too."""
    return Path(run.saved_folder) if run.saved_folder else run.inputs.path(run.inputs.migrations)


def _base_client(run: ActionRun) -> Client | None:
    """A client without retries for optional requests about the base branch; None if there is no base branch or database."""
    if run.client is None or not run.event.base or not run.inputs.database_url:
        return None
    return connect(run.inputs.github_token, run.event.api_url, run.event.repository, retries=False)


def _other_branches(run: ActionRun) -> OtherBranches:
    """Migrations of the base branch and of other pull requests, where the event has a base branch."""
    client, path = _base_client(run), _folder_in_checkout(run)
    if client is None or Path(run.folder).is_absolute():  # a saved replay's, from outside the workspace
        return OtherBranches(run.event.base)
    return read_other_branches(client, BranchQuery(run.event.base, run.folder, run.event.pull, path))


def _base_report(run: ActionRun) -> BaseReport:
    """Read the last report of the base branch; if there is none, a notice says why."""
    client = _base_client(run)
    if client is None:
        return BaseReport()
    found = read_base_report(client, run.event.base, run.inputs.check_name, run.key)
    if found.note:
        run.notices.append(found.note)
    return found


def _check_or_replay(
    run: ActionRun, settings: Settings, previous: dict[str, Any] | None, base: BaseReport
) -> tuple[ReportView, int]:
    """The report of a check, or without a connection string that of a replay alone, and the exit code that this has."""
    if settings.target.url:
        result = check(settings, Progress(run.runner.say))
        return make_view(result, previous, base=base.report), 0
    if run.event.without_secrets:
        source = "a fork" if run.event.from_fork else "Dependabot"
        why = f"This pull request comes from {source}, so GitHub gives the run no secrets: the migrations were "
        why += "replayed, but not compared with the database."
        code = 0
    else:
        why = "The input database-url is empty: is the secret set, and passed in `with:`? The migrations were "
        why += "replayed, but not compared with a database."
        code = ExitCode.SETTINGS if run.inputs.fail_on else 0
    run.notices.insert(0, why)
    return make_replay_view(replay_only(settings, Progress(run.runner.say)), settings.name, why), code
