"""Find the tables that a statement writes, by its locks, its text and the rules that it meets."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schemasync.core.parse_tree import nodes
from schemasync.core.trace import ROW_EXCLUSIVE
from schemasync.migrations.statements import SourceStatement, identifiers
from schemasync.replay.step import ON_SELECT, ObservedStep

_WRITERS = frozenset({"InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"})
"""Parse nodes of statements that write rows, also inside WITH."""
_CODE = ("do_stmt", "call_stmt", "execute_stmt")
_COMMANDS = frozenset({"insert", "update", "delete", "merge"})

_RULE_EVENTS = {"UpdateStmt": "2", "InsertStmt": "3", "DeleteStmt": "4"}
"""Parse nodes → `pg_rewrite.ev_type`."""
_ALL_EVENTS = "1234"


def written_tables(step: ObservedStep, statement: SourceStatement) -> set[int]:
    """Tables from before the pending files that the statement writes."""
    return {*step.writes(), *_written_again(step, statement)}


def views_above(step: ObservedStep, statement: SourceStatement, relation: int) -> list[int] | None:
    """Views through which the statement itself writes the table, from the one that it names down; none if it names the table.

    None if the statement does not write the table itself: a rule, a trigger or another command does.
    """
    named = statement.tree.relation
    names = {(named.schemaname, named.relname)}
    tables = step.above(relation)
    if any(_is_one_of(step, each, names) for each in tables):
        return []
    views, rules = list[int](), step.rules()
    below = [oid for oid in rules if _is_one_of(step, oid, names)]
    while len(below) == 1 and (found := step.after.relations.get(below[0])) and found.kind == "v":
        views += below
        below = [named for rule in rules.get(below[0], ()) for named in rule.named]
    return views if views and len(below) == 1 and below[0] in tables else None


def _written_again(step: ObservedStep, statement: SourceStatement) -> Iterator[int]:
    """Tables that the statement writes, as its text and rules say, and that an earlier one of the transaction has locked already."""
    targets = _targets(statement)
    locked = [oid for oid, mode in step.after.locks if mode == ROW_EXCLUSIVE] if targets else []
    named = {oid for oid in locked if _is_one_of(step, oid, targets)}
    by_rules = _written_by_rules(step, named, _rule_events(statement))
    with_children = {
        oid for oid in named if _is_one_of(step, oid, [each for each, inherited in targets.items() if inherited])
    }
    written = {oid for table in with_children | by_rules for oid in step.inheriting(table)}
    written |= {oid for table in named for oid in step.below(table)}
    yield from (relation for relation in locked if step.is_table(relation) and relation in written)


def _is_one_of(step: ObservedStep, oid: int, names: Collection[tuple[str, str]]) -> bool:
    found = step.after.relations.get(oid)
    return found is not None and not {(found.schema, found.name), ("", found.name)}.isdisjoint(names)


def _rule_events(statement: SourceStatement) -> str:
    """Events of the rules that the statement may meet, as in `pg_rewrite.ev_type`; a view always has that of SELECT."""
    kinds = {node.DESCRIPTOR.name for node in nodes(statement.tree)}
    found = "".join(event for kind, event in _RULE_EVENTS.items() if kind in kinds)
    return _ALL_EVENTS if statement.node in _CODE or "MergeStmt" in kinds else f"{ON_SELECT}{found}"


def _written_by_rules(step: ObservedStep, relations: Collection[int], events: str) -> set[int]:
    """Tables that rules of these relations may write, a view's own tables included; at the first, rules of these events."""
    found, new, all_rules = set[int](), set(relations), step.rules()
    while new:
        rules = [rule for each in new for rule in all_rules.get(each, ()) if rule.event in events]
        found |= new
        new = {named for rule in rules for named in rule.named} - found
        events = _ALL_EVENTS
    return found - set(relations)


def _targets(statement: SourceStatement) -> dict[tuple[str, str], bool]:
    """(schema, name) of the tables that a statement writes → whether also tables that inherit from it: not by INSERT and with ONLY.

    The schema is empty where the text has none. Of a block or a call, every name in its text if it has a command that writes.
    """
    if statement.node in _CODE:
        names = identifiers(statement.text)
        writes = not _COMMANDS.isdisjoint(name.lower() for name in names)  # a keyword in a constant is not folded
        return dict.fromkeys((("", name) for name in names if writes), True)
    found: dict[tuple[str, str], bool] = {}
    for node in nodes(statement.tree):
        if (kind := node.DESCRIPTOR.name) in _WRITERS:
            key = (node.relation.schemaname, node.relation.relname)
            found[key] = found.get(key, False) or (kind != "InsertStmt" and node.relation.inh)
    return found
