"""Columns of tables as they are read (`pg_attribute`): the query and the model, which many modules here share."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import NamedTuple

from schemasync.kinds.catalog import PG_CLASS, USER_SCHEMA, own_relation
from schemasync.kinds.inheritance import parents
from schemasync.kinds.option_lists import attribute, storage
from schemasync.kinds.paths import QualifiedName

NAMED_NOT_NULL = 180000
"""Server version in which NOT NULL is a constraint with a name."""


class NotNull(NamedTuple):
    """A NOT NULL constraint, as PostgreSQL 18 has it; each field is None by default.

    Attributes:
        name: where it is not PostgreSQL's default; empty where the constraint is the parent's alone, as PostgreSQL then takes
            that of the first parent.
        not_valid: `NOT VALID`.
        no_inherit: `NO INHERIT`.
    """

    name: str | None = None
    not_valid: str | None = None
    no_inherit: str | None = None


IDENTITY_IN_PARTITIONS = 170000
"""Server version in which a partition's column is an identity as its parent's is."""


def query(version: int) -> str:
    return f"""
        SELECT c.oid, a.attnum, ARRAY[n.nspname, c.relname, a.attname]::text[],
               format_type(a.atttypid, a.atttypmod), a.attnotnull, {_not_null_fields(version)},
               CASE WHEN a.attcollation <> t.typcollation THEN
                   (SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname) FROM pg_collation co
                    JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) END,
               nullif(a.attidentity::text, ''),
               CASE WHEN a.attidentity <> '' THEN
                   (SELECT ARRAY[sn.nspname, s.relname]::text[] FROM pg_depend d JOIN pg_class s ON s.oid = d.objid
                    JOIN pg_namespace sn ON sn.oid = s.relnamespace
                    WHERE d.classid = {PG_CLASS} AND d.refclassid = {PG_CLASS} AND d.refobjid = c.oid
                          AND d.refobjsubid = a.attnum AND d.deptype = 'i' AND s.relkind = 'S') END,
               nullif(a.attgenerated::text, ''),
               CASE WHEN a.attgenerated <> '' THEN
                   (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                    WHERE d.adrelid = c.oid AND d.adnum = a.attnum) END,
               CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END,
               nullif(a.attcompression::text, ''),
               nullif(a.attstattarget, -1)::int,
               {attribute("a")}, {storage("a.attfdwoptions")},
               a.attislocal AND a.attinhcount > 0 AND NOT c.relispartition,
               a.attnum, a.attislocal, CASE WHEN a.attinhcount > 0 THEN {parents("c.oid")} END, c.relkind::text, c.relispartition,
               t.typstorage::text, c.reloftype <> 0,
               c.relkind = 'p' AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = {PG_CLASS} AND d.objid = c.oid
                   AND d.objsubid = a.attnum AND d.refclassid = {PG_CLASS} AND d.refobjid = c.oid AND d.refobjsubid = 0
                   AND d.deptype = 'i')
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_type t ON t.oid = a.atttypid {_not_null_join(version)}
        WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
              AND {USER_SCHEMA} AND {own_relation()}"""


def _not_null_fields(version: int) -> str:
    """Select the constraint (`NotNull`), its name, and whether the table has it by itself; a partition does, even if it does not stay."""
    if version < NAMED_NOT_NULL:  # as 18 would have it, so that servers of both sorts can be compared
        return """
        CASE WHEN a.attnotnull THEN ARRAY[NULL, NULL, NULL]::text[] END,
        CASE WHEN a.attnotnull THEN left(c.relname || '_' || a.attname || '_not_null', 63) END,
        a.attnotnull AND (a.attislocal OR c.relispartition), a.attnotnull"""
    return """
        CASE WHEN k.oid IS NOT NULL THEN
            ARRAY[CASE WHEN NOT k.conislocal AND NOT c.relispartition THEN ''
                       WHEN k.conname <> left(c.relname || '_' || a.attname || '_not_null', 63) THEN k.conname END,
                  CASE WHEN NOT k.convalidated THEN 'NOT VALID' END,
                  CASE WHEN k.connoinherit THEN 'NO INHERIT' END]::text[] END,
        k.conname::text, k.oid IS NOT NULL AND (k.conislocal OR c.relispartition), coalesce(k.conislocal, false)"""


def _not_null_join(version: int) -> str:
    if version < NAMED_NOT_NULL:
        return ""
    return "LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.conkey[1] = a.attnum AND k.contype = 'n'"


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        type: as `format_type` prints it.
        not_null: NOT NULL.
        not_null_constraint: its constraint; before PostgreSQL 18 as 18 would have it.
        collation: qualified, where it is not the type's.
        identity: `a` ALWAYS, `d` BY DEFAULT.
        identity_sequence: (schema, name) of the sequence behind it.
        generated: `s` STORED, `v` VIRTUAL.
        expression: of a generated column.
        storage, compression, statistics, options, fdw_options: as in `pg_attribute`, None or empty by default.
        own: the table defines it itself, although a parent has it; it stays when the parent's goes.

    Not compared:
        not_null_name: name of the NOT NULL constraint.
        not_null_is_own: the table has the constraint by itself.
        not_null_stays: the table's statements defined it (`conislocal`), so it stays when the parent's is dropped.
        position: `attnum`.
        is_local: the table defines it itself (`attislocal`).
        parents: the parents of the table, if any of them has it.
        relation_kind: `relkind` of the table.
        of_partition, of_typed_table: its table is a partition, or of a composite type.
        type_storage: the storage that its type gives it.
        in_partition_key: it is part of the partition key of its table.
    """

    type: str
    not_null: bool
    not_null_constraint: NotNull | None
    not_null_name: str | None = field(compare=False)
    not_null_is_own: bool = field(compare=False)
    not_null_stays: bool = field(compare=False)
    collation: str | None
    identity: str | None
    identity_sequence: QualifiedName | None
    generated: str | None
    expression: str | None
    storage: str | None
    compression: str | None
    statistics: int | None
    options: tuple[str, ...]
    fdw_options: tuple[str, ...]
    own: bool
    position: int = field(compare=False)
    is_local: bool = field(compare=False)
    parents: tuple[tuple[str, str], ...] | None = field(compare=False)
    relation_kind: str = field(compare=False)
    of_partition: bool = field(compare=False)
    type_storage: str = field(compare=False)
    of_typed_table: bool = field(compare=False)
    in_partition_key: bool = field(compare=False)

    def __post_init__(self) -> None:
        """Give the tuples that were read their names."""
        if self.not_null_constraint is not None:
            object.__setattr__(self, "not_null_constraint", NotNull(*self.not_null_constraint))
        if self.identity_sequence is not None:
            object.__setattr__(self, "identity_sequence", QualifiedName(*self.identity_sequence))

    @property
    def stores_values(self) -> bool:
        """Whether its values are this database's own: neither computed nor those of a foreign table."""
        return not self.generated and self.relation_kind != "f"


def for_server_version(model: Column, version: int) -> Column:
    """Before 18 a NOT NULL has no name of its own, and is always valid and inherited; before 17 no partition has an identity."""
    if version < IDENTITY_IN_PARTITIONS and model.of_partition and model.identity:
        model = dataclasses.replace(model, identity=None, identity_sequence=None)
    if version >= NAMED_NOT_NULL or model.not_null_constraint is None:
        return model
    return dataclasses.replace(model, not_null_constraint=NotNull())
