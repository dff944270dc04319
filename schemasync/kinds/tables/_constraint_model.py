"""Constraints of tables as they are read (`pg_constraint`): the query and the model, which many modules here share."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.kinds.catalog import USER_SCHEMA, own_relation
from schemasync.kinds.inheritance import parents
from schemasync.kinds.option_lists import storage

NOT_VALID = " NOT VALID"
ENFORCED = 180000
"""Server version in which a constraint can be NOT ENFORCED."""
_INHERITED = "(k.contype = 'c' AND NOT k.conislocal AND NOT c.relispartition)"
"""A child's check that is its parent's alone: no statement decides whether the child's is validated."""


def query(version: int) -> str:
    enforced = "k.conenforced" if version >= ENFORCED else "true"
    return f"""
        SELECT k.oid, 0, ARRAY[n.nspname, c.relname, k.conname]::text[],
               k.contype::text,
               CASE WHEN {_INHERITED} THEN regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', '')
                    ELSE pg_get_constraintdef(k.oid) END,
               k.convalidated OR {_INHERITED},
               k.condeferrable, k.condeferred, {storage("ic.reloptions")}, ts.spcname::text,
               k.contype = 'c' AND k.conislocal AND k.coninhcount > 0 AND NOT c.relispartition, c.relkind::text, k.conislocal,
               c.relispartition, ic.relname::text,
               CASE WHEN k.coninhcount > 0 THEN {parents("c.oid")} END, k.conparentid <> 0, k.convalidated, {enforced}
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             LEFT JOIN pg_class ic ON ic.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
             LEFT JOIN pg_tablespace ts ON ts.oid = ic.reltablespace
        WHERE (k.contype IN ('p', 'u', 'x') OR (k.contype = 'f' AND k.conparentid = 0)
               OR k.contype = 'c')
              AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint.

    Attributes:
        type: `c` check, `p` primary key, `u` unique, `f` foreign key, `x` exclusion.
        definition: as `pg_get_constraintdef` prints it.
        validated, deferrable, deferred: also part of the definition.
        options, tablespace: of its index.
        own: a check that a parent has too is the table's own as well.

    Not compared:
        relation_kind: `relkind` of the table.
        is_local: the table defines it itself (`conislocal`).
        of_partition: its table is a partition.
        index: name of the index behind it.
        parents: the parents of the table, if any of them has it.
        is_attached: it is part of a constraint of the partitioned table.
        is_valid: `convalidated`.
        enforced: not NOT ENFORCED, which PostgreSQL 18 brings; also part of the definition.
    """

    type: str
    definition: str
    validated: bool
    deferrable: bool
    deferred: bool
    options: tuple[str, ...]
    tablespace: str | None
    own: bool
    relation_kind: str = field(compare=False)
    is_local: bool = field(compare=False)
    of_partition: bool = field(compare=False)
    index: str | None = field(compare=False)
    parents: tuple[tuple[str, str], ...] | None = field(compare=False)
    is_attached: bool = field(compare=False)
    is_valid: bool = field(compare=False)
    enforced: bool = field(compare=False, default=True)

    @property
    def is_of_partitioned(self) -> bool:
        """Whether it is a partitioned table's key or exclusion: no statement changes the options of its index."""
        return self.relation_kind == "p" and self.type in "pux"

    @property
    def core(self) -> str:
        """The definition as it would print without deferrability and NOT VALID."""
        text = self.definition if self.validated else self.definition.removesuffix(NOT_VALID)
        text = text.removesuffix(" INITIALLY DEFERRED") if self.deferred else text
        return text.removesuffix(" DEFERRABLE") if self.deferrable else text
