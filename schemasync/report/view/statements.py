"""Describe what each pending statement does to a database in use, and a form of it that blocks less."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.row_risk import FITS, REFUSED, RowRisk
from schemasync.core.source_line import SourceLine
from schemasync.core.sync_status import PARTIAL
from schemasync.core.trace import BLOCKS_ALL, BLOCKS_WRITES, MODES, ChangeAction, RelationLock, TracedStatement
from schemasync.core.wording import size_in_words, some
from schemasync.kinds.described import display_name, renamed
from schemasync.migrations.safe_forms import TIMEOUT, SafeForm, safe_form
from schemasync.migrations.statements import split
from schemasync.report.view.sql_layout import laid_out_alike
from schemasync.rules.context import PendingStatement
from schemasync.rules.deployment.lock_without_timeout import bounds_wait
from schemasync.verdict.findings import Finding

NOTABLE_ROWS = 1000
"""Rows from which a lock alone, without a rewrite or a scan, is annotated."""
MOST_DIFF_LINES = 40


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement of a pending file that a database in use notices, or that rows can refuse.

    Attributes:
        file, line: of the statement.
        effects: sentences: locks with what they block, renames.
        rows: sentences on rows that can refuse it.
        advice: how it can be done with weaker locks or fewer of them; empty if no better way is known.
        suggestion: text that takes the place of the line; empty if none fits on it.
        last_line: last of the lines that the suggestion stands for.
        urgent: rows refuse it.
        notable: it is worth an annotation.
    """

    file: str
    line: int
    effects: tuple[str, ...]
    rows: tuple[str, ...]
    advice: str
    suggestion: str
    urgent: bool
    notable: bool
    last_line: int = 0


@dataclass(frozen=True, slots=True)
class TextDiffView:
    """How the definition of an object changes: lines that begin with `-`, `+` or a space."""

    file: str
    line: int
    name: str
    kind: str
    diff: str


def statement_views(
    statements: Sequence[TracedStatement], risks: Sequence[RowRisk], texts: Mapping[str, str]
) -> tuple[StatementView, ...]:
    """Describe the statements that have effects, or that rows can refuse.

    Args:
        statements: all, as the dry run saw them.
        risks: statements that rows can refuse.
        texts: of the files, by name.
    """
    per_file: dict[str, int] = {}
    for each in statements:
        per_file[each.place.file] = per_file.get(each.place.file, 0) + 1
    found, held = [], _HeldLocks()
    bounded: set[str] = set()
    for each in statements:
        if _bounds_wait(each):
            bounded.add(each.place.file)
        locks = held.new(each)
        effects = tuple(_effects(each, locks))
        rows = [risk for risk in risks if risk.place == each.place and risk.decision.answer != FITS]
        if not effects and not rows:
            continue
        form = safe_form(each, alone_in_file=per_file[each.place.file] == 1)
        if form and form.advice == TIMEOUT and each.place.file in bounded:
            form = None
        suggestion, last = _suggestion(each.place, form, texts)
        urgent = any(risk.decision.answer == REFUSED for risk in rows)
        found.append(
            StatementView(
                each.place.file, each.place.line, effects, tuple(_row_sentences(rows)), form.advice if form and (locks or each.rewrites or each.scans) else "",
                suggestion, urgent, notable=_is_notable(each, locks), last_line=last,
            )
        )  # fmt: skip
    return tuple(found)


def _bounds_wait(statement: TracedStatement) -> bool:
    """Whether it sets `lock_timeout`, so that the statements after it need no advice to do so."""
    if "lock_timeout" not in statement.text:
        return False
    return any(bounds_wait(PendingStatement(statement.place.file, found)) for found in split(statement.text)[0])


def _is_notable(statement: TracedStatement, locks: Sequence[RelationLock]) -> bool:
    heavy = any((lock.rows or 0) >= NOTABLE_ROWS for lock in locks)
    return heavy or any(change.action == ChangeAction.RENAME for change in statement.changes)


def _blocking(statement: TracedStatement) -> Iterator[RelationLock]:
    """The strongest lock on each relation, of those that block somebody."""
    known: set[Ref] = set()
    for lock in statement.locks:
        if lock.mode in BLOCKS_WRITES and lock.relation not in known:
            known.add(lock.relation)
            yield lock


class _HeldLocks:
    """The locks that the earlier statements of each file have taken: they last until its end, so each is reported once."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, Ref], int] = {}

    def new(self, statement: TracedStatement) -> tuple[RelationLock, ...]:
        """The blocking locks of the file's next statement that none before it has taken, or under which it rewrites or scans."""
        found = []
        for lock in _blocking(statement):
            key, strength = (statement.place.file, lock.relation), MODES.index(lock.mode)
            works = lock.relation in statement.rewrites or lock.relation in statement.scans
            if works or statement.outside_transaction or strength > self._held.get(key, -1):
                found.append(lock)
            if not statement.outside_transaction:
                self._held[key] = max(strength, self._held.get(key, -1))
        return tuple(found)


def _effects(statement: TracedStatement, locks: Sequence[RelationLock]) -> Iterator[str]:
    for lock in locks:
        blocked = "reads and writes" if lock.mode in BLOCKS_ALL else "writes"
        size = f" ({size_in_words(lock.rows, lock.bytes)})" if lock.rows is not None and lock.bytes is not None else ""
        name = display_name(lock.relation)
        yield f"{lock.mode} on {name}{size}: blocks {blocked} {_duration(statement, lock)}"
    for change in statement.changes:
        if change.action == ChangeAction.RENAME and change.new is not None:
            yield f"renames {renamed(change.ref, change.new)}; what names it in text must follow"


def _duration(statement: TracedStatement, lock: RelationLock) -> str:
    if lock.relation in statement.rewrites:
        return "while the table is rewritten"
    if lock.relation in statement.scans:
        return "while all of its rows are read"
    return "until the file's last statement has run"


def _row_sentences(risks: Sequence[RowRisk]) -> Iterator[str]:
    """The rows on which a statement fails; tables with the same rows are one sentence."""
    tables: dict[tuple[str, str], list[str]] = {}
    for risk in risks:
        tables.setdefault((risk.on, risk.decision.sentence), []).append(f"{risk.schema}.{risk.table}")
    for (on, answer), names in tables.items():
        where = names[0] if len(names) == 1 else f"one of {some(names)}"
        yield f"fails if {where} has {on}{f' ({answer})' if answer else ''}"


def _suggestion(place: SourceLine, form: SafeForm | None, texts: Mapping[str, str]) -> tuple[str, int]:
    """The statement's lines in the other form and the last one of them, if nothing else stands on them; else empty, and 0."""
    if form is None or not form.statement:
        return "", 0
    last = place.line + form.original.count("\n")
    lines = "\n".join(texts.get(place.file, "").splitlines()[place.line - 1 : last])
    if lines.strip() not in (f"{form.original};", form.original):
        return "", 0
    return lines.replace(form.original, form.statement), last


def text_diffs(changes: Sequence[Finding]) -> tuple[TextDiffView, ...]:
    """How the definitions of functions, policies and views change, line by line; long lines are laid out first."""
    found = []
    for finding in changes:
        if finding.status != PARTIAL or not finding.before or not finding.after or finding.before == finding.after:
            continue
        old, new = (text.splitlines() for text in laid_out_alike(finding.before, finding.after))
        if max(len(old), len(new)) == 1 and len(finding.before) + len(finding.after) < 80:  # noqa: PLR2004
            continue
        lines = [*difflib.unified_diff(old, new, n=2, lineterm="")][3:]
        cut = [*lines[:MOST_DIFF_LINES], *(["…"] if len(lines) > MOST_DIFF_LINES else [])]
        file, line = (finding.origin.file, finding.origin.line) if finding.origin else ("", 0)
        kind = finding.ref.kind.replace("_", " ")
        found.append(TextDiffView(file, line, display_name(finding.ref), kind, "\n".join(cut)))
    return tuple(found)
