"""Index of the names that a folder of migrations, and the files next to it, create, rename or drop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from schemasync.core.source_line import SourceLine
from schemasync.diagnose.ddl_names import COLUMN, RELATION, DdlName, ddl_names
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import split

_DEFAULT_SCHEMAS = frozenset({"", "public"})
"""A name without a schema usually means `public`."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A statement that creates a name, or removes it; prints as `file:line`.

    Attributes:
        file_number: position of the file in the order of the folder.
        source: file and line of the statement.
        name: the name, as the grammar reads it.
    """

    file_number: int
    source: SourceLine
    name: DdlName

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.source.file

    @property
    def line(self) -> int:
        """Line of the statement, 1-based."""
        return self.source.line

    @property
    def created(self) -> bool:
        """False if the statement drops the name or renames it away."""
        return self.name.created

    @property
    def position(self) -> tuple[int, int]:
        """(number of the file, line): comparable with a failure's position."""
        return self.file_number, self.source.line

    def __str__(self) -> str:
        return str(self.source)


class DefinitionIndex:
    """All definitions of a folder, in its order.

    Args:
        migrations: the files that run.
        extra_files: files that a replay does not run: those that the Supabase CLI skips, and `supabase/seed.sql`.
    """

    def __init__(self, migrations: Sequence[Migration], extra_files: Sequence[Migration] = ()) -> None:
        self.file_numbers = {migration.file: number for number, migration in enumerate(migrations)}
        self._definitions = _read(migrations)
        self._extra = _read(extra_files)

    def find(self, category: str, name: str, schema: str = "", table: str = "") -> list[Definition]:
        """Definitions of a name; only those in the schema, or of the table, if there are any."""
        found = self._definitions.get((category, name), [])
        if table:
            found = [each for each in found if each.name.table == table] or found
        return [each for each in found if _same_schema(each.name.schema, schema)] or found

    def find_any_case(self, category: str, name: str) -> list[Definition]:
        """Definitions of a name, ignoring the case of letters."""
        return [each for (kind, other), found in self._definitions.items() for each in found
                if kind == category and other.lower() == name.lower()]  # fmt: skip

    def columns(self, name: str, table: str) -> list[Definition]:
        """Definitions of a column of a table."""
        return [each for each in self._definitions.get((COLUMN, name), []) if each.name.table == table]

    def tables_with(self, column: str, tables: Collection[str]) -> list[str]:
        """Those of the tables in which any file creates, or drops, the column."""
        owners = {each.name.table for each in self._definitions.get((COLUMN, column), [])}
        return [table for table in tables if table in owners]

    def table(self, name: str) -> list[Definition]:
        """Definitions of a table or view."""
        return self._definitions.get((RELATION, name), [])

    def in_extra_files(self, category: str, name: str) -> Definition | None:
        """The first definition in a file that a replay does not run."""
        return next((each for each in self._extra.get((category, name), []) if each.created), None)


def _same_schema(one: str, other: str) -> bool:
    return one == other or {one, other} <= _DEFAULT_SCHEMAS


def _read(migrations: Sequence[Migration]) -> Mapping[tuple[str, str], list[Definition]]:
    found: dict[tuple[str, str], list[Definition]] = defaultdict(list)
    for number, migration in enumerate(migrations):
        for statement in split(migration.sql)[0]:
            source = SourceLine(migration.file, statement.line)
            for name in ddl_names(statement):
                found[name.category, name.name].append(Definition(number, source, name))
    return found
