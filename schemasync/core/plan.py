"""Plans: the statements that lead from one state of a schema to another, and the script that they are printed as."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.core.model import Ref
from schemasync.core.sql import EMPTY_SEARCH_PATH, Setting, Sql
from schemasync.core.text import line

COMMIT = "COMMIT"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a plan.

    Attributes:
        sql: the statement and its hazards.
        ref: the object that it is about.
        action: `drop`, `alter`, `create`, `placeholder` (create a stand-in) or `cleanup`.
        refs: all objects whose change it carries (a CREATE TABLE carries its columns).
    """

    sql: Sql
    ref: Ref
    action: str
    refs: tuple[Ref, ...]


class Command(NamedTuple):
    """One command of a script.

    Attributes:
        text: without its semicolon.
        statement: statement of the plan that it is; None for a setting and for COMMIT.
    """

    text: str
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A preamble and ordered statements that lead from one snapshot to another.

    The preamble follows from the statements, so each selection of statements has the one that it needs.

    Attributes:
        statements: in the order in which they run.
        text_settings: parameters that decide what the statements mean, where the databases have other values.
    """

    statements: tuple[Statement, ...]
    text_settings: tuple[Setting, ...] = ()

    @property
    def preamble(self) -> tuple[Setting, ...]:
        """The run-time parameters that the statements need, each once."""
        from schemasync.core.name_resolution import depends_on_search_path  # noqa: PLC0415  it loads the SQL parser

        settings = dict.fromkeys(setting for statement in self.statements for setting in statement.sql.settings)
        if any(not each.sql.own_path and depends_on_search_path(each.sql.text) for each in self.statements):
            settings = {EMPTY_SEARCH_PATH: None, **settings}
        return (*(self.text_settings if self.statements else ()), *settings)

    @property
    def commits(self) -> bool:
        """Whether a statement must be committed before others run, so that the plan is no single transaction."""
        return any(statement.sql.commit for statement in self.statements)

    @property
    def parts(self) -> tuple[Plan, ...]:
        """The plan, cut where it commits: each part can be a transaction, or a file, of its own."""
        parts: list[list[Statement]] = []
        for statement in self.statements:
            if not parts or (parts[-1][-1].sql.commit and not statement.sql.commit):
                parts.append([])
            parts[-1].append(statement)
        return tuple(Plan(tuple(part), self.text_settings) for part in parts)

    def commands(self) -> Iterator[Command]:
        """Everything that the plan runs: the preamble, the statements, and RESET of what the preamble has set.

        It works command by command, as one batch (an implicit transaction), and in a transaction of the caller's. SET
        and RESET, since SET LOCAL has no effect outside a transaction. COMMIT follows statements that must be committed
        before the others; where no transaction was begun, PostgreSQL answers with a warning. Statements that run functions
        of users run under the session's own search_path, in the middle of the plan as well.
        """
        preamble, path = self.preamble, EMPTY_SEARCH_PATH
        is_empty = path in preamble and not self.statements[0].sql.own_path
        for setting in preamble:
            if setting != path or is_empty:
                yield Command(f"SET {setting.name} = {setting.value}")
        uncommitted = False
        for statement in self.statements:
            if uncommitted and not statement.sql.commit:
                yield Command(COMMIT)
            uncommitted = statement.sql.commit
            if path in preamble and is_empty == statement.sql.own_path:
                is_empty = not is_empty
                yield Command(f"SET {path.name} = {path.value}" if is_empty else f"RESET {path.name}")
            yield Command(statement.sql.text, statement)
        for setting in preamble:
            if setting.resettable and (setting != path or is_empty):
                yield Command(f"RESET {setting.name}")

    @property
    def fingerprint(self) -> str:
        """Identity of the script: equal scripts have equal fingerprints."""
        return hashlib.sha256(self.script().encode()).hexdigest()[:16]

    def script(self, *remarks: str) -> str:
        """Print the plan as a script, below a comment for each remark."""
        head = "".join(f"-- {line(remark)}\n" for remark in remarks)
        return head + "".join(f"{command.text};\n" for command in self.commands())

    def __str__(self) -> str:
        return self.script()
