"""Operators that an expression uses without naming them: PostgreSQL prints no schema, and finds them by search_path."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import postgast
from postgast.pg_query_pb2 import A_Expr, A_Expr_Kind, FuncCall

from schemasync.core.model import Ref, Snapshot
from schemasync.core.name_resolution import calls_unprinted_operator
from schemasync.core.parser import UNREADABLE, parse
from schemasync.core.sql import Sql, dollar, ident, literal
from schemasync.kinds import KINDS
from schemasync.plan.toposort import Step

_LIKELY = re.compile(
    r"\bDISTINCT FROM\b|\bNULLIF\(|\bCASE\b(?!\s+WHEN\b)|\bJOIN\b[^;]*\bUSING \(|\bROW\(|\) IN \( *SELECT\b"
)
"""Where an operator may be that is not printed, or printed once for several columns: a look before the parser's.

Source: `get_rule_expr` of PostgreSQL's ruleutils.c.
"""
_NAMED = (A_Expr_Kind.AEXPR_OP, A_Expr_Kind.AEXPR_OP_ANY, A_Expr_Kind.AEXPR_OP_ALL)
"""Operations that may be said as OPERATOR(…); on rows an operator stands for one for each column."""


class Reach:
    """Attributes: `after`, the state in which a plan ends; `retyped`, what changes under those who use it."""

    def __init__(self, after: Snapshot, retyped: Collection[Ref]) -> None:
        self.after, self.retyped = after, retyped

    def within(self, sql: Sql, step: Step, refs: Sequence[Ref]) -> Sql:
        """The statement in reach of what it needs for these objects; the same if it needs nothing.

        What uses a column that gets another type is read again by the server. The search_path is as before
        afterwards, in a transaction and outside of one.
        """
        found = set[str]()
        if _LIKELY.search(sql.text) and calls_unprinted_operator(sql.text):
            found |= {schema for ref in refs for schema in self._schemas.get(ref, ())}
        if step.action == "alter" and step.ref in self.retyped:
            users = self._users[step.ref]
            found |= {schema for user in users if self._is_likely(user) for schema in self._schemas.get(user, ())}
        if not found:
            return sql
        path = ", ".join(map(ident, sorted(found)))
        body = f"""
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', {literal(path)}, true);
    EXECUTE {dollar(_pinned(sql.text))};
    PERFORM pg_catalog.set_config('search_path', path, true);
END"""
        return dataclasses.replace(sql, text=f"DO {dollar(body)}")

    @cached_property
    def _schemas(self) -> Mapping[Ref, set[str]]:
        """Where the operators may be that an object depends on, PostgreSQL's own aside."""
        objects = self.after.objects
        found: dict[Ref, set[str]] = defaultdict(set)
        for dependent, referenced, _ in self.after.edges:
            lends = KINDS[referenced.kind].code.operator_schema
            if lends and referenced in objects and (schema := lends(referenced, objects[referenced])) != "pg_catalog":
                found[dependent].add(schema)
        return found

    @cached_property
    def _users(self) -> Mapping[Ref, list[Ref]]:
        """Who uses each object that is retyped."""
        found: dict[Ref, list[Ref]] = defaultdict(list)
        for dependent, referenced, _ in self.after.edges:
            if referenced in self.retyped:
                found[referenced].append(dependent)
        return found

    def _is_likely(self, ref: Ref) -> bool:
        """Whether some text of the object's definition may use an operator without naming it."""
        model = self.after.objects.get(ref)
        values = (getattr(model, field.name) for field in dataclasses.fields(model)) if model is not None else ()
        return any(_LIKELY.search(text) for value in values for text in _texts(value))


def _pinned(text: str) -> str:
    """The statement with PostgreSQL's own functions and operators named in full: nothing in reach may take their place."""
    try:
        tree = parse(text)
    except UNREADABLE:
        return text
    data, marks = text.encode(), list[tuple[int, int, bytes]]()
    for call in postgast.find_nodes(tree, FuncCall):
        if len(call.funcname) == 1:
            marks.append((call.location, 0, b"pg_catalog."))
    for operation in postgast.find_nodes(tree, A_Expr):
        of_one = operation.kind in _NAMED and not operation.lexpr.HasField("row_expr")
        if of_one and len(operation.name) == 1:
            word = operation.name[0].string.sval.encode()
            if data.startswith(word, operation.location):
                marks.append((operation.location, len(word), b"OPERATOR(pg_catalog." + word + b")"))
    for at, length, instead in sorted(marks, reverse=True):
        data = data[:at] + instead + data[at + length :]
    return data.decode()


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return (text for item in value for text in _texts(item)) if isinstance(value, tuple) else ()
