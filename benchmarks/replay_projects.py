"""Replays every project below the given folders and prints one line each: files, replayed, first failure, seconds.

With `--push`, the real Supabase CLI pushes the same files to an empty project, and `check` compares the two. The check must name the
file at which the push stopped, and find no difference; only where the push is refused, files of one version never ran. A replay
may go further than a push, as it runs what Supabase once allowed. The pushing role is a superuser meanwhile, as nothing here
stands for supautils.
"""

from __future__ import annotations

import argparse
import logging
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]


import psycopg

from schemasync.config.settings import settings_from
from schemasync.core.errors import SchemasyncError
from schemasync.diagnose.failure import subject
from schemasync.expected.project_replay import replay
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.providers import shadow
from schemasync.postgres.shadow import ADMIN, PROJECT_ROLE, ShadowServer
from schemasync.replay.results import FileError
from schemasync.verdict.deploy_verdict import PUSH_REFUSES
from tests.supabase.cli.conftest import GENERATIONS, PROGRAMS, Cli, install

DATABASE = "pushed"
NONE = "no diagnosis"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="anything that holds supabase/migrations somewhere below")
    parser.add_argument("--postgres", default="embedded")
    parser.add_argument(
        "--push", action="store_true", help="push with the real CLI, then check (needs npm, PostgreSQL 18)"
    )
    parser.add_argument("--all", action="store_true", help="every failure, and how often each diagnosis is given")
    options = parser.parse_args()
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    if options.push:
        return 1 if sum(not _pushed(folder) for folder in projects(options.folders)) else 0
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


def _pushed(folder: Path) -> bool:
    """Replay, push and check one project; whether all three agree."""
    name = str(folder).removesuffix("/supabase/migrations")
    try:
        with embedded(18) as server:
            replayed = replay(server, folder)
        first = next((result.migration.file for result in replayed.failed), "")
        with embedded(18, tcp=True) as server, tempfile.TemporaryDirectory() as temporary:
            pushed = _push(server, folder, Path(temporary))
            result = check(settings_from(migrations=folder, database_url=_url(server)))
    except (SchemasyncError, psycopg.Error, subprocess.TimeoutExpired) as error:
        print(f"{name}: {error}", flush=True)
        return False
    place = result.deploy.place
    judged = place.file if place else ""
    titles = [problem.title for problem in result.problems]
    agrees = pushed == judged and (not titles or result.deploy.word == PUSH_REFUSES)
    print(
        f"{'agrees ' if agrees else 'differs'} {name}: {len(replayed.results)} files; fails first in replay: {first or 'none'}, "
        f"push: {pushed or 'none'}, check: {result.deploy.word} {judged}; {len(titles)} problems {titles[:3]}",
        flush=True,
    )
    return agrees


def _push(server: ShadowServer, folder: Path, project: Path) -> str:
    """Push the files to a new database with the CLI, and return the file at which it stopped; empty if it did not."""
    server.create_database(DATABASE)
    shutil.copytree(folder, project / "supabase/migrations")
    (project / "supabase/config.toml").write_text('project_id = "test"\n[db]\nmajor_version = 17\n', encoding="utf-8")
    cli = Cli(install() / GENERATIONS["newest"] / "bin" / PROGRAMS["newest"], project, "newest")
    with server.connect(DATABASE, ADMIN) as admin:
        admin.execute(f"ALTER ROLE {PROJECT_ROLE} SUPERUSER".encode())
        done = cli.run(project, "db", "push", "--include-all", "--yes", "--db-url", _url(server))
        admin.execute(f"ALTER ROLE {PROJECT_ROLE} NOSUPERUSER".encode())
    applied = re.findall(r"Applying migration (\S+\.sql)", done.stdout + done.stderr)
    if done.returncode == 0:
        return ""
    return applied[-1] if applied else (done.stdout + done.stderr).strip()[-200:]


def _url(server: ShadowServer) -> str:
    return f"postgresql://{PROJECT_ROLE}:{server.password}@127.0.0.1:{server.port}/{DATABASE}?sslmode=disable"


def _without_names(error: FileError) -> str:
    """A diagnosis with `FILE` and `…` in the place of this error's own names, so that like ones can be counted."""
    text = re.sub(r"[^\s(]+( \d+)?\.sql(:\d+)?", "FILE", error.diagnosis or NONE).partition(" It happens inside ")[0]
    asked = subject(error.message)
    for name in filter(None, (asked.name, asked.table)):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text)
    return text


if __name__ == "__main__":
    sys.exit(main())
