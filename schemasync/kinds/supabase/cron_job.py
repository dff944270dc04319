"""Jobs of pg_cron: the rows of `cron.job`, which `cron.schedule` makes."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Sql, literal
from schemasync.kinds._kind import REPLACE, Alter, Assessment, Catalog, Context, Ddl, Kind, Order, Severity
from schemasync.kinds.supabase import _table_rows as _rows

RELATION = "cron.job"
COLUMNS = {
    "jobid": "bigint", "schedule": "text", "command": "text", "database": "text|name", "username": "text|name",
    "active": "boolean", "jobname": "text|name",
}  # fmt: skip
UNNAMED = ""


def query(_version: int) -> str:
    """A job without a name is told by what it does; `database` is NULL for Supabase's own, `postgres`.

    Jobs that are told alike run as often as they are there, so each counts: from the second on they are numbered.
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
                       ELSE ARRAY['cron', row ->> 'jobname', row ->> 'username'] END) AS told (path)) AS job"""


@dataclass(frozen=True, slots=True)
class CronJob:
    """Attributes: schedule, command, database (None for Supabase's own), active."""

    schedule: str
    command: str
    database: str | None
    active: bool
    written: tuple[int, int] = field(default=(0, 0), compare=False)


def _before(ref: Ref) -> int:
    """How many jobs that are told alike come before it."""
    number = ref.path[-1].removeprefix("#")
    told = 4 if ref.path[1] == UNNAMED else 2
    return int(number) - 1 if len(ref.path) > told and number.isdecimal() else 0


def _id(ref: Ref, model: CronJob, *, last: bool = False) -> str:
    """SELECT of the job's number.

    Args:
        ref: of the job.
        model: as it is.
        last: of those that are told alike the last one; which of them goes is all the same, and their numbers move up.
    """
    what = f"jobname = {literal(ref.path[1])}"
    if ref.path[1] == UNNAMED:
        what = f"jobname IS NULL AND schedule = {literal(model.schedule)} AND command = {literal(model.command)}"
    before = _before(ref)
    skipped = f" OFFSET {before}" if before and not last else ""
    return f"(SELECT jobid FROM {RELATION} WHERE {what} ORDER BY jobid{' DESC' if last else ''} LIMIT 1{skipped})"


def create(ref: Ref, model: CronJob, _context: Context) -> list[Sql]:
    named = "" if ref.path[1] == UNNAMED else f"{literal(ref.path[1])}, "
    call = f"cron.schedule({named}{literal(model.schedule)}, {literal(model.command)})"
    rest = [f"database := {literal(model.database)}"] if model.database else []
    rest += [] if model.active else ["active := false"]
    return [Sql(f"SELECT cron.alter_job({call}, {', '.join(rest)})" if rest else f"SELECT {call}")]


def drop(ref: Ref, model: CronJob, _context: Context) -> list[Sql]:
    return [Sql(f"SELECT cron.unschedule({_id(ref, model, last=True)})")]


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
    model=CronJob,
    catalog=Catalog(
        oid=0,
        query=query,
        table=RELATION,
        table_columns=COLUMNS,
    ),
    ddl=Ddl(
        target=lambda ref: f"JOB {'.'.join(ref.path[1:])}",
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
