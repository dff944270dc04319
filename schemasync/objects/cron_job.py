"""Jobs of pg_cron: the rows of `cron.job`, which `cron.schedule` makes."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.model import Change, Ref
from schemasync.objects import _rows
from schemasync.objects._kind import REPLACE, Alter, Assessment, Context, Kind, Severity
from schemasync.sql import Sql, literal

RELATION = "cron.job"
COLUMNS = {
    "jobid": "bigint", "schedule": "text", "command": "text", "database": "text|name", "username": "text|name",
    "active": "boolean", "jobname": "text|name",
}  # fmt: skip
UNNAMED = ""


def query(_version: int) -> str:
    """A job without a name is told by what it does; `database` is NULL for Supabase's own, `postgres`."""
    return f"""
        SELECT NULL::oid, 0,
               CASE WHEN row ->> 'jobname' IS NULL THEN ARRAY['cron', '', coalesce(row ->> 'schedule', ''), coalesce(row ->> 'command', '')]
                    WHEN row ->> 'username' IN ('postgres', current_user) THEN ARRAY['cron', row ->> 'jobname']
                    ELSE ARRAY['cron', row ->> 'jobname', row ->> 'username'] END,
               coalesce(row ->> 'schedule', ''), coalesce(row ->> 'command', ''), nullif(nullif(row ->> 'database', current_database()), 'postgres'),
               coalesce((row ->> 'active')::boolean, true), ARRAY[row ->> 'xmin', row ->> 'cmin']::bigint[]
        FROM {_rows.source(RELATION)}"""


@dataclass(frozen=True, slots=True)
class CronJob:
    """Attributes: schedule, command, database (None for Supabase's own), active."""

    schedule: str
    command: str
    database: str | None
    active: bool
    written: tuple[int, int] = field(default=(0, 0), compare=False)


def _id(ref: Ref, model: CronJob) -> str:
    """SELECT of the job's number."""
    if ref.path[1] != UNNAMED:
        return f"(SELECT jobid FROM {RELATION} WHERE jobname = {literal(ref.path[1])} ORDER BY jobid LIMIT 1)"
    what = f"schedule = {literal(model.schedule)} AND command = {literal(model.command)}"
    return f"(SELECT jobid FROM {RELATION} WHERE jobname IS NULL AND {what} ORDER BY jobid LIMIT 1)"


def create(ref: Ref, model: CronJob, _context: Context) -> list[Sql]:
    named = "" if ref.path[1] == UNNAMED else f"{literal(ref.path[1])}, "
    call = f"cron.schedule({named}{literal(model.schedule)}, {literal(model.command)})"
    rest = [f"database := {literal(model.database)}"] if model.database else []
    rest += [] if model.active else ["active := false"]
    return [Sql(f"SELECT cron.alter_job({call}, {', '.join(rest)})" if rest else f"SELECT {call}")]


def drop(ref: Ref, model: CronJob, _context: Context) -> list[Sql]:
    return [Sql(f"SELECT cron.unschedule({_id(ref, model)})")]


def change(ref: Ref, before: CronJob, after: CronJob, _context: Context) -> list[Sql]:
    changed = [name for name in ("schedule", "command") if getattr(before, name) != getattr(after, name)]
    arguments = [f"{name} := {literal(getattr(after, name))}" for name in changed]
    if before.active != after.active:
        arguments.append(f"active := {'true' if after.active else 'false'}")
    return [Sql(f"SELECT cron.alter_job({_id(ref, before)}, {', '.join(arguments)})")]


def assess(change_: Change) -> Assessment:
    if change_.before is None:
        return Assessment(Severity.FUNCTIONAL, "The job is not scheduled: what it does is not done.")
    if change_.after is None:
        return Assessment(Severity.FUNCTIONAL, "The job runs in the database, but no migration schedules it.")
    if "active" in change_.attributes:
        now = "runs" if change_.before.active else "is switched off"
        return Assessment(Severity.FUNCTIONAL, f"The job {now} in the database, against what the migrations say.")
    return Assessment(
        Severity.FUNCTIONAL, "The job runs at other times, or does something else, than the migrations say."
    )


KIND = Kind(
    name="cron_job",
    catalog=0,
    model=CronJob,
    query=query,
    rows=RELATION,
    row_columns=COLUMNS,
    target=lambda ref: f"JOB {'.'.join(ref.path[1:])}",
    create=create,
    drop=drop,
    alter=(Alter(("schedule", "command", "active"), change), Alter(("database",), REPLACE)),
    assess=assess,
    rank=99,
    needs=lambda _ref, _model: [Ref("extension", ("pg_cron",))],
    origin="written",
    show=lambda _, model: (
        f"{model.schedule}: {' '.join(model.command.split())}" + ("" if model.active else " (switched off)")
    ),
)
