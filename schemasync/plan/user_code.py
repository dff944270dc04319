"""Run statements that call functions of users under the session's own search_path.

Input: a statement and the objects that it is about.
Output: the same statement, with PostgreSQL's functions and operators named in full, marked to run under the session's path.
The boundary: a function's body is a text that is read when it runs (`s` in `nextval('s')`), so it means what it means in an
ordinary session. The text of the statement itself means the same under any path.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from schemasync.core.model import PART, Ref
from schemasync.core.name_resolution import depends_on_search_path
from schemasync.core.sql import Hazard, Sql
from schemasync.kinds import KINDS
from schemasync.plan.decisions import Decisions
from schemasync.plan.graph import Action, Step
from schemasync.plan.index import SnapshotIndex
from schemasync.plan.search_path import qualified
from schemasync.supabase.scope import is_project

_READS_ROWS = frozenset({Hazard.TABLE_REWRITE, Hazard.VALIDATION_SCAN, Hazard.FAILS_ON_ROWS})


def with_own_path(sql: Sql, step: Step, refs: Sequence[Ref], decisions: Decisions) -> Sql:
    """Mark a statement that runs functions of users; return it unchanged if it runs none, or cannot be qualified.

    Args:
        sql: the statement.
        step: what it does.
        refs: all objects whose change it carries.
        decisions: what happens to the other objects.
    """
    if not _runs_user_code(sql, step, refs, decisions):
        return sql
    text = qualified(sql.text) if depends_on_search_path(sql.text) else sql.text
    return sql if depends_on_search_path(text) else dataclasses.replace(sql, text=text, own_path=True)


def _runs_user_code(sql: Sql, step: Step, refs: Sequence[Ref], decisions: Decisions) -> bool:
    inputs = decisions.inputs
    if any(_fires(ref, inputs.before) for ref in inputs.before.last_created if ref in inputs.before.callers):
        return True
    after = inputs.after
    if step.action not in (Action.CREATE, Action.ALTER) or not after.callers:
        return False
    concerned = {*refs}
    if not _READS_ROWS.isdisjoint(sql.hazards):
        wholes = [edge.referenced for edge in after.dependencies.get(step.ref, ()) if edge.type == PART]
        for whole in (step.ref, *wholes):
            concerned |= {edge.dependent for edge in after.dependents.get(whole, ()) if edge.type == PART}
    return any(ref in after.callers and KINDS[ref.kind].code.calls_dependencies for ref in concerned)


def _fires(ref: Ref, index: SnapshotIndex) -> bool:
    """Whether an event trigger is the project's: the platform's need no search_path."""
    return is_project(ref, index.snapshot.objects[ref], ())
