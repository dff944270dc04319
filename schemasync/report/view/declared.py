"""Describes what schema files declare and migrations do not make, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemasync.core.fix import ADOPT, REPAIR, Fix
from schemasync.core.source_line import SourceLine
from schemasync.kinds._kind import Severity
from schemasync.replay.results import FileResult
from schemasync.report.view.pending import HAZARDS
from schemasync.supabase.cli import Cli
from schemasync.verdict.areas import display_name
from schemasync.verdict.declared import Declared, declared_sentence, declared_title
from schemasync.verdict.findings import EXTRA, MISSING, Finding
from schemasync.verdict.problem import Problem

FAILED = "FAILED"
"""Status of a schema file that does not run."""
_TITLES = {REPAIR: "The migration that is missing", ADOPT: "What the schema files lack"}


@dataclass(frozen=True, slots=True)
class DeclaredPart:
    """One object of a problem: what it is called, and which attributes differ (name, migrations, schema files)."""

    name: str
    status: str
    attributes: tuple[tuple[str, str, str], ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class DeclaredFix:
    """A script that settles the problem, in one direction."""

    direction: str
    title: str
    sql: str
    proven: bool
    reason: str
    hazards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeclaredView:
    """A problem with the declared schema; `file` is relative to the migrations folder (`../schemas/a.sql`)."""

    id: str
    title: str
    status: str
    severity: str
    sentence: str
    recommendation: str
    file: str
    line: int
    accepted: str | None
    parts: tuple[DeclaredPart, ...]
    fixes: tuple[DeclaredFix, ...]

    @property
    def place(self) -> str:
        """`schemas/a.sql:3`; empty where nothing is known."""
        return f"{self.file.removeprefix('../')}:{self.line}" if self.file else ""


def declared_views(found: Declared, cli: Cli) -> tuple[DeclaredView, ...]:
    """Describe everything that is to be settled.

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
        title = declared_title(problem)
        file, line = _place(problem.origin, schema_files)
        yield DeclaredView(
            problem.id, title[:1].upper() + title[1:], problem.status, str(problem.severity), declared_sentence(problem),
            _recommendation(problem, cli), file, line, problem.accepted,
            tuple(_part(finding, schema_files) for finding in problem.findings),
            tuple(_fixes(problem, found.fixes.get(problem.id, ()))),
        )  # fmt: skip


def _failure(result: FileResult) -> DeclaredView:
    error = result.error
    line, words = (error.line, f"{error.message} ({error.sqlstate}).") if error else (0, "")
    return DeclaredView(
        result.migration.file, f"The schema file {result.migration.file} does not run", FAILED, str(Severity.FUNCTIONAL),
        f"{words} What the schema files declare was not compared with the migrations.", "Correct the file.",
        f"../{result.migration.file}", line, None, (), (),
    )  # fmt: skip


def _part(finding: Finding, schema_files: frozenset[str]) -> DeclaredPart:
    file, line = _place(finding.origin, schema_files)
    return DeclaredPart(display_name(finding.ref), finding.status, finding.attributes, file, line)


def _place(origin: SourceLine | None, schema_files: frozenset[str]) -> tuple[str, int]:
    if origin is None:
        return "", 0
    return (f"../{origin.file}" if origin.file in schema_files else origin.file), origin.line


def _recommendation(problem: Problem, cli: Cli) -> str:
    write = f"write the migration with {cli.declare()}"
    match problem.status:
        case "MISSING":
            return f"{write[:1].upper()}{write[1:]}, or take the SQL below; or take it out of the schema files."
        case "EXTRA":
            return f"Add it to the schema files; or {write}, which drops it."
    return f"{write[:1].upper()}{write[1:]}, or take the SQL below; or declare it as the migrations make it."


def _fixes(problem: Problem, fixes: tuple[Fix, ...]) -> Iterator[DeclaredFix]:
    """The migration first; of what is made and not declared, the addition to the schema files first."""
    order = sorted(fixes, key=lambda fix: (fix.direction == REPAIR) == (problem.status == EXTRA))
    for fix in order:
        if fix.direction == ADOPT and problem.status == MISSING:
            continue
        words = tuple(HAZARDS[hazard] for hazard in HAZARDS if str(hazard) in fix.hazards)
        losses = tuple(f"can change {loss}" for loss in fix.losses)
        title = _TITLES[fix.direction]
        yield DeclaredFix(fix.direction, title, fix.plan.script(), fix.proven, fix.reason, (*words, *losses))
