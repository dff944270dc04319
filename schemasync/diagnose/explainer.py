"""Says of each file that fails what that most likely means, after what became of the files before it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import psycopg

from schemasync.diagnose.ddl_names import ROUTINE
from schemasync.diagnose.definition_index import Definitions
from schemasync.diagnose.diagnosis import diagnose
from schemasync.diagnose.failure import Failure, subject
from schemasync.migrations.discover import Migration, beside
from schemasync.migrations.statements import SourceStatement
from schemasync.replay.results import FileError
from schemasync.supautils.privileged_calls import Doors

_BUILT_IN = (
    "SELECT DISTINCT pg_catalog.pg_get_function_arguments(p.oid) FROM pg_catalog.pg_proc p"
    " WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace AND p.proname = %s ORDER BY 1 LIMIT 4"
)


@dataclass(slots=True)
class Explainer:
    """Attributes: all files; the doors of the database; the files that failed so far."""

    folder: Sequence[Migration]
    doors: Doors
    failed: set[str] = field(default_factory=set)
    _definitions: Definitions | None = field(default=None, init=False)

    def explained(
        self,
        migration: Migration,
        error: FileError,
        statements: Sequence[SourceStatement],
        context: str,
        read: tuple[str, int],
    ) -> FileError:
        """The error with its diagnosis; the file counts as failed from then on.

        Args:
            migration: the file.
            error: where and why it failed.
            statements: of the file.
            context: PostgreSQL's, of what ran inside the statement.
            read: the text that could not be read, and the offset in it; -1 without one.
        """
        if self._definitions is None:
            self._definitions = Definitions(self.folder, beside(self.folder))
        before = [statement for statement in statements if statement.line <= error.line]
        before = [statement for statement in before if statement.text.startswith(error.statement)] or before
        major = self.doors.admin.info.server_version // 10000
        failure = Failure(
            error.sqlstate, error.message, migration.file, before[-1] if before else None, *read, major, context,
            self._definitions, self.failed, self.doors.stubbed, self._built_in(error),
        )  # fmt: skip
        told = replace(error, diagnosis=diagnose(failure))
        self.failed.add(migration.file)
        return told

    def _built_in(self, error: FileError) -> list[str]:
        """What PostgreSQL's own functions take that have the name of one that was missed."""
        asked = subject(error.message)
        if error.sqlstate != "42883" or asked.category != ROUTINE or asked.schema not in ("", "pg_catalog"):
            return []
        with contextlib.suppress(psycopg.Error):
            return [taken for (taken,) in self.doors.admin.execute(_BUILT_IN, (asked.name,))]
        return []
