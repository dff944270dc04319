"""Run the scripts of a result alone, as printed, each on a copy of the state that it starts from."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg

from schemasync.core.compare import differing_refs
from schemasync.core.fix import Fix, FixDirection
from schemasync.core.model import Ref, Snapshot
from schemasync.introspect.snapshot import read_snapshot
from schemasync.kinds import KINDS
from schemasync.migrations.discover import Migration
from schemasync.plan.build import build
from schemasync.postgres.shadow import ADMIN, PROJECT_ROLE, ShadowServer
from schemasync.prove.executor import execute
from schemasync.replay.runner import Replayer
from schemasync.result import CheckResult
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls

COPY = "script_run"
Run = Callable[[ShadowServer, str], str]


def by_psql(server: ShadowServer, script: str) -> str:
    """Run a script as a file, statement by statement; returns the error."""
    command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", server.url(COPY, PROJECT_ROLE), "-f", "-"]
    done = subprocess.run(command, input=script.encode(), capture_output=True, check=False)
    return done.stderr.decode() if done.returncode else ""


def as_batch(server: ShadowServer, script: str) -> str:
    """Run a script as one message of the simple query protocol, as the SQL editor does; returns the error."""
    with server.connect(COPY, PROJECT_ROLE) as connection:
        try:
            connection.execute(script.encode())
        except psycopg.Error as error:
            return str(error)
    return ""


def as_migration(server: ShadowServer, script: str) -> str:
    """Run a script as the replay runs a migration; returns the error."""
    migration = Migration(Path("9_script.sql"), "9_script.sql", "9", "script", script)
    with server.connect(COPY, ADMIN) as admin, server.connect(COPY, PROJECT_ROLE) as connection:
        admin.execute("DROP SCHEMA IF EXISTS schemasync CASCADE")  # of the replay that made the state
        calls = PrivilegedCalls(admin)
        calls.install()
        (result,) = Replayer(connection, calls).replay([migration])
    return result.error.message if result.error else ""


RUNS: Mapping[str, tuple[Run, ...]] = {
    FixDirection.REPAIR: (by_psql, as_batch),
    FixDirection.ADOPT: (by_psql, as_batch, as_migration),
}
"""How the scripts of a direction are run by people; a repair runs on the database itself, and is no migration."""


@dataclass
class Scripts:
    """The scripts of a result.

    Attributes:
        result: of the check.
        states: for each direction, the server and the database that its scripts start from.
        declared: the state that the schema files declare, to which the scripts of these problems lead from the migrations' state.
        every: each script is run in every way, not in one of them.
        count: runs until now.
        unproven: problem and direction of the scripts that were not proven, with the reason.
    """

    result: CheckResult
    states: Mapping[str, tuple[ShadowServer, str]]
    declared: Snapshot | None = None
    every: bool = False
    count: int = 0
    unproven: list[str] = field(default_factory=list)
    turn: Iterator[int] = field(default_factory=itertools.count)

    def faults(self) -> list[str]:
        """Run all scripts that are called proven; how they fail, or leave what they say that they settle."""
        found = []
        for title, refs, fix, goal in self._fixes():
            if not fix.proven:
                self.unproven.append(f"{fix.direction} of {title}: {fix.reason}")
                continue
            runs = RUNS[fix.direction]
            for run in runs if self.every else [runs[next(self.turn) % len(runs)]]:
                self.count += 1
                fault = self._fault(run, fix, refs, goal)
                found += [f"{fix.direction} of {title} {run.__name__}: {fault}"] if fault else []
        return found

    def _fixes(self) -> Iterator[tuple[str, frozenset[Ref], Fix, Snapshot]]:
        """Title, references to settle, script and goal: of each problem, of all together, and of the declared schema."""
        result, problems = self.result, self.result.problems
        goals = {FixDirection.REPAIR: result.replayed.snapshot, FixDirection.ADOPT: result.actual}
        for problem in problems:
            for fix in result.fixes[problem.id]:
                yield problem.title, problem.refs, fix, goals[fix.direction]
        for direction, proof in ((FixDirection.REPAIR, result.repair), (FixDirection.ADOPT, result.adopt)):
            if proof.proven and proof.plan.statements:
                settled = [each for each in problems if self._is_proven(each.id, direction)]
                refs = frozenset(ref for each in settled for ref in each.refs)
                yield "everything", refs, Fix(direction, proof.plan, proven=True), goals[direction]
        for problem in result.declared.problems if self.declared else ():
            for fix in result.declared.fixes[problem.id]:
                if fix.direction == FixDirection.REPAIR and self.declared:
                    yield (
                        f"declared {problem.title}",
                        problem.refs,
                        replace(fix, direction=FixDirection.ADOPT),
                        self.declared,
                    )

    def _is_proven(self, problem: str, direction: str) -> bool:
        return any(fix.proven and fix.direction == direction for fix in self.result.fixes[problem])

    def _fault(self, run: Run, fix: Fix, refs: frozenset[Ref], goal: Snapshot) -> str:
        (server, template), script = self.states[fix.direction], fix.plan.script()
        if not script.strip():
            return "proven, and empty"
        server.drop_database(COPY)
        server.create_database(COPY, template)
        if error := run(server, script):
            return f"{error}\n{script}"
        with server.connect(COPY) as connection:
            found = read_snapshot(connection)
            left = differing_refs(found, goal, refs)
            if left and all(
                KINDS[ref.kind].code.expressions for ref in left
            ):  # printed otherwise once it was read again
                execute(connection, build(found, restrict(found, goal, left), PROJECT_ROLE))
                left = differing_refs(read_snapshot(connection), found, refs)
        return f"leaves {', '.join(map(str, sorted(left)))}\n{script}" if left else ""
