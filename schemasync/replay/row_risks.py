"""Derive from a trace which statements rows can refuse, and the query that decides each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from schemasync.core.row_risk import Probe, RowRisk
from schemasync.core.source_line import SourceLine
from schemasync.core.trace import ROW_SHARE
from schemasync.migrations.statements import RUNS_CODE, SourceStatement, enum_name, identifiers
from schemasync.replay.block_queries import evaluated_trees
from schemasync.replay.computed_values import calls_what_fails, fails_on_values
from schemasync.replay.copied_rows import TAKEN, CopiedRows
from schemasync.replay.expressions import raises
from schemasync.replay.filled_columns import FilledColumns
from schemasync.replay.query_facts import query_facts, several_for_one
from schemasync.replay.reading import Column, Reading
from schemasync.replay.server_facts import ServerFacts
from schemasync.replay.single_values import QueryFacts
from schemasync.replay.step import ObservedStep
from schemasync.replay.step_risks import find_risks
from schemasync.replay.table_rows import TableRows
from schemasync.replay.undecidable import Found
from schemasync.replay.value_risks import OWN, PLAIN, THROUGH_TEXT
from schemasync.replay.write_risks import COMPUTED, write_risks
from schemasync.replay.written_tables import written_tables

RAISED = "rows for which its code raises an exception"
SEVERAL = "several rows where its sub-query stands for one value"
REFERENCED = "no row that it references"
_REFRESH = "refresh_mat_view_stmt"
_COMPUTES = ("index_stmt", "create_table_as_stmt", "select_stmt", "insert_stmt", "do_stmt", _REFRESH)


class StatementStates(NamedTuple):
    """Readings before and after a statement, one of the catalog rows written since its file began, and `after` by table."""

    before: Reading
    after: Reading
    written: Reading
    tables: TableRows


@dataclass(slots=True)
class RiskFinder:
    """Examines the statements in order, and remembers the rows that earlier ones changed.

    Attributes:
        start: state before the first file.
        server: of the dry run.
    """

    start: Reading
    server: ServerFacts
    _written: dict[int, str] = field(default_factory=dict)
    _retyped: set[tuple[int, int]] = field(default_factory=set)
    _copied: CopiedRows = field(default_factory=CopiedRows)
    _filled: FilledColumns = field(default_factory=FilledColumns)

    def find(
        self, place: SourceLine, states: StatementStates, statement: SourceStatement, rewritten: Collection[int]
    ) -> tuple[RowRisk, ...]:
        """Risks of one statement.

        Args:
            place: of it.
            states: around it.
            statement: of the file.
            rewritten: relations with new storage.
        """
        step = ObservedStep(
            self.start, self.server, self._written, self._filled.keys, *states, conversions_of(statement), rewritten
        )
        self._remember(place, step)
        risks = (
            *find_risks(step),
            *write_risks(step, statement),
            *self._raised(statement, step),
            *_copied(statement, step),
            *_computed(statement, step),
            *self._copied.refusals(step, statement),
        )
        found = [self._risk(place, *each) for each in dict.fromkeys(risks)]
        self._filled.follow(step, statement)
        self._retyped |= {key for key, _, _ in step.retyped()}
        return tuple(risk for risk in found if risk)

    def _remember(self, place: SourceLine, step: ObservedStep) -> None:
        """Record why a table's rows may differ from the database's from here on; also from this statement, as a block runs several."""
        reasons = dict.fromkeys(step.receives_rows(), f"{place} attaches a partition first")
        reasons |= dict.fromkeys(step.replaces_rows(), f"{place} empties or copies the table first")
        reasons |= dict.fromkeys(step.writes(), f"{place} changes rows first")
        for relation, reason in reasons.items():
            for table in step.above(relation):
                self._written.setdefault(table, reason)

    def _raised(self, statement: SourceStatement, step: ObservedStep) -> Iterator[Found]:
        """Tables that are read by a statement whose code can raise an exception."""
        code = statement.node in RUNS_CODE and (
            (statement.node == "do_stmt" and raises(statement.text))
            or self.server.raising() & identifiers(statement.text)
        )
        return ((relation, RAISED, "its code decides") for relation in step.reads() if code)

    def _risk(self, place: SourceLine, relation: int, on: str, answer: Probe | str) -> RowRisk | None:
        where = self.start.relations.get(relation)
        if where is None or where.kind not in "rpm":
            return None
        if isinstance(answer, Probe) and (earlier := self._touched(relation, answer)):
            answer = earlier
        probe = answer if isinstance(answer, Probe) else None
        return RowRisk(place, where.schema, where.name, on, probe, "" if probe else str(answer))

    def _touched(self, relation: int, probe: Probe) -> str:
        """Why the rows of the database decide nothing: an earlier statement changes them; empty if none does."""
        named = {(row.schema, row.name): oid for oid, row in self.start.relations.items()}
        for table in probe.relations:
            if reason := self._written.get(named.get(table, 0)):
                return reason
        used = identifiers(probe.sql)
        retyped = (key for key in self._retyped if key[0] == relation and key in self.start.columns)
        if any(self.start.columns[key].name in used for key in retyped):
            return "an earlier statement changes the type of a column"
        return ""


def _copied(statement: SourceStatement, step: ObservedStep) -> Iterator[Found]:
    """Tables whose rows an INSERT into a new table copies or references."""
    if statement.node == "insert_stmt" and not written_tables(step, statement):
        referenced = {oid for oid, mode in step.after.locks - step.before.locks if mode == ROW_SHARE}
        for relation in step.reads():
            yield relation, REFERENCED if relation in referenced else TAKEN, "it writes rows"


def _computed(statement: SourceStatement, step: ObservedStep) -> Iterator[Found]:
    """Tables whose values a query or an index computes with, so that some can make it fail; a unique index has a risk already."""
    unique = statement.node == "index_stmt" and statement.tree.unique
    read = set(step.reads()) if statement.node in _COMPUTES and not unique else set()
    if read and not written_tables(step, statement):
        types: dict[str, set[int]] = defaultdict(set)
        for column in (column for relation in read for column in _columns_around(step, relation)):
            types[column.name].add(column.type)
        facts = query_facts(step)
        reasons = {
            reason
            for tree in _evaluated(statement, step)
            for reason in (_failures(tree, statement.node, step.server, types, facts) if tree else [COMPUTED])
        }
        yield from ((relation, reason, "it computes values") for reason in sorted(reasons) for relation in sorted(read))


def _evaluated(statement: SourceStatement, step: ObservedStep) -> Iterator[Any]:
    """The trees of what a statement evaluates; REFRESH evaluates a materialized view's query: None if the view is dropped later."""
    yield from evaluated_trees(statement)
    if statement.node == _REFRESH:
        named = statement.tree.relation
        path = (named.schemaname or "public", named.relname)
        views = (oid for oid, found in step.after.relations.items() if (found.schema, found.name) == path)
        yield from map(step.server.view_query, views)


def _columns_around(step: ObservedStep, relation: int) -> Iterator[Column]:
    """A table's columns after the statement and before it, as a block can compute first and rename or convert then."""
    for number, column in step.tables.columns(relation).items():
        yield column
        before = step.before.columns.get((relation, number))
        if before is not None:
            yield before


def _failures(
    tree: Any, node: str, server: ServerFacts, types: Mapping[str, Collection[int]], facts: QueryFacts
) -> Iterator[str]:
    """Rows for which a query of a statement can fail, in words."""
    if fails_on_values(tree, types) or calls_what_fails(tree, server.functions, unknown_fail=node == "index_stmt"):
        yield COMPUTED
    if several_for_one(facts, tree):
        yield SEVERAL


def conversions_of(statement: SourceStatement) -> dict[str, str]:
    """How an ALTER TABLE converts each column to another type (`PLAIN`, `THROUGH_TEXT`, `OWN`), from its parse tree."""
    if statement.node != "alter_table_stmt":
        return {}
    commands = (item.alter_table_cmd for item in statement.tree.cmds)
    return {
        command.name: _conversion_of(getattr(command, "def").column_def, command.name)
        for command in commands
        if enum_name(command, "subtype") == "AT_AlterColumnType"
    }


def _conversion_of(definition: Any, column: str) -> str:
    if not definition.HasField("raw_default"):
        return PLAIN
    casts, node = [], definition.raw_default
    while node.WhichOneof("node") == "type_cast":
        casts.append(node.type_cast.type_name.names[-1].string.sval)
        node = node.type_cast.arg
    if node.WhichOneof("node") != "column_ref" or node.column_ref.fields[-1].string.sval != column:
        return OWN
    return {0: PLAIN, 1: PLAIN}.get(len(casts), THROUGH_TEXT if len(casts) == 2 and casts[1] == "text" else OWN)  # noqa: PLR2004
