"""Facts about a failed statement: PostgreSQL's message and the object that it names, and the statement's position."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from schemasync.diagnose.ddl_names import COLUMN, EXTENSION, OTHER, RELATION, ROLE, ROUTINE, SCHEMA, TYPE
from schemasync.diagnose.definition_index import Definition, DefinitionIndex
from schemasync.migrations.statements import SourceStatement, identifiers

_NAME = r'(?:[\w$]+\.|"(?:[^"]|"")*"\.)*("(?:[^"]|"")*"|[\w$@-]+)'
_MESSAGES = (
    (re.compile(rf'column "([^"]*)" of relation "{_NAME}"'), COLUMN),
    (re.compile(r"column ([\w$.\"]+) does not exist|column \"([^\"]*)\""), COLUMN),
    (re.compile(r'(?:policy|trigger|constraint|publication|operator class|event trigger) "([^"]*)"'), OTHER),
    (re.compile(r'(?:relation|table|view|sequence|index) "([^"]*)"'), RELATION),
    (re.compile(r"(?:function|procedure|routine|aggregate) ([\w$.\"]+)\("), ROUTINE),
    (re.compile(r'function "([^"]*)"'), ROUTINE),
    (re.compile(r"type \"?([\w$.]+)\"?"), TYPE),
    (re.compile(r'schema "([^"]*)"'), SCHEMA),
    (re.compile(r'role "([^"]*)"'), ROLE),
    (re.compile(r'extension "([^"]*)"'), EXTENSION),
    (re.compile(r'^"([^"]*)" is not a'), RELATION),
)
"""Patterns of PostgreSQL's messages in English, and the category of the object that each names."""
_OWNER = re.compile(r'(?:for|of) (?:table|relation) "([^"]*)"')
_IN_SCHEMA = re.compile(r'in schema "([^"]*)"')
_RUNNING = re.compile(r'(?:PL/pgSQL|SQL) function (?:"([^"]*)"|([\w$."]+)\()')


@dataclass(frozen=True, slots=True)
class Subject:
    """Object that a message names; empty strings if it names none.

    Attributes:
        category, name, schema: of the object.
        table: that a policy, trigger or constraint belongs to; of a column, its qualifier (a table or an alias).
    """

    category: str = ""
    name: str = ""
    schema: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Facts about a failed statement.

    Attributes:
        sqlstate, message, detail: PostgreSQL's.
        file: in which it stands.
        version: of the file.
        sets_search_path: the file sets the search_path before the statement.
        statement: None if the file could not be cut into statements.
        text: the text that PostgreSQL refused: the statement, a query inside a function, or the whole file.
        position: 0-based, in characters of `text`; -1 if unknown.
        major: of the server.
        context: PostgreSQL's lines about functions that were running.
        index: definitions in the folder.
        failed: files that failed before.
        stub_extensions: extensions for which a stub was installed.
        built_in: lists of arguments of PostgreSQL's own functions that have the missing function's name.
        database: names of all objects of the target; None if it is not known.
    """

    sqlstate: str
    message: str
    file: str = ""
    statement: SourceStatement | None = None
    text: str = ""
    position: int = -1
    major: int = 0
    context: str = ""
    index: DefinitionIndex = field(default_factory=lambda: DefinitionIndex(()))
    failed: Collection[str] = field(default=())
    stub_extensions: Collection[str] = field(default=())
    built_in: Sequence[str] = field(default=())
    detail: str = ""
    sets_search_path: bool = False
    version: str = ""
    database: frozenset[str] | None = None

    def is_nowhere(self, name: str) -> bool:
        """Whether the target is known to have no object of this name either, so that nobody made it by hand."""
        return self.database is not None and name not in self.database

    @property
    def position_in_folder(self) -> tuple[int, int]:
        """(number of the file, line): comparable with a definition's position."""
        return self.index.file_numbers.get(self.file, 0), self.statement.line if self.statement else 0

    @property
    def function(self) -> str:
        """The function that was running, as PostgreSQL writes it; empty for one that the statement itself creates."""
        if self.statement and self.statement.node == "create_function_stmt":
            return ""
        found = (match[1] or match[2] for match in _RUNNING.finditer(self.context))
        return next((name for name in found if name != "inline_code_block" and not name.startswith("schemasync.")), "")

    @property
    def is_compiled(self) -> bool:
        """Whether PL/pgSQL refused the body of the statement's own function or block, before anything in it ran."""
        if self.statement is None or self.text != self.statement.text:
            return False
        is_function = self.statement.node == "create_function_stmt" and "plpgsql" in identifiers(self.text)
        return is_function or self.statement.node == "do_stmt"

    @property
    def changes_search_path(self) -> bool:
        """Whether the search_path at the failure differs from that of a new session."""
        if self.function:
            made = self.created(self.index.find(ROUTINE, self.function.split(".")[-1].strip('"')))
            if made and made[-1].name.sets_search_path:
                return True
        return self.sets_search_path

    def effective(self, definitions: Iterable[Definition]) -> list[Definition]:
        """Definitions before the failure, without those that drop something in a file that failed."""
        return [
            each
            for each in definitions
            if each.position < self.position_in_folder and (each.created or each.file not in self.failed)
        ]

    def created(self, definitions: Iterable[Definition]) -> list[Definition]:
        """Definitions before the failure that create something, in files that ran."""
        return [each for each in self.effective(definitions) if each.created and each.file not in self.failed]


def kept_by_replace(message: str) -> str:
    """The part of a function that CREATE OR REPLACE FUNCTION does not change, as a predicate, by PostgreSQL's refusal."""
    if "parameter defaults" in message:
        return "cannot remove the default of an argument"
    return "keeps the names of the arguments and the result type"


def subject(message: str) -> Subject:
    """Find the object that a message of PostgreSQL names."""
    for pattern, category in _MESSAGES:
        if found := pattern.search(message):
            parts = next(part for part in found.groups() if part).replace('"', "").split(".")
            before = parts[-2] if len(parts) > 1 else ""
            owner = _OWNER.search(message)
            table = owner[1].split(".")[-1] if owner else before if category == COLUMN else ""
            inside = _IN_SCHEMA.search(message)
            schema = inside[1] if inside else before if category != COLUMN else ""
            return Subject(category, parts[-1], schema, table)
    return Subject()
