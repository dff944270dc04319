"""Jobs of pg_cron: the rows of `cron.job`, which `cron.schedule` inserts."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Sql, literal
from schemasync.kinds import table_rows as _rows
from schemasync.kinds.kind import REPLACE, Alter, Assessment, Catalog, Ddl, Kind, Order, PlanContext, Severity

RELATION = "cron.job"
COLUMNS = {
    "jobid": "bigint", "schedule": "text", "command": "text", "database": "text|name", "username": "text|name",
    "active": "boolean", "jobname": "text|name",
}  # fmt: skip
UNNAMED = ""


def query(_version: int) -> str:
    """A job is identified by its name, or by schedule and command; `database` is NULL for Supabase's own, `postgres`.

    Several jobs may be the same, and each runs, so each is an object: from the second on, their paths are numbered.
    """
    return f"""
        SELECT NULL::oid, 0,
               path || CASE WHEN place > 1 THEN ARRAY['#' || place] ELSE ARRAY[]::text[] END,
               coalesce(row ->> 'schedule', ''), coalesce(row ->> 'command', ''), nullif(nullif(row ->> 'database', current_database()), 'postgres'),
               coalesce((row ->> 'active')::boolean, true), ARRAY[row ->> 'xmin', row ->> 'cmin']::bigint[]
        FROM (SELECT path, row, row_number() OVER (PARTITION BY path ORDER BY (row ->> 'jobid')::bigint) AS place
              FROM {_rows.source(RELATION)}, LATERAL (SELECT
                  CASE WHEN row ->> 'jobname' IS NULL THEN ARRAY['cron', '', coalesce(row ->> 'schedule', ''), coalesce(row ->> 'command', '')]
                       WHEN row ->> 'username' IN ('postgres', current_user) THEN ARRAY['cron', row ->> 'jobname']
                       ELSE ARRAY['cron', row ->> 'jobname', row ->> 'username'] END) AS identity (path)) AS job"""


@dataclass(frozen=True, slots=True)
class CronJob:
    """Attributes: schedule, command, database (None for Supabase's own), active; `xmin` and `cmin` of its row."""

    schedule: str
    command: str
    database: str | None
    active: bool
    written: tuple[int, int] = field(default=(0, 0), compare=False)


def _job_name(ref: Ref) -> str:
    """The job's name; empty if it has none."""
    _, job, *_ = ref.path
    return job


def _preceding(ref: Ref) -> int:
    """The number of jobs before it that are the same."""
    unnumbered = 4 if _job_name(ref) == UNNAMED else 2
    number = ref.name.removeprefix("#")
    return int(number) - 1 if len(ref.path) > unnumbered and number.isdecimal() else 0


def _id(ref: Ref, model: CronJob, *, last: bool = False) -> str:
    """SELECT of the job's number.

    Args:
        ref: of the job.
        model: its attributes now.
        last: take the last of several jobs that are the same, which leaves the numbers of the others as they are.
    """
    condition = f"jobname = {literal(_job_name(ref))}"
    if _job_name(ref) == UNNAMED:
        condition = f"jobname IS NULL AND schedule = {literal(model.schedule)} AND command = {literal(model.command)}"
    preceding = _preceding(ref)
    skipped = f" OFFSET {preceding}" if preceding and not last else ""
    return f"(SELECT jobid FROM {RELATION} WHERE {condition} ORDER BY jobid{' DESC' if last else ''} LIMIT 1{skipped})"


def target(ref: Ref) -> str:
    _, *identity = ref.path
    return f"JOB {'.'.join(identity)}"


def create(ref: Ref, model: CronJob, _context: PlanContext) -> list[Sql]:
    named = "" if _job_name(ref) == UNNAMED else f"{literal(_job_name(ref))}, "
    call = f"cron.schedule({named}{literal(model.schedule)}, {literal(model.command)})"
    rest = [f"database := {literal(model.database)}"] if model.database else []
    rest += [] if model.active else ["active := false"]
    return [Sql(f"SELECT cron.alter_job({call}, {', '.join(rest)})" if rest else f"SELECT {call}")]


def drop(ref: Ref, model: CronJob, _context: PlanContext) -> list[Sql]:
    return [Sql(f"SELECT cron.unschedule({_id(ref, model, last=True)})")]


def change(ref: Ref, before: CronJob, after: CronJob, _context: PlanContext) -> list[Sql]:
    changed = [name for name in ("schedule", "command") if getattr(before, name) != getattr(after, name)]
    arguments = [f"{name} := {literal(getattr(after, name))}" for name in changed]
    if before.active != after.active:
        arguments.append(f"active := {'true' if after.active else 'false'}")
    return [Sql(f"SELECT cron.alter_job({_id(ref, before)}, {', '.join(arguments)})")]


def assess(change_: Change) -> Assessment:
    if change_.before is None:
        return Assessment(Severity.FUNCTIONAL, "The job is not scheduled in the database, so its command does not run.")
    if change_.after is None:
        return Assessment(Severity.FUNCTIONAL, "The job runs in the database, but no migration schedules it.")
    if "active" in change_.attributes:
        now = "runs" if change_.before.active else "is switched off"
        return Assessment(Severity.FUNCTIONAL, f"The job {now} in the database, unlike in the migrations.")
    return Assessment(
        Severity.FUNCTIONAL, "The job runs at other times, or does something else, than the migrations say."
    )


KIND = Kind(
    name="cron_job",
    model=CronJob,
    catalog=Catalog(
        oid=0,
        query=query,
        table=RELATION,
        table_columns=COLUMNS,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("schedule", "command", "active"), change), Alter(("database",), REPLACE)),
    ),
    order=Order(
        rank=99,
        requires=lambda _ref, _model: [Ref("extension", ("pg_cron",))],
    ),
    origin="written",
    assess=assess,
    describe=lambda _, model: (
        f"{model.schedule}: {' '.join(model.command.split())}" + ("" if model.active else " (switched off)")
    ),
)
