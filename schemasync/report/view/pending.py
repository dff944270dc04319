"""Describe the pending migrations: their changes, and the result of their dry run."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from schemasync.core.fix import Fix
from schemasync.core.model import Ref, Snapshot
from schemasync.core.row_risk import FITS, NOT_ASKED, REFUSED, RowRisk
from schemasync.core.trace import TracedStatement
from schemasync.core.wording import some
from schemasync.migrations.status import MigrationStatus
from schemasync.replay.results import FileResult
from schemasync.report.view.errors import ErrorView, error_view
from schemasync.report.view.fixes import FixView, fix_view, warnings_of
from schemasync.report.view.pending_changes import ChangeView, change_views
from schemasync.report.view.remark import Remark
from schemasync.report.view.sizes import TableSizes
from schemasync.report.view.statements import StatementView, TextDiffView, statement_views, text_diffs
from schemasync.verdict.pending import Pending
from schemasync.verdict.problem import Problem

RISKS_SHOWN = 10
_ROWS_STAY = "It brings no rows back: what the migrations delete or overwrite stays as it is."


@dataclass(frozen=True, slots=True)
class RiskView:
    """A statement that can fail on rows, with the server's estimate of its table."""

    file: str
    line: int
    table: str
    on: str
    size: str
    asked: bool
    refused: bool
    schema: str = ""

    @property
    def name(self) -> str:
        """The table's name, with its schema."""
        return ".".join(filter(None, (self.schema, self.table)))


@dataclass(frozen=True, slots=True)
class PendingView:
    """Description of the pending migrations.

    Attributes:
        files: the pending migrations, in order.
        changes: what they change.
        applies: whether the dry run passes; None if it could not be tried.
        headline: the result of the dry run, in a sentence or two.
        error: of the migration that will fail; None if none does.
        lacks_rows: the file that fails in the dry run may run with the database's own rows.
        blame: numbers of the problems that the error is about.
        notes: objects that will not be as the files define them, files that are out of order, and limits of the dry run.
        risks: statements that can fail on rows, which the dry run does not have.
        statements: every statement, and what it did in the dry run.
        rows: statements that rows of the database can refuse.
        effects: statements that a database in use notices, or that rows can refuse, in words.
        diffs: how definitions change, line by line.
        remarks: those of the notes that are not about rows, each with a file that it is about where the order of files is.
        down: script that takes the migrations back, if it is wanted.
        down_note: sentence on what it cannot do.
    """

    files: tuple[str, ...]
    changes: tuple[ChangeView, ...]
    applies: bool | None
    headline: str
    error: ErrorView | None
    blame: tuple[int, ...]
    notes: tuple[str, ...]
    risks: tuple[RiskView, ...] = ()
    statements: tuple[TracedStatement, ...] = ()
    rows: tuple[RowRisk, ...] = ()
    effects: tuple[StatementView, ...] = ()
    diffs: tuple[TextDiffView, ...] = ()
    remarks: tuple[Remark, ...] = ()
    down: FixView | None = None
    down_note: str = _ROWS_STAY
    lacks_rows: bool = False


def pending_view(
    pending: Pending,
    migration_statuses: Sequence[MigrationStatus],
    numbered: Sequence[tuple[int, Problem]],
    actual: Snapshot,
) -> PendingView:
    """Put the pending migrations in words.

    Args:
        pending: of the check's result.
        migration_statuses: of all migrations.
        numbered: the report's problems with their numbers.
        actual: the database, for the sizes of its tables.
    """
    sizes = TableSizes(actual)
    texts = {result.migration.file: result.migration.sql for result in pending.replayed.results}
    risky = _risks(pending, sizes)
    failure = pending.failure
    blame = _blame(pending.blame, numbered) if failure else ()
    applies = False if failure else None if pending.dry_run is None else True
    return PendingView(
        files=tuple(result.migration.file for result in pending.replayed.results),
        changes=change_views(pending, sizes),
        applies=applies,
        headline=_headline(pending, failure, blame),
        error=error_view(failure) if failure else None,
        blame=blame,
        notes=(*pending.remarks, *_notes(risky, migration_statuses, applies, _rows_note(pending))),
        risks=risky,
        statements=pending.statements,
        rows=pending.rows,
        effects=statement_views(pending.statements, pending.rows, texts),
        diffs=text_diffs(pending.changes),
        remarks=(*map(Remark, pending.remarks), *out_of_order_remarks(migration_statuses)),
        down=_down(pending.down),
        lacks_rows=pending.lacks_rows,
    )


def _down(fix: Fix | None) -> FixView | None:
    return fix_view(fix, "Take the migrations back", warnings_of(fix)) if fix else None


def _risks(pending: Pending, sizes: TableSizes) -> tuple[RiskView, ...]:
    """Statements that rows can still refuse, as the dry run shows."""
    return tuple(
        RiskView(
            risk.place.file,
            risk.place.line,
            risk.table,
            _answered(risk),
            sizes.named(risk.schema, risk.table),
            risk.decision.answer != NOT_ASKED,
            risk.decision.answer == REFUSED,
            risk.schema,
        )
        for risk in pending.rows
        if risk.decision.answer != FITS
    )


def _rows_note(pending: Pending) -> str:
    if all(risk.decision.answer == NOT_ASKED for risk in pending.rows):
        return "The dry run had none of your rows. These statements can still fail on data:"
    return "Queries checked the rows of the database. These statements fail on them, or can fail:"


def _answered(risk: RowRisk) -> str:
    return f"{risk.on}: {risk.decision.sentence}" if risk.decision.sentence else risk.on


def _headline(pending: Pending, failure: FileResult | None, blame: Sequence[int]) -> str:
    files = [result.migration.file for result in pending.replayed.results]
    which = files[0] if len(files) == 1 else f"{len(files)} migrations"
    if failure is None or failure.error is None:
        if pending.dry_run is None:
            return f"Pending: {which}. It is not known whether it applies: {pending.undecided}."
        if pending.remarks:
            return f"Pending: {which}. The dry run passes, but not everything will be as the files define it."
        return f"Pending: {which}. The dry run passes."
    if pending.lacks_rows:
        return f"Pending: {failure.migration.file} may fail, unless the database has rows that the dry run lacks: {failure.error.message}."
    about = f" (problem {', '.join(map(str, blame))})" if blame else ""
    return f"Pending: {failure.migration.file} will fail on the database: {failure.error.message}{about}."


def _blame(blamed: Collection[Ref], numbered: Sequence[tuple[int, Problem]]) -> tuple[int, ...]:
    """Numbers of the problems that the references belong to."""
    return tuple(
        number
        for number, problem in numbered
        if any(ref in blamed for finding in problem.findings for ref in (finding.ref, *finding.refs))
    )


def out_of_order_remarks(migration_statuses: Sequence[MigrationStatus]) -> list[Remark]:
    """Remarks on pending files that are older than an applied one, each about the first of them."""
    files: dict[str, list[str]] = {}
    for item in migration_statuses:
        if item.out_of_order:
            files.setdefault(item.note, []).append(item.file)
    return [
        Remark(f"{some(names)} {'is' if len(names) == 1 else 'are'} {note}", file=names[0])
        for note, names in files.items()
    ]


def _notes(
    risky: Sequence[RiskView],
    migration_statuses: Sequence[MigrationStatus],
    applies: bool | None,  # noqa: FBT001
    rows_note: str,
) -> list[str]:
    notes = [remark.text for remark in out_of_order_remarks(migration_statuses)]
    if not applies or not risky:
        return notes
    notes.append(rows_note)
    for risk in risky[:RISKS_SHOWN]:
        size = f" ({risk.size})" if risk.size else ""
        notes.append(f"{risk.file}:{risk.line}, on {risk.name}{size}: {risk.on}")
    if len(risky) > RISKS_SHOWN:
        notes.append(f"and {len(risky) - RISKS_SHOWN} more")
    return notes
