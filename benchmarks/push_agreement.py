"""Compare the deploy verdict with the real Supabase CLI, for histories in every state.

    python benchmarks/push_agreement.py [--cli newest|go] [STATE …]

Each state is a folder, a history and a database on a server of its own. The verdict is taken first; then the CLI lists what it
would push (`db push --dry-run`), and pushes. Both must agree: on the files, on whether the push is refused before it runs
anything, on whether it fails, and on the file. Where a command is named, it is run, and the push after it must succeed.
Needs npm (`tests/supabase/cli`) and server binaries. The exit code is 1 if a state disagrees.
"""

from __future__ import annotations

import argparse
import itertools
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from schemasync.config.settings import settings_from
from schemasync.core.errors import SettingsError
from schemasync.pipeline import check
from schemasync.verdict.deploy import APPLIES, FAILS, MAY_FAIL_ON_ROWS, NOTHING, PUSH_REFUSES, UNKNOWN, DeployVerdict
from tests.supabase.cli.conftest import GENERATIONS, PROGRAMS, Cli, Project, install
from tests.supabase.cli.server import Hosted, hosted

A, B, C = "CREATE TABLE public.a (i int);\n", "CREATE TABLE public.b (i int);\n", "CREATE TABLE public.c (i int);\n"
HISTORY = "supabase_migrations.schema_migrations"
Act = Callable[[Project], None]
_numbers = itertools.count(1)


def sql(text: str) -> Act:
    """Run SQL in the database, as somebody would by hand."""
    return lambda project: project.sql(text)


def write(**files: str) -> Act:
    """Files that are added or edited."""
    return lambda project: project.write(**files)


def remove(*names: str) -> Act:
    """Files that are removed."""

    def act(project: Project) -> None:
        for name in names:
            (project.migrations / f"{name}.sql").unlink()

    return act


def rename(old: str, new: str) -> Act:
    """A file that is renamed."""

    def act(project: Project) -> None:
        (project.migrations / f"{old}.sql").rename(project.migrations / f"{new}.sql")

    return act


@dataclass(frozen=True)
class State:
    """A folder that is pushed, and what happens afterwards.

    Attributes:
        word: the verdict that is expected.
        pushed: files that are pushed first.
        then: acts afterwards.
        include_all: the team pushes with `--include-all`.
        settled: whether the named command, run as it stands, makes a push succeed.
    """

    word: str
    pushed: Mapping[str, str] = field(default_factory=dict)
    then: Sequence[Act] = ()
    include_all: bool = False
    settled: bool = True


TWO = {"_1_a": A, "_2_b": B}
THREE = {**TWO, "_3_c": C}
STATES: Mapping[str, State] = {
    "in sync": State(NOTHING, TWO),
    "one pending": State(APPLIES, TWO, (write(_3_c=C),)),
    "first push": State(APPLIES, {}, (write(**TWO),)),
    "first push, empty table": State(APPLIES, TWO, (sql(f"DELETE FROM {HISTORY}; DROP TABLE a, b"),)),
    "pending fails on drift": State(FAILS, TWO, (write(_3_c=C), sql(C)), settled=False),
    "pending, on rows": State(
        MAY_FAIL_ON_ROWS, TWO, (write(_3_c="ALTER TABLE public.a ADD CONSTRAINT k CHECK (i > 0);"),)
    ),
    "ran, not recorded": State(FAILS, TWO, (sql(f"DELETE FROM {HISTORY} WHERE version = '2'"),)),
    "remote-only": State(PUSH_REFUSES, THREE, (remove("2_b"),)),
    "remote-only, the newest": State(PUSH_REFUSES, THREE, (remove("3_c"),)),
    "remote-only, without statements": State(
        PUSH_REFUSES, THREE, (remove("2_b"), sql(f"UPDATE {HISTORY} SET statements = NULL WHERE version = '2'"))
    ),
    "remote-only and one pending": State(PUSH_REFUSES, THREE, (remove("2_b"), write(_4_d="SELECT 1;"))),
    "older": State(PUSH_REFUSES, {"_1_a": A, "_3_c": C}, (write(_2_b=B),)),
    "older, two of them": State(PUSH_REFUSES, {"_1_a": A, "_9_c": C}, (write(_2_b=B, _3_d="SELECT 1;"),)),
    "older, time stamps": State(
        PUSH_REFUSES, {"_20250101000000_a": A, "_20250301000000_c": C}, (write(_20250201000000_b=B),)
    ),
    "older, days": State(PUSH_REFUSES, {"_20250101_a": A, "_20250301_c": C}, (write(_20250201_b=B, _20250302_d="SELECT 1;"),)),
    "older, with --include-all": State(APPLIES, {"_1_a": A, "_3_c": C}, (write(_2_b=B),), include_all=True),
    "older and failing, with --include-all": State(
        FAILS, {"_1_a": A, "_3_c": C}, (write(_2_b=B), sql(B)), include_all=True, settled=False
    ),
    "remote-only, with --include-all": State(PUSH_REFUSES, THREE, (remove("2_b"),), include_all=True),
    "older and remote-only": State(PUSH_REFUSES, {"_1_a": A, "_3_b": B, "_5_c": C}, (remove("3_b"), write(_2_d="SELECT 1;"))),
    "renamed": State(PUSH_REFUSES, TWO, (rename("2_b", "3_b"),)),
    "renamed to older": State(PUSH_REFUSES, {"_1_a": A, "_3_b": B, "_4_c": C}, (rename("3_b", "2_b"),)),
    "duplicate of a recorded one": State(PUSH_REFUSES, TWO, (write(_2_c=C),)),
    "duplicate of the newest, sorted first": State(PUSH_REFUSES, {"_1_a": A, "_2_m": B}, (write(_2_c=C),)),
    "duplicate among recorded ones": State(PUSH_REFUSES, THREE, (write(_2_d="SELECT 1;"),)),
    "duplicates that are pending": State(PUSH_REFUSES, TWO, (write(_3_c=C, _3_d="SELECT 1;"),)),
    "duplicates behind a file that fails": State(
        FAILS, TWO, (write(_3_c=C, _4_d="SELECT 1;", _4_e="SELECT 1;"), sql(C)), settled=False
    ),
    "duplicates of a first push": State(PUSH_REFUSES, {}, (write(_1_a=A, _1_b=B),)),
    "edited": State(NOTHING, TWO, (write(_2_b=B.replace("int", "bigint")),)),
    "statements absent": State(NOTHING, TWO, (sql(f"ALTER TABLE {HISTORY} DROP COLUMN statements"),)),
    "statements absent, one pending": State(
        APPLIES, TWO, (sql(f"ALTER TABLE {HISTORY} DROP COLUMN statements, DROP COLUMN name"), write(_3_c=C))
    ),
    "statements are NULL": State(NOTHING, TWO, (sql(f"UPDATE {HISTORY} SET statements = NULL"),)),
    "a NULL among the statements": State(NOTHING, TWO, (sql(f"UPDATE {HISTORY} SET statements = '{{NULL}}'"),)),
    "missing table": State(UNKNOWN, TWO, (sql("DROP SCHEMA supabase_migrations CASCADE"),)),
    "empty table": State(UNKNOWN, TWO, (sql(f"DELETE FROM {HISTORY}"),)),
    "missing table, one more file": State(UNKNOWN, TWO, (sql("DROP SCHEMA supabase_migrations CASCADE"), write(_3_c=C)),
                                          settled=False),
    "NULL version": State(
        PUSH_REFUSES, TWO,
        (sql(f"ALTER TABLE {HISTORY} DROP CONSTRAINT schema_migrations_pkey, ALTER version DROP NOT NULL;"
             f"INSERT INTO {HISTORY} VALUES (NULL)"),),
    ),
    "a version twice": State(
        PUSH_REFUSES, TWO,
        (sql(f"ALTER TABLE {HISTORY} DROP CONSTRAINT schema_migrations_pkey; INSERT INTO {HISTORY} VALUES ('2')"),),
        settled=False,
    ),
    "a version of words": State(PUSH_REFUSES, TWO, (sql(f"INSERT INTO {HISTORY} VALUES ('init')"),)),
    "squashed": State(PUSH_REFUSES, THREE, (remove("1_a", "2_b"), write(_3_c=A + B + C))),
    "squashed under a new version": State(PUSH_REFUSES, THREE, (remove("1_a", "2_b", "3_c"), write(_4_all=A + B + C))),
    "skipped files": State(NOTHING, TWO, (write(notes="SELECT 1;"),)),
    "empty folder": State("refused as a setting", TWO, (remove("1_a", "2_b"),)),
    "empty folder, empty history": State("refused as a setting"),
    "case in a body": State(
        APPLIES, TWO,
        (write(_3_c="CREATE FUNCTION public.f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;"),),
    ),
    "byte order mark": State(APPLIES, TWO, (write(_3_c="\ufeff" + C),)),
    "concurrently among others": State(
        MAY_FAIL_ON_ROWS, TWO, (write(_3_c="ALTER TABLE public.a ADD n int;\nCREATE UNIQUE INDEX CONCURRENTLY ON public.a (n);"),)
    ),
    "concurrently, alone": State(APPLIES, TWO, (write(_3_c="CREATE INDEX CONCURRENTLY ON public.a (i);"),)),
    "constant with a backslash": State(APPLIES, TWO, (write(_3_c="COMMENT ON TABLE public.a IS E'it\\'s; so';SELECT 1;"),)),
}  # fmt: skip
GO_FAILS = frozenset({"case in a body", "byte order mark", "concurrently among others", "constant with a backslash"})
"""States in which the releases before 2.109 fail, as the verdict says of a project that pins one."""
LISTED = re.compile(r"^ • (?:\x1b\[\d+m)?(.+?\.sql)(?:\x1b\[\d+m)?$", re.MULTILINE)
REFUSALS = ("Remote migration versions not found", "Found local migration files to be inserted", "cannot scan")


@dataclass(frozen=True)
class Pushed:
    """Behaviour of the CLI: listed these files, refused, failed at a file."""

    files: tuple[str, ...]
    refused: bool
    failed: bool
    at: str
    text: str


def push(project: Project, *, include_all: bool) -> Pushed:
    """List what would be pushed, then push."""
    flags = ["--include-all"] if include_all else []
    listed = project.attempt("db", "push", "--dry-run", *flags)
    text = listed.stdout + listed.stderr
    files = tuple(LISTED.findall(text))
    if listed.returncode != 0:
        is_refused = any(words in text for words in REFUSALS)
        return Pushed(files, refused=is_refused, failed=True, at="", text=text)
    done = project.attempt("db", "push", *flags)
    text = done.stdout + done.stderr
    applied = re.findall(r"Applying migration (\S+\.sql)", text)
    at = applied[-1] if applied else ""
    return Pushed(files, refused=False, failed=done.returncode != 0, at=at, text=text)


def judged(project: Project, state: State) -> DeployVerdict | SettingsError:
    """Our verdict."""
    try:
        settings = settings_from(
            migrations=project.migrations,
            database_url=project.url,
            include_all=state.include_all,
            folder=project.migrations.as_posix(),
        )
    except SettingsError as error:
        return error
    return check(settings).deploy


def disagreement(state: State, verdict: DeployVerdict, pushed: Pushed, *, go_fails: bool) -> str:
    """How verdict and CLI disagree; empty if they agree."""
    word = FAILS if go_fails else state.word
    if verdict.word != word:
        return f"the verdict is {verdict.word}, not {word}: {verdict.reason}"
    is_duplicate = "has the version of" in verdict.reason
    if word == PUSH_REFUSES:
        if not pushed.failed:
            return "the CLI pushed"
        return "" if pushed.refused or is_duplicate else f"the CLI did not refuse: {pushed.text}"
    if pushed.refused:
        return f"the CLI refused: {pushed.text}"
    if word != UNKNOWN and pushed.failed != (word == FAILS):
        return f"the CLI {'failed' if pushed.failed else 'pushed'}: {pushed.text}"
    at = verdict.place.file if verdict.place else ""
    if word == FAILS and pushed.at != at:
        return f"the CLI failed at {pushed.at}, the verdict says {at}"
    if pushed.files != verdict.files:
        return f"the CLI lists {pushed.files}, the verdict {verdict.files}"
    return ""


def settle(project: Project, verdict: DeployVerdict) -> str:
    """Run the named commands; how they fail, or empty."""
    for line in verdict.command.splitlines():
        words = shlex.split(line) if not line.startswith("DELETE") else []
        if not words:
            project.sql(line)
        elif words[0] == "git":
            Path(words[2]).rename(words[3])
        elif words[1:3] != ["db", "push"]:
            done = project.attempt(*(word for word in words[1:] if word != "--remote"))
            if done.returncode:
                return f"`{line}` failed: {done.stdout}{done.stderr}"
    return ""


def run_state(name: str, state: State, cli: Cli, on: Hosted) -> str:
    """How one state disagrees; empty if it does not."""
    database = f"push_{next(_numbers)}"
    on.server.create_database(database)
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder), cli, on, database, {})
        project.migrations.mkdir(parents=True)
        config = f'project_id = "test"\n[db]\nmajor_version = {on.major}\n'
        is_go = cli.generation == "go"
        config += f"port = {on.server.port}\n" if is_go else ""
        (project.folder / "supabase/config.toml").write_text(config)
        if is_go:
            (project.folder / "package.json").write_text('{"devDependencies": {"supabase": "2.108.0"}}')
        project.write(**state.pushed)
        if state.pushed:
            project.push()
        for act in state.then:
            act(project)
        verdict = judged(project, state)
        if isinstance(verdict, SettingsError):
            return "" if state.word == "refused as a setting" else verdict.message
        go_fails = is_go and name in GO_FAILS
        pushed = push(project, include_all=state.include_all)
        wrong = disagreement(state, verdict, pushed, go_fails=go_fails)
        if wrong or not state.settled or go_fails or not (pushed.failed or verdict.word == UNKNOWN):
            return wrong
        if wrong := settle(project, verdict):
            return wrong
        again = push(project, include_all=state.include_all)
        return f"after {verdict.command!r}: {again.text}" if again.failed else ""


def main() -> int:
    """Run the states; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cli", choices=GENERATIONS, default="newest")
    parser.add_argument("states", nargs="*", metavar="STATE")
    options = parser.parse_args()
    program = install() / GENERATIONS[options.cli] / "bin" / PROGRAMS[options.cli]
    failed = 0
    with tempfile.TemporaryDirectory() as home, hosted(17) as server:
        cli = Cli(program, Path(home), options.cli)
        for name, state in STATES.items():
            if options.states and name not in options.states:
                continue
            wrong = run_state(name, state, cli, server)
            failed += bool(wrong)
            print(f"{'differs' if wrong else 'agrees '}  {name}{': ' + wrong.strip() if wrong else ''}", flush=True)
    print(f"{failed} of {len(options.states or STATES)} states differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
