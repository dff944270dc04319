"""Reads the next file while the server runs this one."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise

from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import SourceStatement, SyntaxProblem, split

Read = tuple[list[SourceStatement], SyntaxProblem | None]
_READER = ThreadPoolExecutor(1, thread_name_prefix="schemasync-reader")


class Prefetch:
    """Files cut into statements, one file ahead of whoever asks.

    Args:
        migrations: in the order in which they will probably be asked for; what the history recorded for a file is not
            its text, and any order is answered.
    """

    def __init__(self, migrations: Sequence[Migration]) -> None:
        self._following = {first.file: then for first, then in pairwise(migrations)}
        self._read: tuple[str, Future[Read]] | None = None

    def split(self, migration: Migration) -> Read:
        """The statements of a file, as `split` gives them."""
        found = self._read
        answer = found[1].result() if found and found[0] == migration.sql else split(migration.sql)
        then = self._following.get(migration.file)
        self._read = (then.sql, _READER.submit(split, then.sql)) if then else None
        return answer
