"""Find the differences in the database that most likely made a statement fail."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemasync.core import sqlstates
from schemasync.core.model import Change, Ref
from schemasync.diagnose.drift import DriftIndex
from schemasync.diagnose.failure import Failure, subject
from schemasync.diagnose.statement_names import StatementNames, is_routine, names_in, own_name
from schemasync.kinds import KINDS
from schemasync.kinds.roles import ALL
from schemasync.supabase.roles import PROJECT_ROLE

CONFLICTS = sqlstates.NAME_TAKEN | {sqlstates.UNIQUE_VIOLATION}
"""SQLSTATEs of an object that exists already, or of a row with the same key."""
_IN_USE = re.compile(r"\b(?:used by|used in|uses it|depends? on)\b")
"""Words of the messages that have the SQLSTATE 0A000 because something depends on the object."""
_MISSING_KEY = frozenset({sqlstates.INVALID_FOREIGN_KEY, sqlstates.INVALID_COLUMN_REFERENCE})
"""SQLSTATEs of a key that does not exist."""
_PARAMETERS = {
    sqlstates.READ_ONLY_SQL_TRANSACTION: "default_transaction_read_only",
    sqlstates.QUERY_CANCELED: "statement_timeout",
}
"""SQLSTATEs that a parameter of the session brings about, which the message does not name."""
_PRIMARY_KEY = "multiple primary keys"
_OTHER_COLUMNS = re.compile(r"cannot (?:drop columns from view|change \w+(?: \w+)? of view column)")
"""Beginning of PostgreSQL's messages that CREATE OR REPLACE VIEW would change the columns that the view has."""
_PARTICLES = frozenset(
    {"a", "an", "and", "as", "at", "because", "by", "for", "from", "in", "is", "not", "of",
     "on", "or", "the", "to", "with"}
)  # fmt: skip
"""Words of PostgreSQL's messages that are names only where they are quoted."""
_WORD = re.compile(r'"((?:[^"]|"")+)"|([\w$]+)')


class Closeness(enum.IntEnum):
    """How a difference is related to a failed statement."""

    NONE = 0
    RUNNING = 1
    DEPENDENCY = 2
    DEPENDENT = 3
    PART = 4
    SUBJECT = 5
    NAMED = 6


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Differences around one failed statement.

    Attributes:
        failure: the failed statement.
        drift: all differences.
        names: names in the statement.
        mentioned: words of PostgreSQL's message and detail.
        dependents, dependencies: of the objects that the statement names.
        holders: dependents, and the tables that are extra as a whole and have one of them as a column or constraint.
        extensions: with a member that the statement names.
    """

    failure: Failure
    drift: DriftIndex
    names: StatementNames
    mentioned: frozenset[str]
    dependents: frozenset[Ref]
    holders: frozenset[Ref]
    dependencies: frozenset[Ref]
    extensions: frozenset[Ref]

    def closeness(self, ref: Ref) -> Closeness:
        if self.names.has_in_full(ref):
            return Closeness.NAMED
        if self._is_subject(ref):
            return Closeness.SUBJECT
        if self.names.has(ref) or ref in self.extensions:
            return Closeness.PART
        if ref in self.holders:
            return Closeness.DEPENDENT
        if ref in self.dependencies:
            return Closeness.DEPENDENCY
        return Closeness.RUNNING if self._is_running(ref) else Closeness.NONE

    def _is_running(self, ref: Ref) -> bool:
        """Whether it is the function that refused the statement, which no object of the statement needs: an event trigger's."""
        *schema, name = self.failure.function.replace('"', "").split(".")
        return bool(name) and is_routine(ref) and own_name(ref) == name and ref.path[: len(schema)] == tuple(schema)

    def _is_subject(self, ref: Ref) -> bool:
        """Whether PostgreSQL's message or SQLSTATE is about it, which may be an object that the statement does not name."""
        parameter = _PARAMETERS.get(self.failure.sqlstate)
        if parameter in ref.path and {parameter, PROJECT_ROLE, ALL}.issuperset(ref.path):
            return True
        asked = subject(self.failure.message)
        path = ref.subject.path
        whole = self.drift.parent(ref)
        is_in_table = not asked.table or asked.table in (*path, *(whole.path if whole else ()))
        return bool(asked.name) and own_name(ref) == asked.name and is_in_table and asked.schema in ("", path[0])

    def rank(self, ref: Ref) -> tuple[int, ...]:
        """Order of candidates, the higher the likelier; the first number is 0 for what is unrelated."""
        closeness, change = self.closeness(ref), self.drift.changes[ref]
        if closeness is Closeness.NONE or not self._is_possible(ref, change):
            return (0,)
        is_mentioned = own_name(ref) in self.mentioned
        return 1, self._suits(ref, change, closeness), is_mentioned, closeness

    def _is_possible(self, ref: Ref, change: Change) -> bool:
        """Comments, owners and grants matter to privileges, and to a role that is dropped."""
        if KINDS[ref.kind].satellite:
            return self.failure.sqlstate == sqlstates.INSUFFICIENT_PRIVILEGE or self._holds_role(ref, change)
        return self.failure.sqlstate not in CONFLICTS or change.before is not None

    def _suits(self, ref: Ref, change: Change, closeness: Closeness) -> bool:
        """Whether the difference is of the sort that the SQLSTATE reports."""
        state = self.failure.sqlstate
        if is_in_use(self.failure):
            return self._can_block(ref, change) and (closeness is Closeness.DEPENDENT or ref in self.holders)
        if state in _MISSING_KEY:
            role = KINDS[ref.kind].constraint_role
            return change.before is None and role is not None
        if _OTHER_COLUMNS.match(self.failure.message):
            return closeness is Closeness.NAMED and KINDS[ref.kind].parent is None
        if _PRIMARY_KEY in self.failure.message:
            return KINDS[ref.kind].constraint_role is not None
        if state in sqlstates.NAMES_NOTHING:
            return change.before is None or self._is_named_and_different(ref, change)
        if state == sqlstates.INSUFFICIENT_PRIVILEGE:
            return KINDS[ref.kind].satellite
        return True

    def conflicting_part(self, ref: Ref) -> Ref:
        """The part of an extra object that is in the way: it has a name that the statement wants, or depends on what it drops."""
        if is_in_use(self.failure) and ref not in self.dependents:
            used = (each for each in self.dependents if own_name(each) in self.mentioned and each in self.drift.changes)
            return next((each for each in sorted(used) if self.drift.outermost(each) == ref), ref)
        if self.failure.sqlstate not in sqlstates.NAME_TAKEN or self.names.has_in_full(ref):
            return ref
        parts = (each for each in self.drift.changes if each != ref and self._is_subject(each))
        return next((each for each in sorted(parts) if self.drift.outermost(each) == ref), ref)

    def _can_block(self, ref: Ref, change: Change) -> bool:
        """Whether it can depend on another object: `pg_depend` knows what has a catalog row of its own, no flag of a table."""
        has_row = change.before is not None and ref in self.drift.actual.addresses
        return has_row or self._holds_role(ref, change)

    def _holds_role(self, ref: Ref, change: Change) -> bool:
        """Whether it is about a role that the statement cannot drop."""
        roles = KINDS[ref.kind].order.roles
        if roles is None or change.before is None or not is_in_use(self.failure):
            return False
        return not self.names.strings.isdisjoint(roles(ref, change.before))

    def _is_named_and_different(self, ref: Ref, change: Change) -> bool:
        """Whether the statement names an object that the database has, but not as the migrations make it."""
        return self.names.has_in_full(ref) and change.before is not None


def is_in_use(failure: Failure) -> bool:
    """Whether an object could not be dropped or changed because something depends on it."""
    return failure.sqlstate == sqlstates.DEPENDENT_OBJECTS_STILL_EXIST or (
        failure.sqlstate == sqlstates.FEATURE_NOT_SUPPORTED and _IN_USE.search(failure.message) is not None
    )


def words_of(*texts: str) -> frozenset[str]:
    """Names and words in PostgreSQL's messages and details; a qualified name as each of its parts."""
    found = (quoted or word for text in texts for quoted, word in _WORD.findall(text))
    return frozenset(part for name in found for part in (name, *name.split(".")))


def _mentioned_words(failure: Failure) -> frozenset[str]:
    """Words of the message and the detail; of a sentence's particles, those that are quoted."""
    quoted = words_of(*(found for found, _ in _WORD.findall(failure.message) if found))
    return (words_of(failure.message) - _PARTICLES) | quoted | words_of(failure.detail)


def find_blame(failure: Failure, drift: DriftIndex, *, is_certain: bool) -> tuple[Ref, ...]:
    """The differing objects that are most likely the cause of the failure; several if they are equally likely.

    If an object is missing or extra as a whole, it is named instead of its parts.

    Args:
        failure: the failed statement.
        drift: all differences.
        is_certain: some difference is the cause; otherwise only what the statement itself names can be blamed.
    """
    names = names_in(failure.statement, failure.text)
    named = frozenset(_named(names, drift))
    dependents = drift.dependents(named)
    candidates = _Candidates(
        failure, drift, names, _mentioned_words(failure), dependents, _with_wholes(dependents, drift),
        drift.dependencies(named), drift.extensions(names.has),
    )  # fmt: skip
    ranks = {ref: candidates.rank(ref) for ref in drift.outermost_objects() if ref in drift.changes}
    best = max(ranks.values(), default=(0,))
    if not best[0] and is_certain:
        return _only_difference(drift, named)
    if not best[0] or (not is_certain and best[-1] < Closeness.SUBJECT):
        return ()
    found = {ref for ref, rank in ranks.items() if rank == best}
    return tuple(sorted({candidates.conflicting_part(ref) for ref in found}))


def _with_wholes(refs: frozenset[Ref], drift: DriftIndex) -> frozenset[Ref]:
    """Objects, and those that are missing or extra as a whole together with one of them."""
    return refs | {drift.outermost(ref) for ref in refs}


def _only_difference(drift: DriftIndex, named: frozenset[Ref]) -> tuple[Ref, ...]:
    """The only difference, or the only object that was dropped from those that the statement names; nothing if there are several."""
    changed = {ref for ref in drift.outermost_objects() if ref in drift.changes and not KINDS[ref.kind].satellite}
    if len(changed) == 1:
        return tuple(changed)
    dropped = {ref for ref in drift.former_dependents(named) & changed if drift.changes[ref].before is None}
    return tuple(dropped) if len(dropped) == 1 else ()


def _named(names: StatementNames, drift: DriftIndex) -> Iterator[Ref]:
    """Objects of either side that the statement names; a schema only where it is more than a part of other names."""
    for ref in {**drift.expected.objects, **drift.actual.objects}:
        is_qualifier = len(ref.path) == 1 and names.is_qualifier(ref.path[0])
        if not KINDS[ref.kind].satellite and not is_qualifier and names.has_in_full(ref):
            yield ref
