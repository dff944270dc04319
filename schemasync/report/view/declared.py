"""Describe the differences between what schema files declare and what migrations create."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from schemasync.core.fix import Fix, FixDirection
from schemasync.core.source_line import SourceLine
from schemasync.core.sync_status import EXTRA, MISSING, SyncStatus
from schemasync.core.text import capitalized
from schemasync.kinds.described import display_name
from schemasync.kinds.kind import Severity
from schemasync.replay.results import FileResult
from schemasync.report.view.fixes import FixView, fix_view, warnings_of
from schemasync.supabase.cli import Cli
from schemasync.verdict.declared import Declared, declared_sentence, declared_title
from schemasync.verdict.findings import Finding
from schemasync.verdict.problem import Problem

FAILED = "FAILED"
"""Status of a schema file that does not run."""
_NOT_COMPARED = "What the schema files declare was not compared with the migrations."
_TITLES = {FixDirection.REPAIR: "The migration that is missing", FixDirection.ADOPT: "What the schema files lack"}


@dataclass(frozen=True, slots=True)
class DeclaredPart:
    """One object of a problem.

    Attributes:
        name: what it is called.
        status: of its finding.
        attributes: (name, in the migrations, in the schema files) of what differs.
        file, line: where it is defined; empty and 0 where that is unknown.
    """

    name: str
    status: SyncStatus
    attributes: tuple[tuple[str, str, str], ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class DeclaredView:
    """A problem with the declared schema; `file` is relative to the migrations folder (`../schemas/a.sql`).

    `error` says why a file does not run; it is empty if it does.
    """

    id: str
    title: str
    status: str
    severity: Severity
    sentence: str
    recommendation: str
    file: str
    line: int
    accepted: str | None
    parts: tuple[DeclaredPart, ...]
    fixes: tuple[FixView, ...]
    error: str = ""

    @property
    def place(self) -> str:
        """`schemas/a.sql:3`; empty where nothing is known."""
        return f"{self.file.removeprefix('../')}:{self.line}" if self.file else ""


def declared_views(found: Declared, cli: Cli) -> tuple[DeclaredView, ...]:
    """Describe schema files that do not run, and problems with the declared schema.

    Args:
        found: result of the comparison.
        cli: release of the Supabase CLI that the project pins.
    """
    return tuple(_views(found, cli))


def _views(found: Declared, cli: Cli) -> Iterator[DeclaredView]:
    schema_files = frozenset(found.files)
    for result in found.failed:
        yield _failure(result)
    for problem in found.problems:
        title, fixes = declared_title(problem), tuple(_fixes(problem, found.fixes.get(problem.id, ())))
        place = _place(problem.origin, schema_files)
        yield DeclaredView(
            problem.id, capitalized(title), problem.status, problem.severity, declared_sentence(problem),
            _recommendation(problem, fixes, cli), place.file, place.line, problem.accepted,
            tuple(_part(finding, schema_files) for finding in problem.findings), fixes,
        )  # fmt: skip


def _failure(result: FileResult) -> DeclaredView:
    error = result.error
    line, words = (error.line, f"{error.message} ({error.sqlstate}).") if error else (0, "")
    return DeclaredView(
        result.migration.file, f"The schema file {result.migration.file} does not run", FAILED, Severity.FUNCTIONAL,
        f"{words} {_NOT_COMPARED}", "Correct the file.",
        f"../{result.migration.file}", line, None, (), (), words,
    )  # fmt: skip


def _part(finding: Finding, schema_files: frozenset[str]) -> DeclaredPart:
    place = _place(finding.origin, schema_files)
    return DeclaredPart(display_name(finding.ref), finding.status, finding.attributes, place.file, place.line)


def _place(origin: SourceLine | None, schema_files: frozenset[str]) -> SourceLine:
    if origin is None:
        return SourceLine("", 0)
    return replace(origin, file=f"../{origin.file}") if origin.file in schema_files else origin


def _recommendation(problem: Problem, fixes: Collection[FixView], cli: Cli) -> str:
    """Advice; it mentions SQL only where SQL is shown."""
    write = f"write the migration with {cli.declare()}"
    them = "them" if problem.parts else "it"
    if problem.status == EXTRA:
        return f"Add {them} to the schema files; or {write}, which drops {them}."
    shown = any(fix.direction == FixDirection.REPAIR and fix.sql for fix in fixes)
    below = ", or take the SQL below" if shown else ""
    otherwise = (
        f"take {them} out of the schema files"
        if problem.status == MISSING
        else f"declare {them} as the migrations make {them}"
    )
    return f"{capitalized(write)}{below}; or {otherwise}."


def _fixes(problem: Problem, fixes: tuple[Fix, ...]) -> Iterator[FixView]:
    """The missing migration first; for an EXTRA object the missing declaration first."""
    order = sorted(fixes, key=lambda fix: (fix.direction == FixDirection.REPAIR) == (problem.status == EXTRA))
    for fix in order:
        if fix.direction == FixDirection.ADOPT and problem.status == MISSING:
            continue
        title = _TITLES[fix.direction]
        if fix.direction == FixDirection.REPAIR and problem.status == EXTRA:
            title = f"The migration that drops {'them' if problem.parts else 'it'}"
        yield fix_view(fix, title, warnings_of(fix))
