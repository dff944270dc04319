"""Split the next file into statements while the server runs the current one."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise

from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import SourceStatement, SyntaxProblem, split

Read = tuple[list[SourceStatement], SyntaxProblem | None]
_READER = ThreadPoolExecutor(1, thread_name_prefix="schemasync-reader")


class Prefetch:
    """Splits files into statements, the next one in advance.

    Args:
        migrations: in the expected order of the calls of `split`; another order only costs time.
    """

    def __init__(self, migrations: Sequence[Migration]) -> None:
        self._following = {first.file: then for first, then in pairwise(migrations)}
        self._read: tuple[str, Future[Read]] | None = None

    def split(self, migration: Migration) -> Read:
        """The statements of a file; see `migrations.statements.split`."""
        found = self._read
        answer = found[1].result() if found and found[0] == migration.sql else split(migration.sql)
        then = self._following.get(migration.file)
        self._read = (then.sql, _READER.submit(split, then.sql)) if then else None
        return answer
