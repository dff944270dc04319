"""Rows of the catalogs that a trace reads around each statement, for objects that existed before the pending files."""

from __future__ import annotations

import json
from collections import ChainMap, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple

from schemasync.core.model import Address
from schemasync.kinds.catalog import PG_CLASS, PG_CONSTRAINT, PG_REWRITE, PG_TRIGGER


class Relation(NamedTuple):
    """A row of `pg_class`."""

    schema: str
    name: str
    kind: str
    filenode: int
    is_partition: bool


class Column(NamedTuple):
    """A row of `pg_attribute` of a table.

    `filled`: it has a default or is an identity column; `plain`: its type compares by built-in operators; `expression`: of
    a stored generated column, or the default of one whose type is a domain; `own_code`: the expression calls code that is
    not built in; `labels`: of its type, if that is an enum; `missing`: the value that older rows have in a column added with
    a default, while the table is not rewritten.
    """

    name: str
    type: int
    modifier: int
    not_null: bool
    generated: str
    filled: bool
    type_name: str
    plain: bool
    expression: str | None
    own_code: bool
    labels: list[str] | None
    missing: str | None


class Constraint(NamedTuple):
    """A row of `pg_constraint`.

    `local`: it is not inherited from another table; `own_code`: as in `Column`; `operators`: that compare its columns, of an
    exclusion constraint, a key WITHOUT OVERLAPS or a foreign key.
    """

    name: str
    relation: int
    domain: int
    kind: str
    validated: bool
    local: bool
    columns: list[int] | None
    referenced: int
    referenced_columns: list[int] | None
    index_oid: int
    match: str
    expression: str | None
    own_code: bool
    operators: list[str] | None


class Index(NamedTuple):
    """A row of `pg_index` of a unique index or an exclusion constraint; `keys` are None if all are plain columns."""

    name: str
    relation: int
    is_partition: bool
    nulls_not_distinct: str | None
    columns: list[int]
    key_count: int
    predicate: str | None
    keys: list[str] | None
    own_code: bool
    own_collation: bool


class Partition(NamedTuple):
    """A row of `pg_inherits` whose parent is partitioned.

    `default`: the parent's default partition; `key`: numbers of the parent's columns in its partition key, 0 for an expression.
    """

    strategy: str
    default: int
    constraint: str | None
    own_code: bool
    key: list[int]


class Rule(NamedTuple):
    """A row of `pg_rewrite`, also of a relation that the pull request makes.

    `event` is `ev_type`; `version` changes with the rule, as where its view is replaced; `named`: relations that it names.
    """

    relation: int
    event: str
    version: str
    named: list[int]


class Trigger(NamedTuple):
    """A row of `pg_trigger` with a function that is not in C; `events` is `tgtype`, `enabled` counts for a session that is no replica.

    `inherited`: it is the partition's copy of a trigger of the partitioned table.
    """

    relation: int
    events: int
    function: str
    enabled: bool
    inherited: bool


class Domain(NamedTuple):
    """A row of `pg_type` of a domain, also of one that the pull request makes; `base` is its type, `base_oid` that type's OID."""

    not_null: bool
    base: str
    base_oid: int
    default: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """State at one moment: of a session, and of the catalogs.

    Attributes:
        locks: (relation, mode).
        scans: how often the session has scanned each locked relation.
        relations, columns, constraints, indexes, partitions, children, rules, triggers, domains: by OID, columns by relation
            and number, partitions, and children of tables that are not partitioned, by themselves and their parent.
    """

    locks: frozenset[tuple[int, str]] = frozenset()
    scans: Mapping[int, int] = field(default_factory=dict)
    relations: Mapping[int, Relation] = field(default_factory=dict)
    columns: Mapping[tuple[int, int], Column] = field(default_factory=dict)
    constraints: Mapping[int, Constraint] = field(default_factory=dict)
    indexes: Mapping[int, Index] = field(default_factory=dict)
    partitions: Mapping[tuple[int, int], Partition] = field(default_factory=dict)
    children: Mapping[tuple[int, int], tuple[()]] = field(default_factory=dict)
    rules: Mapping[int, Rule] = field(default_factory=dict)
    triggers: Mapping[int, Trigger] = field(default_factory=dict)
    domains: Mapping[int, Domain] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: bytes | str) -> Reading:
        """Read an answer of `schemasync.observe`."""
        found: dict[str, list[list[Any]]] = defaultdict(list)
        found |= {name: rows for name, rows in json.loads(text).items() if rows}
        return cls(
            frozenset((oid, _mode(mode)) for oid, mode, _ in found["locks"]),
            {oid: scans for oid, _, scans in found["locks"]},
            {oid: Relation(*row) for oid, *row in found["relations"]},
            {(oid, number): Column(*row) for oid, number, *row in found["columns"]},
            {oid: Constraint(*row) for oid, *row in found["constraints"]},
            {oid: Index(*row) for oid, *row in found["indexes"]},
            {(oid, parent): Partition(*row) for oid, parent, *row in found["partitions"]},
            dict.fromkeys(((oid, parent) for oid, parent in found["children"]), ()),
            {oid: Rule(*row) for oid, *row in found["rules"]},
            {oid: Trigger(*row) for oid, *row in found["triggers"]},
            {oid: Domain(*row) for oid, *row in found["domains"]},
        )

    def over(self, earlier: Reading) -> Reading:
        """Complete a reading of the rows that were written since an earlier one by the rows of the earlier one."""
        earlier = earlier._without_partitions({oid for oid, row in self.relations.items() if not row.is_partition})
        merged: dict[str, Any] = {each: ChainMap(self.rows(each), earlier.rows(each)) for each in CATALOGS}
        return replace(self, **merged)

    def _without_partitions(self, tables: Collection[int]) -> Reading:
        """A copy in which these tables are no partitions: PostgreSQL has dropped their copies of triggers, too, and logs neither."""
        detached = {child for child, _ in self.partitions if child in tables} if tables else set()
        if not detached:
            return self
        return replace(
            self,
            partitions={key: row for key, row in self.partitions.items() if key[0] not in detached},
            triggers={
                oid: row for oid, row in self.triggers.items() if not (row.inherited and row.relation in detached)
            },
        )

    def without(self, dropped: Collection[Address]) -> Reading:
        """A copy without the rows of objects that were dropped."""
        relations = {each.objid for each in dropped if each.classid == PG_CLASS and not each.objsubid}
        columns = {(each.objid, each.objsubid) for each in dropped if each.classid == PG_CLASS and each.objsubid}
        constraints = {each.objid for each in dropped if each.classid == PG_CONSTRAINT}
        rules = {each.objid for each in dropped if each.classid == PG_REWRITE}
        triggers = {each.objid for each in dropped if each.classid == PG_TRIGGER}
        return replace(
            self,
            relations={oid: row for oid, row in self.relations.items() if oid not in relations},
            columns={key: row for key, row in self.columns.items() if key not in columns and key[0] not in relations},
            constraints={oid: row for oid, row in self.constraints.items() if oid not in constraints},
            indexes={oid: row for oid, row in self.indexes.items() if oid not in relations},
            partitions={key: row for key, row in self.partitions.items() if relations.isdisjoint(key)},
            children={key: row for key, row in self.children.items() if relations.isdisjoint(key)},
            rules={oid: row for oid, row in self.rules.items() if oid not in rules},
            triggers={oid: row for oid, row in self.triggers.items() if oid not in triggers},
        )

    def flat(self) -> Reading:
        """A copy of a completed reading (`over`) in which each catalog is one mapping."""
        merged: dict[str, Any] = {each: dict(self.rows(each)) for each in CATALOGS}
        return Reading(**merged)

    def rows(self, catalog: str) -> dict[Any, Any]:
        """The rows of one catalog."""
        found: dict[Any, Any] = getattr(self, catalog)
        return found


CATALOGS = tuple(item.name for item in fields(Reading))[2:]
"""Attributes of a reading that are rows of a catalog."""


def _mode(name: str) -> str:
    """Convert `AccessExclusiveLock` to the documentation's spelling, `ACCESS EXCLUSIVE`."""
    words = "".join(f" {letter}" if letter.isupper() else letter for letter in name.removesuffix("Lock"))
    return words.strip().upper()
