"""Look up the locks of statements that run outside a transaction, whose locks cannot be observed afterwards.

Source: PostgreSQL's documentation, "Explicit Locking", and of each command.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schemasync.core.trace import ACCESS_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE
from schemasync.migrations.statements import SourceStatement
from schemasync.replay.reading import Relation


def documented_locks(statement: SourceStatement, relations: Mapping[int, Relation]) -> tuple[tuple[int, str], ...]:
    """(OID of the relation, lock mode) of a statement that runs alone; a name without a schema is taken to be in `public`."""
    found = dict(_named(statement))
    return tuple(
        (oid, found[row.schema, row.name])
        for oid, row in relations.items()
        if (row.schema, row.name) in found and row.kind in "rpm"
    )


def _named(statement: SourceStatement) -> Iterator[tuple[tuple[str, str], str]]:
    tree = statement.tree
    if statement.node in ("index_stmt", "reindex_stmt") and tree.HasField("relation"):
        yield _name(tree.relation), SHARE_UPDATE_EXCLUSIVE
    elif statement.node == "cluster_stmt" and tree.HasField("relation"):
        yield _name(tree.relation), ACCESS_EXCLUSIVE
    elif statement.node == "vacuum_stmt":
        full = any(option.def_elem.defname == "full" and _is_on(option.def_elem) for option in tree.options)
        for relation in tree.rels:
            yield _name(relation.vacuum_relation.relation), ACCESS_EXCLUSIVE if full else SHARE_UPDATE_EXCLUSIVE


def _is_on(option: Any) -> bool:
    """Whether an option of a command is on; it is without a value too."""
    match option.arg.WhichOneof("node"):
        case "string":
            return option.arg.string.sval.lower() not in ("false", "off")
        case "integer":
            return bool(option.arg.integer.ival)
    return True


def _name(relation: Any) -> tuple[str, str]:
    return relation.schemaname or "public", relation.relname
