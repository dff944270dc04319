"""How much of a relation a role of the API reaches, with regard to what its policies say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.parse_tree import nodes
from schemasync.kinds.catalog import RELATION_KINDS
from schemasync.verdict.access_side import ANON, RELATIONS, ROUTINES, VERBS, AccessLevel, AccessSide
from schemasync.verdict.function_results import result_of
from schemasync.verdict.policy_conditions import RowFacts, always_true_for, is_current_user, never_true_for_anon
from schemasync.verdict.view_conditions import asks_who_calls

_CALLING = ("operator", "aggregate")
"""Kinds of objects that call functions."""


def access_level(side: AccessSide, ref: Ref, role: str, verb: str) -> AccessLevel:
    """How much of a relation a role reaches, with regard to policies that are always or never true for it."""
    level = side.level_by_grants(ref, role, verb)
    if level == AccessLevel.ALL_ROWS and ref.kind == "view":
        return _level_of_owners_view(side, ref, role, verb)
    if level != AccessLevel.SOME_ROWS or ref.kind not in ("table", "view") or ref.path in side.index.unknown:
        return level
    if ref.kind == "view":
        return min(level, _level_of_tables(side, ref, role, verb))
    conditions = [
        condition_of(policy, verb)
        for _, policy in policies_of(side, ref)
        if policy.permissive and is_for(policy, role, verb, side)
    ]
    if role == ANON and all(map(never_true_for_anon, conditions)):
        return AccessLevel.NO_ROW
    if is_restricted(side, ref, role, verb):
        return level
    return AccessLevel.ALL_ROWS if any(role in always_true(side, ref, one) for one in conditions) else level


def policies_of(side: AccessSide, table: Ref) -> Iterator[tuple[Ref, Any]]:
    """Policies of a table on one side."""
    for ref in sorted(side.index.policies[table.path[:2]]):
        model = side.objects.get(ref)
        if model is not None:
            yield ref, model


def is_for(policy: Any, role: str, verb: str, side: AccessSide) -> bool:
    """Whether a policy counts when a role runs a command."""
    return policy.command in (VERBS[verb][0], "*") and not set(side.rights_of(role)).isdisjoint(policy.roles)


def is_restricted(side: AccessSide, table: Ref, role: str, verb: str) -> bool:
    """Whether a restrictive policy limits what the permissive ones allow: one that is always true limits nothing."""
    return any(
        not policy.permissive
        and is_for(policy, role, verb, side)
        and role not in always_true(side, table, condition_of(policy, verb))
        for _, policy in policies_of(side, table)
    )


def _level_of_owners_view(side: AccessSide, view: Ref, role: str, verb: str) -> AccessLevel:
    """How much a role reaches of what a view reads with its owner's rights; WHERE does not limit what is added."""
    if views := _read_as_caller(side, view):
        return max(_level_of_tables(side, each, role, verb) for each in views)
    definition = side.objects[view].definition
    is_limited = verb != "INSERT" and asks_who_calls(definition, lambda name: _codes(side, name))
    return AccessLevel.SOME_ROWS if is_limited else AccessLevel.ALL_ROWS


def _read_by(side: AccessSide, view: Ref) -> frozenset[Ref]:
    """The relations that a view reads itself."""
    return frozenset(relations_of(side.needs.get(view, ()), side.objects)) - {view}


def _read_as_caller(side: AccessSide, view: Ref) -> tuple[Ref, ...]:
    """Views with `security_invoker` that a view reads, if it reads nothing else: their tables are read as the caller, too."""
    read = sorted(_read_by(side, view))
    as_caller = [each.kind == "view" and each in side.objects and side.objects[each].runs_as_caller for each in read]
    return tuple(read) if all(as_caller) and not _calls_as_owner(side, view) else ()


def _calls_as_owner(side: AccessSide, view: Ref) -> bool:
    """Whether a view calls a function with SECURITY DEFINER, also by an operator or an aggregate."""
    needed = side.needs.get(view, frozenset())
    below = (side.needs.get(each, frozenset()) for each in needed if each.kind in _CALLING)
    models = (side.objects.get(each) for each in needed.union(*below) if each.kind in ROUTINES)
    return any(model is not None and model.security_definer for model in models)


def _level_of_tables(side: AccessSide, view: Ref, role: str, verb: str) -> AccessLevel:
    """How much a role reaches of what a view that runs as its caller reads: nothing, if a grant on one of them is missing.

    A write needs its own grant on the relation in FROM, and that to read on those in subqueries; which is which is not known.
    """
    relations = [ref for ref in _read_by(side, view) if ref in side.objects]
    if any(ref.kind in ROUTINES for ref in side.needs.get(view, ())):
        return AccessLevel.SOME_ROWS  # a function may read with its owner's rights
    granted = [(side.is_granted(ref, role, verb), side.is_granted(ref, role, "SELECT")) for ref in relations]
    if relations and not (any(written for written, _ in granted) and all(map(any, granted))):
        return AccessLevel.NONE
    levels = {access_level(side, ref, role, verb) for ref in relations}
    return AccessLevel.NO_ROW if levels == {AccessLevel.NO_ROW} else AccessLevel.SOME_ROWS


def always_true(side: AccessSide, table: Ref, condition: str | None) -> frozenset[str]:
    """The API's roles for which a condition of a table's policy is true for every row, also through functions of the project."""
    return always_true_for(condition, RowFacts(_filled_columns(side, table), lambda name: _results(side, name)))


def _results(side: AccessSide, name: tuple[str, ...]) -> list[Any]:
    """The expression that each function of a name returns; None for a strict one, and for one that asks who its owner is."""
    return [_result(model) for model in _functions(side, name)]


def _codes(side: AccessSide, name: tuple[str, ...]) -> list[str]:
    """The code of each function of a name."""
    return [model.sql_body or model.body for model in _functions(side, name)]


def _functions(side: AccessSide, name: tuple[str, ...]) -> list[Any]:
    """The functions of a name: its schema and its own."""
    named = [ref for ref in side.index.inside.get(name[0], ()) if ref.kind == "function" and ref.path[1] == name[-1]]
    return [model for ref in named if (model := side.objects.get(ref)) is not None]


def _result(function: Any) -> Any:
    tree = result_of(function.language, function.body, function.sql_body)
    asks_for_owner = function.security_definer and any(map(is_current_user, nodes(tree)))
    return None if function.strict or asks_for_owner else tree


def _filled_columns(side: AccessSide, table: Ref) -> frozenset[str]:
    """Columns of a table that are never NULL."""
    columns = ((one, side.objects.get(one)) for one in side.index.columns_in.get(table.path, ()))
    return frozenset(one.name for one, model in columns if model is not None and model.not_null)


def condition_of(policy: Any, verb: str) -> str | None:
    """The expression that decides for a command: on new rows for INSERT, on existing ones otherwise."""
    text: str | None = (policy.check or policy.using) if verb == "INSERT" else policy.using
    return text


def relations_of(needed: Iterable[Ref], objects: Mapping[Ref, Any]) -> Iterator[Ref]:
    """The relations among what an object depends on: themselves, or those of columns."""
    for ref in needed:
        if ref.kind == "column":
            column = objects.get(ref)
            yield Ref(RELATION_KINDS[column.relation_kind] if column else "table", ref.path[:2])
        elif ref.kind in RELATIONS:
            yield ref
