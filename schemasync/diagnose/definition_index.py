"""Where in a folder of migrations, and beside them, an object is made, renamed or dropped; for diagnoses alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from schemasync.diagnose.ddl_names import COLUMN, RELATION, Name, names
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import split

_SAME = ("", "public")
"""Schemas that a name without one usually means."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name is made, or no longer is.

    Attributes:
        number: of the file in the order of the folder.
        file, line: of the statement.
        name: what the grammar tells of it.
    """

    number: int
    file: str
    line: int
    name: Name

    @property
    def made(self) -> bool:
        """False if the name is taken away there."""
        return self.name.made

    @property
    def at(self) -> tuple[int, int]:
        """Comparable with a failure's position."""
        return self.number, self.line

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Definitions:
    """Every place of a name, in the order of the folder.

    Args:
        migrations: that run.
        beside: files that do not run in a replay: what the CLI skips, and `supabase/seed.sql`.
    """

    def __init__(self, migrations: Sequence[Migration], beside: Sequence[Migration] = ()) -> None:
        self.numbers = {migration.file: number for number, migration in enumerate(migrations)}
        self._places = _places(migrations)
        self._beside = _places(beside)

    def of(self, category: str, name: str, schema: str = "", table: str = "") -> list[Place]:
        """Places of a name; if any is in the schema, or of the table, that is asked for, those alone."""
        found = self._places.get((category, name), [])
        if table:
            found = [place for place in found if place.name.table == table] or found
        same = [place for place in found if place.name.schema == schema or {place.name.schema, schema} <= set(_SAME)]
        return same or found

    def columns(self, name: str, table: str) -> list[Place]:
        """Places of a table's column."""
        return [place for place in self._places.get((COLUMN, name), []) if place.name.table == table]

    def tables_with(self, column: str, tables: Collection[str]) -> list[str]:
        """Those of the tables that have, had, or will have the column."""
        having = {place.name.table for place in self._places.get((COLUMN, column), [])}
        return [table for table in tables if table in having]

    def table(self, name: str) -> list[Place]:
        """Places of a table or view."""
        return self._places.get((RELATION, name), [])

    def beside(self, category: str, name: str) -> Place | None:
        """Where a file that does not run makes a name."""
        return next((place for place in self._beside.get((category, name), []) if place.made), None)


def _places(migrations: Sequence[Migration]) -> dict[tuple[str, str], list[Place]]:
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for number, migration in enumerate(migrations):
        for statement in split(migration.sql)[0]:
            for name in names(statement):
                places[name.category, name.name].append(Place(number, migration.file, statement.line, name))
    return dict(places)
