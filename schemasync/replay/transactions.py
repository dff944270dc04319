"""Group the statements of a file by transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemasync.migrations.statements import SourceStatement

_ALONE = frozenset({"vacuum_stmt", "alter_system_stmt", "createdb_stmt", "dropdb_stmt", "create_table_space_stmt",
                    "drop_table_space_stmt", "create_subscription_stmt", "drop_subscription_stmt", "cluster_stmt"})  # fmt: skip


def runs_alone(statement: SourceStatement) -> bool:
    """Whether PostgreSQL refuses the statement inside a transaction."""
    tree = statement.tree
    if statement.node in ("index_stmt", "drop_stmt"):
        return bool(tree.concurrent)
    if statement.node == "reindex_stmt":
        return any(item.def_elem.defname == "concurrently" for item in tree.params)
    return statement.node in _ALONE


def batches(statements: Sequence[SourceStatement]) -> Iterator[list[SourceStatement]]:
    """Statements of one transaction; a statement that must run alone is a batch by itself."""
    batch: list[SourceStatement] = []
    for statement in statements:
        if runs_alone(statement):
            if batch:
                yield batch
            yield [statement]
            batch = []
        else:
            batch.append(statement)
    if batch:
        yield batch
