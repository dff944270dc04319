"""Operators that an expression uses without naming them: PostgreSQL prints no schema for them, and finds them by search_path."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from schemasync.model import Ref, Snapshot
from schemasync.objects import KINDS
from schemasync.sql import Sql, dollar, ident, literal

_UNNAMED = re.compile(r"\bDISTINCT FROM\b|\bNULLIF\(|\bCASE\s+(?!WHEN\b)|\bJOIN\b[^;]*\bUSING \(")
"""What is printed without an operator, although it has one. Source: `get_rule_expr` of PostgreSQL's ruleutils.c."""


class Reach:
    """Attributes: `after`, the state in which a plan ends."""

    def __init__(self, after: Snapshot) -> None:
        self.after = after

    @cached_property
    def _schemas(self) -> Mapping[Ref, list[str]]:
        """Where the operators may be that an object depends on, PostgreSQL's own aside."""
        objects = self.after.objects
        found: dict[Ref, set[str]] = defaultdict(set)
        for dependent, referenced, _ in self.after.edges:
            lends = KINDS[referenced.kind].lends
            if lends and referenced in objects and (schema := lends(referenced, objects[referenced])) != "pg_catalog":
                found[dependent].add(schema)
        return {ref: sorted(schemas) for ref, schemas in found.items()}

    def within(self, sql: Sql, refs: Sequence[Ref]) -> Sql:
        """The statement in reach of what it needs for these objects; the same if it needs nothing.

        The search_path is as before afterwards, in a transaction and outside of one.
        """
        if not _UNNAMED.search(sql.text) or not _UNNAMED.search(self._without_bodies(sql.text, refs)):
            return sql
        schemas = sorted({schema for ref in refs for schema in self._schemas.get(ref, ())})
        if not schemas:
            return sql
        path = ", ".join(map(ident, schemas))
        body = f"""
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', {literal(path)}, true);
    EXECUTE {dollar(sql.text)};
    PERFORM pg_catalog.set_config('search_path', path, true);
END"""
        return dataclasses.replace(sql, text=f"DO {dollar(body)}")

    def _without_bodies(self, text: str, refs: Sequence[Ref]) -> str:
        """The statement without what PostgreSQL reads only when it runs."""
        for ref in refs:
            body, model = KINDS[ref.kind].body, self.after.objects.get(ref)
            if body and model is not None and (told := body(model)):
                text = text.replace(told, "")
        return text
