"""The command line: `schemasync check | fix | adopt | init | replay | snapshot | diff | demo`."""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console

from schemasync.compare.compare import compare
from schemasync.errors import PlanError, SchemasyncError, SettingsError
from schemasync.init import configuration
from schemasync.introspect.majors import alike
from schemasync.mend import plan_mending, repair_target, script, write_migration
from schemasync.outcome import Outcome
from schemasync.pipeline import Progress, check, read_target, replay_only, save_target
from schemasync.plan.build import PREAMBLE, build
from schemasync.replay.saved import save_replay
from schemasync.report.diff import diff_view, print_diff
from schemasync.report.html import to_html
from schemasync.report.json import migration, to_json
from schemasync.report.markdown import to_markdown
from schemasync.report.sarif import to_sarif
from schemasync.report.terminal import print_report
from schemasync.report.view import ReportView, make_view, migration_view
from schemasync.settings import BASELINES, DEFAULT_CONFIG, DEFAULT_MIGRATIONS, FORMATS, Settings, settings_from

DRIFT, REPLAY_FAILED = 1, 4
INTERRUPTED = 130
URL_VARIABLE = "SCHEMASYNC_DATABASE_URL"
PASSWORD_VARIABLE = "SCHEMASYNC_DATABASE_PASSWORD"  # noqa: S105  the name of a variable
SHADOW_VARIABLE = "SCHEMASYNC_SHADOW_URL"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code (see README)."""
    options = _parser().parse_args(arguments)
    _stop_on_signals()
    logging.getLogger("psycopg").setLevel(logging.ERROR)  # a migration that fails is told by us
    try:
        return int(options.run(options))
    except SchemasyncError as error:
        _stderr().print(f"error: {error.message}", style="red", markup=False, highlight=False)
        if error.hint:
            _stderr().print(f"hint: {error.hint}", markup=False, highlight=False)
        return error.exit_code
    except KeyboardInterrupt:
        _stderr().print("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED


def _stop_on_signals() -> None:
    """SIGTERM and SIGHUP end the run as Ctrl-C does, so that the server is stopped and removed."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="schemasync",
        description="Is the database what the migrations say? Replays a Supabase project's migrations in a throwaway "
        "PostgreSQL, reads the real database's catalogs, and reports the difference with the SQL that mends it.",
        epilog="Exit codes: 0 in sync, 1 drift, 2 settings, 3 shadow PostgreSQL, 4 replay, 5 database, 6 plan, 7 GitHub.",
    )
    parser.add_argument("--version", action="version", version=f"schemasync {version('schemasync')}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_replay(commands)
    _add_mending(commands)
    _add_init(commands)
    _add_snapshot(commands)
    _add_diff(commands)
    _add_demo(commands)
    return parser


def _add_postgres(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--postgres", default="embedded", metavar="WHERE",
        help="the throwaway server: `embedded` (default) finds binaries on this machine; or a folder that holds them; "
        "`docker` boots an image; `url` uses a server that you name",
    )  # fmt: skip
    command.add_argument("--postgres-image", default="", metavar="IMAGE", help="for --postgres docker")
    command.add_argument(
        "--shadow-url", default=os.environ.get(SHADOW_VARIABLE, ""), metavar="URL",
        help=f"for --postgres url: a superuser's URL (better in the environment: {SHADOW_VARIABLE})",
    )  # fmt: skip


def _add_common(command: argparse.ArgumentParser, formats: Sequence[str], *, output: bool = True) -> None:
    _add_postgres(command)
    command.add_argument("--config", type=Path, metavar="FILE", help="default: schemasync.toml, if there is one")
    command.add_argument("--format", choices=formats, default=formats[0], help="what to print (default: %(default)s)")
    if output:
        command.add_argument("--output", type=Path, metavar="FILE", help="write there instead of printing")


def _add_check(commands: Any) -> None:
    command = commands.add_parser(
        "check",
        help="compare migrations with a database",
        description="Replays the migrations, reads the database, compares, proves fixes, and reports.",
        epilog=f"example: {URL_VARIABLE}=postgresql://… schemasync check --migrations supabase/migrations",
    )
    _add_comparison(command)
    command.add_argument(
        "--previous", type=Path, metavar="FILE", help="an earlier report.json, to show what is resolved"
    )
    _add_common(command, FORMATS)
    command.set_defaults(run=_check)


def _add_comparison(command: argparse.ArgumentParser) -> None:
    """What says which migrations are compared with which database, and how."""
    command.add_argument(
        "--migrations", type=Path, default=DEFAULT_MIGRATIONS, metavar="DIR", help="default: %(default)s"
    )
    command.add_argument(
        "--database-url", default=os.environ.get(URL_VARIABLE, ""), metavar="URL",
        help=f"the database to compare with (better in the environment: {URL_VARIABLE})",
    )  # fmt: skip
    command.add_argument(
        "--ssl-root-cert", type=Path, metavar="FILE", help="authority that the server's certificate must be signed by"
    )
    command.add_argument(
        "--schemas", default="", metavar="NAMES", help="compare only these, separated by commas (default: all)"
    )
    command.add_argument(
        "--baseline", choices=BASELINES, default="none",
        help="`target` borrows from the database what migrations use but never make (default: %(default)s)",
    )  # fmt: skip
    command.add_argument("--name", default="", metavar="TEXT", help="what the database is called in the report")


def _add_mending(commands: Any) -> None:
    fix = commands.add_parser(
        "fix",
        help="make the database what the migrations say",
        description="Prints the SQL that repairs the database, proven on a mirror; --apply runs it.",
    )
    adopt = commands.add_parser(
        "adopt",
        help="write a migration that adopts the database's state",
        description="Writes a migration that makes the migrations what the database is, proven on a mirror, and says "
        "how the history is told. With --baseline target it writes the base schema that no migration makes.",
    )
    for command in (fix, adopt):
        _add_comparison(command)
        _add_postgres(command)
        command.add_argument("--config", type=Path, metavar="FILE", help="as for check")
        command.add_argument(
            "--only", action="append", default=[], metavar="NAME", help="settle only this difference (pattern; repeat)"
        )
    fix.add_argument("--apply", action="store_true", help="run it on the database, after a question")
    fix.add_argument("--yes", action="store_true", help="do not ask")
    fix.add_argument("--allow-data-loss", action="store_true", help="run it even if it drops columns or tables")
    fix.set_defaults(run=_fix)
    adopt.add_argument("--dry-run", action="store_true", help="print the migration instead of writing it")
    adopt.set_defaults(run=_adopt)


def _add_init(commands: Any) -> None:
    command = commands.add_parser(
        "init",
        help="write a commented schemasync.toml",
        description="Replays the migrations and writes a configuration file with areas guessed from the tables' names.",
    )
    command.add_argument(
        "--migrations", type=Path, default=DEFAULT_MIGRATIONS, metavar="DIR", help="default: %(default)s"
    )
    _add_postgres(command)
    command.add_argument("--output", type=Path, default=DEFAULT_CONFIG, metavar="FILE", help="default: %(default)s")
    command.set_defaults(run=_init)


def _add_replay(commands: Any) -> None:
    command = commands.add_parser(
        "replay",
        help="replay migrations in a throwaway PostgreSQL",
        description="Runs every migration as `supabase db push` would, without any database of yours.",
    )
    command.add_argument(
        "--migrations", type=Path, default=DEFAULT_MIGRATIONS, metavar="DIR", help="default: %(default)s"
    )
    _add_common(command, ("terminal", "json"))
    command.set_defaults(run=_replay)


def _add_snapshot(commands: Any) -> None:
    command = commands.add_parser(
        "snapshot",
        help="write a database's schema, or a replay, to a file",
        description="Writes a versioned, checksummed file. `check` takes a database's in place of --database-url and "
        "a replay's in place of --migrations; `diff` takes either. One replay serves many databases.",
    )
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("url", nargs="?", metavar="URL", help="the database to read")
    what.add_argument("--migrations", type=Path, metavar="DIR", help="the migrations to replay")
    _add_postgres(command)
    command.add_argument("--output", type=Path, required=True, metavar="FILE", help="the file to write")
    command.set_defaults(run=_snapshot)


def _add_diff(commands: Any) -> None:
    command = commands.add_parser(
        "diff",
        help="compare two databases",
        description="Compares the schemas of two databases; `--format sql` prints the statements that turn the first "
        "into the second, ready for psql.",
    )
    command.add_argument("before", metavar="FROM_URL", help="the database to start from; or a file of `snapshot`")
    command.add_argument("after", metavar="TO_URL", help="the database to arrive at; or a file")
    _add_common(command, ("terminal", "markdown", "json", "sql"))
    command.set_defaults(run=_diff)


def _add_demo(commands: Any) -> None:
    command = commands.add_parser(
        "demo",
        help="run the example project against a drifted database",
        description="Boots PostgreSQL, makes a database with the example's migrations and some drift, and checks it.",
    )
    command.add_argument("--example", type=Path, default=Path("examples/marketplace"), metavar="DIR")
    command.add_argument("--fixed", action="store_true", help="mend part of the drift first; shows what is resolved")
    command.add_argument("--output", type=Path, default=Path("demo-output"), metavar="DIR", help="default: %(default)s")
    command.add_argument("--postgres", default="embedded", metavar="WHERE")
    command.set_defaults(run=_demo)


def _check(options: argparse.Namespace) -> int:
    settings = _settings(options, output_format=options.format, output=options.output, previous=options.previous)
    previous = load_previous(settings)
    with _progress() as progress:
        outcome = check(settings, progress)
    view = make_view(outcome, previous)
    text = _render(view, settings.format)
    if settings.format == "sarif":
        text = to_sarif(view, settings.migrations.as_posix())
    _emit(text, settings.output, view if settings.format == "terminal" else None)
    return exit_code(outcome)


def _settings(options: argparse.Namespace, **more: Any) -> Settings:
    return settings_from(
        migrations=options.migrations,
        database_url=options.database_url,
        database_password=os.environ.get(PASSWORD_VARIABLE, ""),
        ssl_root_cert=options.ssl_root_cert,
        config=options.config,
        postgres=options.postgres,
        postgres_image=options.postgres_image,
        shadow_url=options.shadow_url,
        schemas=options.schemas.replace(",", " ").split(),
        name=options.name,
        baseline=options.baseline,
        **more,
    )


def _fix(options: argparse.Namespace) -> int:
    settings = _settings(options)
    with _progress() as progress:
        mending = plan_mending(settings, options.only, progress)
    if not mending.chosen:
        print("-- nothing is to be done")
        return 0
    plan = mending.repair.plan
    proof = "proven on a mirror" if mending.repair.proven else f"NOT proven: {mending.repair.reason}"
    sys.stdout.write(script(plan, f"Makes the database what the migrations say; {proof}."))
    if not options.apply:
        return DRIFT
    sys.stdout.flush()
    if not options.yes and not _agreed(f"Run these {len(plan.statements)} statements on the database?"):
        return DRIFT
    repair_target(settings, mending, allow_data_loss=options.allow_data_loss)
    _stderr().print("done: the database is what the migrations say, as far as it was chosen")
    return 0


def _agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        raise SettingsError("nobody is here to ask", "say --yes")
    _stderr().print(f"{question} [y/N] ", end="", markup=False)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _adopt(options: argparse.Namespace) -> int:
    settings = _settings(options)
    with _progress() as progress:
        mending = plan_mending(settings, options.only, progress)
    baseline = settings.baseline == "target"
    plan = mending.baseline if baseline else mending.adopt.plan
    if not plan.statements:
        print("nothing is to be adopted")
        return 0
    if not baseline and not mending.adopt.proven:
        raise PlanError(f"the migration is not proven: {mending.adopt.reason}", "nothing was written")
    if options.dry_run:
        sys.stdout.write(script(plan, "Written by schemasync from the database's state."))
        return 0
    path = write_migration(settings.migrations, plan, "baseline" if baseline else "adopt_drift")
    print(f"written: {path}")
    print(
        f"the database has it already, so tell its history: supabase migration repair --status applied {path.name.partition('_')[0]}"
    )
    return 0


def _init(options: argparse.Namespace) -> int:
    if options.output.exists():
        raise SettingsError(f"{options.output} exists", "name another file with --output, or remove it")
    settings = settings_from(
        migrations=options.migrations,
        postgres=options.postgres,
        postgres_image=options.postgres_image,
        shadow_url=options.shadow_url,
        url_required=False,
    )
    with _progress() as progress:
        replayed = replay_only(settings, progress)
    options.output.write_text(configuration(replayed.origins), encoding="utf-8")
    print(f"written: {options.output}")
    return 0


def exit_code(outcome: Outcome) -> int:
    """4 if a migration failed or a pending one will fail, 1 with open findings, else 0."""
    if outcome.failed or (outcome.pending and outcome.pending.failure):
        return REPLAY_FAILED
    return DRIFT if outcome.open else 0


def load_previous(settings: Settings) -> dict[str, Any] | None:
    """The earlier report.

    Raises:
        SettingsError: the file is no report.
    """
    if settings.previous is None:
        return None
    try:
        loaded: dict[str, Any] = json.loads(settings.previous.read_text(encoding="utf-8"))
        return {"findings": [dict(finding) for finding in loaded["findings"]]}
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{settings.previous} is not a report.json ({error})", "check --previous") from None


def _render(view: ReportView, format_: str) -> str:
    return {"markdown": to_markdown, "json": to_json, "html": to_html}.get(format_, lambda _: "")(view)


def _emit(text: str, output: Path | None, view: ReportView | None) -> None:
    if view is not None:
        if output is None:
            print_report(view, Console())
        else:
            with output.open("w", encoding="utf-8") as file:
                print_report(view, Console(file=file, width=120))
    elif output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")


def _replay(options: argparse.Namespace) -> int:
    settings = settings_from(
        migrations=options.migrations,
        postgres=options.postgres,
        postgres_image=options.postgres_image,
        shadow_url=options.shadow_url,
        url_required=False,
    )
    started = time.perf_counter()
    with _progress() as progress:
        replayed = replay_only(settings, progress)
    boot = time.perf_counter() - started - sum(result.seconds for result in replayed.results)
    files = [migration(migration_view(result)) for result in replayed.results]
    skipped = [{"file": s.file, "status": "skipped", "reason": s.reason} for s in replayed.discovery.skipped]
    failed = sum(1 for file in files if file["status"] == "failed")
    if options.format == "json":
        seconds = round(sum(result.seconds for result in replayed.results), 4)
        answer = {
            "files": files + skipped, "replayed": len(files) - failed, "failed": failed, "skipped": len(skipped),
            "durations": {"postgres": round(boot, 4), "replay": seconds},
        }  # fmt: skip
        _emit(json.dumps(answer, indent=2, ensure_ascii=False) + "\n", options.output, None)
    else:
        lines = [_file_line(file) for file in files] + [f"skipped   {s['file']}: {s['reason']}" for s in skipped]
        lines.append(f"{len(files) - failed} replayed, {failed} failed, {len(skipped)} skipped")
        _emit("\n".join(lines) + "\n", options.output, None)
    return REPLAY_FAILED if failed else 0


def _file_line(file: dict[str, Any]) -> str:
    error = file["error"]
    if not error:
        return f"replayed  {file['file']}  {file['seconds']:.3f} s"
    lines = [f"failed    {file['file']}:{error['line']}:{error['column']}: {error['message']} ({error['sqlstate']})"]
    lines += [f"          {error[key]}" for key in ("detail", "hint", "diagnosis") if error[key]]
    return "\n".join(lines)


def _diff(options: argparse.Namespace) -> int:
    with ThreadPoolExecutor(2) as pool:
        before, after = alike(*(target.snapshot for target in pool.map(read_target, (options.before, options.after))))
    plan = build(before, after)
    if options.format == "sql":
        lines = (*PREAMBLE, *(statement.sql.text for statement in plan.statements)) if plan.statements else ()
        _emit("".join(f"{line};\n" for line in lines), options.output, None)
        return DRIFT if compare(before, after) else 0
    view = diff_view(before, after, plan)
    _emit(print_diff(view, options.format), options.output, None)
    return DRIFT if view.differences else 0


def _snapshot(options: argparse.Namespace) -> int:
    with _progress() as progress:
        if options.url:
            progress("reading the database")
            save_target(options.output, read_target(options.url))
            return 0
        settings = settings_from(migrations=options.migrations, postgres=options.postgres, url_required=False)
        replayed = replay_only(settings, progress)
    save_replay(options.output, replayed)
    for result in replayed.failed:
        _stderr().print(_file_line(migration(migration_view(result))), markup=False, highlight=False)
    return REPLAY_FAILED if replayed.failed else 0


def _demo(options: argparse.Namespace) -> int:
    from schemasync.demo import run_demo  # noqa: PLC0415  the demo needs what no other command does

    with _progress() as progress:
        outcome, view = run_demo(options.example, options.output, options.postgres, progress, fixed=options.fixed)
    print_report(view, Console())
    print(f"\nwritten: {options.output}/report.md, {options.output}/report.html, {options.output}/report.json")
    return 0 if outcome.findings or view.status == "synced" else exit_code(outcome)


def _stderr() -> Console:
    return Console(stderr=True)


@contextlib.contextmanager
def _progress() -> Iterator[Progress]:
    """A spinner on a terminal, plain lines elsewhere."""
    console = _stderr()
    if console.is_terminal:
        with console.status("") as status:
            yield status.update
    else:
        yield lambda text: console.print(text, markup=False, highlight=False)
