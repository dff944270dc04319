"""Make the script that takes the pending migrations back, and prove it on the database in which their dry run ended."""

from __future__ import annotations

from dataclasses import replace

from schemasync.core.compare import differing_refs
from schemasync.core.errors import PlanError, ProofError
from schemasync.core.fix import Fix, FixDirection
from schemasync.core.model import Ref, Snapshot
from schemasync.core.plan import Plan
from schemasync.introspect.renamed import other_name, renamed_refs
from schemasync.introspect.versions import make_comparable
from schemasync.kinds import KINDS
from schemasync.postgres.shadow import PROJECT_ROLE, ShadowServer
from schemasync.prove.attempt import (
    EMPTY_PLAN,
    Attempt,
    Goal,
    plan_after_renames,
    rolled_back,
    run_to_goal,
    with_follow_ups,
)
from schemasync.prove.trials import of_database, rename_statements
from schemasync.supabase.scope import project_refs, restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls


def prove_down(
    server: ShadowServer, database: str, calls: PrivilegedCalls, before: Snapshot, after: Snapshot
) -> Fix | None:
    """Prove the way back; None if the migrations change nothing that a script could take back.

    Objects that belong to the server (roles) stay as the migrations leave them.

    Args:
        server: with nobody connected to the database.
        database: in the state after the migrations; afterwards in the one before them if the script commits.
        calls: what Supabase allows beyond PostgreSQL, which the database has.
        before: state before the migrations.
        after: state after them, of the same database or a copy of it.
    """
    before, after = make_comparable(before, after)
    scope = of_database(project_refs(before, after, ()))
    scope = frozenset(ref for ref in scope if not KINDS[ref.subject.kind].catalog.server_wide)
    changed = differing_refs(after, before, scope)
    if not changed:
        return None
    goal = Goal(after, restrict(after, before, changed), scope, PROJECT_ROLE)
    renames = _renamed_back(before, after, changed)
    try:
        with server.connect(database, ours=True) as connection:
            statements = rename_statements(renames, frozenset((*renames, *renames.values())), after)
            if statements:
                plan, goal = plan_after_renames(connection, goal, statements, calls, before)
            else:
                plan = goal.plan()

            def run(script: Plan) -> Attempt:
                if script.commits:  # its start is gone afterwards, so no follow-up can be tried
                    return replace(run_to_goal(connection, script, goal, calls), follow_up=EMPTY_PLAN)
                with rolled_back(connection):
                    return run_to_goal(connection, script, goal, calls, in_transaction=True)

            attempt = with_follow_ups(run, plan)
    except (PlanError, ProofError) as error:
        return Fix(FixDirection.DOWN, EMPTY_PLAN, proven=False, reason=error.message)
    return Fix(FixDirection.DOWN, attempt.plan, proven=attempt.state is not None, reason=attempt.reason)


def _renamed_back(before: Snapshot, after: Snapshot, changed: frozenset[Ref]) -> dict[Ref, Ref]:
    """The objects that the migrations renamed, name after → name before.

    What follows the name of something else (a column of a renamed table) is not renamed itself.
    """
    found = {
        now: Ref(now.kind, (*now.path[:-1], was.name))
        for was, now in renamed_refs(before, after).items()
        if {was, now} <= changed and was.name != now.name and not now.of
    }
    return {now: other_name(back, found) for now, back in found.items()}
