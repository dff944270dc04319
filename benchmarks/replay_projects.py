"""Replays every project below the given folders and prints one line each: files, replayed, first failure, seconds."""

from __future__ import annotations

import argparse
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]


from schemasync.core.errors import SchemasyncError
from schemasync.diagnose.failure import subject
from schemasync.postgres.providers import shadow
from schemasync.prove.project_replay import replay
from schemasync.replay.results import FileError

NONE = "no diagnosis"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="anything that holds supabase/migrations somewhere below")
    parser.add_argument("--postgres", default="embedded")
    parser.add_argument("--all", action="store_true", help="every failure, and how often each diagnosis is given")
    options = parser.parse_args()
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    good = bad = 0
    counts: Counter[tuple[str, str]] = Counter()
    for folder in projects(options.folders):
        whole = _one(folder, options.postgres, counts, every=options.all)
        good, bad = good + whole, bad + (not whole)
    print(f"{good} of {good + bad} projects replay")
    for (sqlstate, diagnosis), count in counts.most_common() if options.all else ():
        print(f"{count:6} {sqlstate} {diagnosis}")
    return 0


def projects(folders: Iterable[Path]) -> Iterator[Path]:
    """Folders of migrations: `supabase/migrations` at any depth, or a folder of SQL files itself."""
    for folder in folders:
        found = sorted(path for path in folder.rglob("migrations") if path.parent.name == "supabase")
        yield from found or [folder]


def _one(folder: Path, postgres: str, counts: Counter[tuple[str, str]], *, every: bool) -> bool:
    started = time.perf_counter()
    name = str(folder).removesuffix("/supabase/migrations")
    try:
        with shadow(postgres) as server:
            replayed = replay(server, folder)
    except SchemasyncError as error:
        print(f"{name}: {error.message}")
        return False
    count, failed = len(replayed.results), replayed.failed
    print(f"{name}: {count} files, {count - len(failed)} replayed, {time.perf_counter() - started:.2f} s", flush=True)
    for result in failed if every else failed[:1]:
        problem = result.error
        assert problem is not None
        counts[problem.sqlstate, _without_names(problem)] += 1
        said = problem.diagnosis or NONE
        print(f"    {result.migration.file}:{problem.line}: {problem.sqlstate} {problem.message}  [{said}]")
    return not failed


def _without_names(error: FileError) -> str:
    """A diagnosis with `FILE` and `…` in the place of this error's own names, so that like ones can be counted."""
    text = re.sub(r"[^\s(]+( \d+)?\.sql(:\d+)?", "FILE", error.diagnosis or NONE).partition(" It happens inside ")[0]
    asked = subject(error.message)
    for name in filter(None, (asked.name, asked.table)):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text)
    return text


if __name__ == "__main__":
    sys.exit(main())
