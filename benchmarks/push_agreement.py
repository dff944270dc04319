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
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.push_states import STATES, State
from schemasync.config.settings import settings_from
from schemasync.core.errors import SettingsError
from schemasync.pipeline import check
from schemasync.verdict.deploy_verdict import FAILS, PUSH_REFUSES, UNKNOWN, DeployVerdict
from tests.supabase.cli.conftest import GENERATIONS, PROGRAMS, Cli, Project, install
from tests.supabase.cli.server import Hosted, hosted

_numbers = itertools.count(1)


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
