"""Change databases by hand at random, push with the real Supabase CLI, and judge every word that the check said before.

    python benchmarks/deploy_truth.py [--rounds N] [--seed N] [FOLDER …]

Each round pushes a project, changes the database by hand in several independent ways, and adds a pending file. Of the check
it demands: one problem for each change and none beside them; each proven repair, run alone, settles its problem and no
other; the push ends as foretold, at the file that was named, and where it fails because of a change, that is the blame.
FOLDERs are further projects (`supabase/migrations`); from them come the tables that are changed. Needs npm
(`tests/supabase/cli`) and server binaries. The exit code is 1 if a word was wrong.
"""

from __future__ import annotations

import argparse
import itertools
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.deploy_changes import CHANGES, Change
from schemasync.config.settings import settings_from
from schemasync.core.compare import differing_refs
from schemasync.core.errors import SchemasyncError
from schemasync.introspect.snapshot import read_snapshot
from schemasync.migrations.discover import discover
from schemasync.pipeline import check
from schemasync.postgres.shadow import PROJECT_ROLE
from schemasync.result import CheckResult
from schemasync.verdict.deploy_verdict import APPLIES, FAILS, MAY_FAIL_ON_ROWS
from tests.supabase.cli.conftest import GENERATIONS, PROGRAMS, Cli, Project, install
from tests.supabase.cli.server import Hosted, hosted

EXAMPLE = ROOT / "examples/marketplace/supabase/migrations"
LAST = "20990101000000"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Told:
    """How often each promise was made, and each that was not kept."""

    made: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def note(self, promise: str, where: str, complaint: str = "") -> None:
        """Count a promise, and keep the complaint about it."""
        self.made[promise] += 1
        if complaint:
            self.wrong.append(f"{where}: {promise}: {complaint}")


States = dict[tuple[tuple[str, str], ...], str]


def run_round(
    files: dict[str, str], chosen: Sequence[Change], cli: Cli, on: Hosted, states: States, told: Told
) -> None:
    """Push, change by hand, check, try the repairs, push the pending file of the first change."""
    names = [f"t{next(_numbers)}" for _ in chosen]
    database, where = f"truth_{next(_numbers)}", " + ".join(change.name for change in chosen)
    on.server.create_database(database)
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder), cli, on, database, states)
        project.migrations.mkdir(parents=True)
        (project.folder / "supabase/config.toml").write_text(f'project_id = "test"\n[db]\nmajor_version = {on.major}\n')
        project.pushed(**files)
        before = "\n".join(change.before.format(n=name) for change, name in zip(chosen, names, strict=True))
        project.write(**{f"_{LAST}_last": f"{before}\nSELECT 1;"})
        project.push()
        for change, name in zip(chosen, names, strict=True):
            project.sql(change.by_hand.format(n=name))
        first, name = chosen[0], names[0]
        project.write(**{f"_{int(LAST) + 1}_pending": first.pending.format(n=name)})
        result = checked(project)
        judge_problems(result, names, where, told)
        judge_repairs(project, result, where, told)
        judge_push(project, result, first, name, where, told)
    on.server.drop_database(database)


def checked(project: Project) -> CheckResult:
    """The check of the project."""
    return check(
        settings_from(migrations=project.migrations, database_url=project.url, folder=project.migrations.as_posix())
    )


def judge_problems(result: CheckResult, names: Sequence[str], where: str, told: Told) -> None:
    """Each change is one problem, and there is no other."""
    titles = [problem.title for problem in result.problems]
    for name in names:
        about = [p for p in result.problems if any(name in _names(str(ref)) for ref in p.refs)]
        told.note("one problem", where, "" if len(about) == 1 else f"{name}: {[p.title for p in about]}")
    told.note("no other problem", where, "" if len(titles) == len(names) else str(titles))


def _names(text: str) -> set[str]:
    """Names of a change's objects: `t7_f` is one of t7's."""
    words = "".join(character if character.isalnum() else " " for character in text).split()
    return set(words)


def judge_repairs(project: Project, result: CheckResult, where: str, told: Told) -> None:
    """Each repair is proven; run alone, it settles its problem and leaves the others."""
    for problem in result.problems:
        if problem.migration is not None:  # the file is the way out, and the advice says so
            told.note("advice names the file", where, "" if problem.migration.file else problem.title)
            continue
        fix = next((fix for fix in result.fixes[problem.id] if fix.direction == "repair"), None)
        if fix is None or not fix.proven:
            told.note("repair proven", where, f"{problem.title}: {fix.reason if fix else 'none'}")
            continue
        left = left_by(fix.plan.script(), project, result)
        wanted = sorted(each.title for each in result.problems if each is not problem)
        told.note("repair settles", where, "" if left == wanted else f"{problem.title}: left {left}, not {wanted}")


def left_by(script: str, project: Project, result: CheckResult) -> list[str]:
    """Titles of the problems that are left in a copy of the database after a script; its error if it fails."""
    copy, server = f"truth_{next(_numbers)}", project.on.server
    server.create_database(copy, project.database)
    command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", project.on.url(copy), "-f", "-"]
    try:
        done = subprocess.run(command, input=script.encode(), capture_output=True, check=False)
        if done.returncode:
            return [done.stderr.decode()]
        with project.on.connect(copy, PROJECT_ROLE) as connection:
            after = read_snapshot(connection)
    finally:
        server.drop_database(copy)
    wanted = result.replayed.snapshot
    return sorted(each.title for each in result.problems if differing_refs(after, wanted, each.refs))


def judge_push(project: Project, result: CheckResult, change: Change, name: str, where: str, told: Told) -> None:
    """The push ends as foretold, and what is to blame was named."""
    word = result.deploy.word
    told.note("verdict", where, "" if word in (APPLIES, FAILS, MAY_FAIL_ON_ROWS) else word)
    done = project.attempt("db", "push")
    failed = done.returncode != 0
    told.note("foretold", where, "" if failed == (word == FAILS) else f"{word}: {done.stderr[-300:]}")
    told.note("fails as meant", where, "" if failed == bool(change.blame) else done.stderr[-300:])
    if failed and word == FAILS:
        applied = f"{int(LAST) + 1}_pending.sql"
        place = result.deploy.place
        told.note("file", where, "" if place and place.file == applied else str(place))
        blame = [str(ref) for ref in result.pending.blame] if result.pending else []
        wanted = change.blame.format(n=name)
        told.note("blame", where, "" if any(wanted in each.replace("integer", "(integer)") or wanted in _dotted(each)
                                            for each in blame) else f"{blame}, not {wanted}")  # fmt: skip


def _dotted(text: str) -> str:
    """`function public.f.integer` as a person writes it: `public.f(integer)`."""
    kind, _, path = text.partition(" ")
    if kind != "function":
        return path
    schema, name, arguments = path.split(".", 2)
    return f"{schema}.{name}({arguments})"


def replayable(folder: Path) -> dict[str, str]:
    """Files of a project by name; a version that two files have gets a digit more, as the CLI refuses it."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for migration in discover(folder).migrations:
        version = migration.version
        while version in taken:
            version += "1"
        taken.add(version)
        found[f"{version}_{migration.name}"] = migration.sql
    return found


def main() -> int:
    """Run the rounds; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=len(CHANGES), help="one for each kind of change by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--together", type=int, default=8, help="changes of one round")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    chance, told = random.Random(options.seed), Told()
    states: States = {}
    order = chance.sample(CHANGES, len(CHANGES))
    projects = [replayable(folder) for folder in (options.folders or [EXAMPLE])]
    program = install() / GENERATIONS["newest"] / "bin" / PROGRAMS["newest"]
    with tempfile.TemporaryDirectory() as home, hosted(17) as server:
        cli = Cli(program, Path(home), "newest")
        for number in range(options.rounds):
            first = order[number % len(order)]
            others = [change for change in CHANGES if change is not first]
            chosen = [first, *chance.sample(others, options.together - 1)]
            count = len(told.wrong)
            try:
                run_round(projects[number % len(projects)], chosen, cli, server, states, told)
            except (SchemasyncError, psycopg.Error, AssertionError) as error:
                told.wrong.append(f"{' + '.join(each.name for each in chosen)}: {error}")
            for complaint in told.wrong[count:]:
                print(complaint, flush=True)
            judged = sum(told.made.values())
            print(
                f"round {number + 1}, {first.name}: {len(told.wrong) - count} wrong, {judged} words judged", flush=True
            )
    print(", ".join(f"{promise} {number}" for promise, number in told.made.items()))
    print(f"{options.rounds} rounds, {len(told.wrong)} wrong")
    return 1 if told.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
