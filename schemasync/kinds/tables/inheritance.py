"""Inheritance and partition attachment (`pg_inherits` between tables)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from schemasync.core.model import Ref, Snapshot
from schemasync.core.once import once_per_context
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds.catalog import USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.inheritance import Inheritance, child_of, parent_of, table_of
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Code,
    Ddl,
    InlineClause,
    Kind,
    Order,
    PlanContext,
    Replace,
    Replacement,
    Severity,
    status_assess,
)
from schemasync.kinds.objects import all_of, find, get
from schemasync.kinds.paths import QualifiedName, relation_of
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.tables._constraint_model import Constraint
from schemasync.kinds.tables._inherited_checks import with_other_names
from schemasync.kinds.tables._placeholder_parent import create_before_detaching, drop_after_attaching
from schemasync.kinds.tables._rebuild_table import continue_identities

_LinksByChild = Mapping[QualifiedName, list[Ref]]


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY[n.nspname, c.relname, pn.nspname, p.relname]::text[],
               pg_get_expr(c.relpartbound, c.oid),
               row_number() OVER (PARTITION BY i.inhrelid ORDER BY i.inhseqno), c.relkind::text,
               (SELECT array_agg(ARRAY[k.conname, pg_get_constraintdef(k.oid)]::text[] ORDER BY k.conname)
                FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conparentid <> 0)
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
        WHERE c.relkind IN ('r', 'p', 'f') AND {USER_SCHEMA} AND {own_relation()}"""


def target(ref: Ref) -> str:
    return f"TABLE {name(*child_of(ref))}"


def create(ref: Ref, model: Inheritance, context: PlanContext) -> list[Sql]:
    child, parent = name(*child_of(ref)), name(*parent_of(ref))
    if model.bound is None:
        return [Sql(f"ALTER TABLE {child} INHERIT {parent}"), *drop_after_attaching(ref, context)]
    text = f"ALTER TABLE ONLY {parent} ATTACH PARTITION {child} {model.bound}"
    return [
        Sql(text, (Hazard.VALIDATION_SCAN,), only=True),
        *continue_identities(Ref("table", parent_of(ref)), context),
    ]


def drop(ref: Ref, model: Inheritance, context: PlanContext) -> list[Sql]:
    """Detach the table, and drop the foreign keys of its parent that it must not keep: PostgreSQL leaves all of them."""
    child, parent = name(*child_of(ref)), name(*parent_of(ref))
    if model.bound is None:
        detach = Sql(f"ALTER TABLE {child} NO INHERIT {parent}")
        return [*create_before_detaching(ref, context), *with_other_names(ref, detach, context)]
    detach = Sql(f"ALTER TABLE {parent} DETACH PARTITION {child}", (Hazard.ACCESS_EXCLUSIVE,))
    if Ref("table", child_of(ref)) not in context.after.objects:
        return [detach]
    unwanted = [key for key, text in model.foreign_keys or () if not _keeps_foreign_key(ref, key, text, context)]
    return [detach, *(Sql(f"ALTER TABLE {child} DROP CONSTRAINT IF EXISTS {ident(key)}") for key in unwanted)]


def _keeps_foreign_key(ref: Ref, key: str, definition: str, context: PlanContext) -> bool:
    """Whether the partition has its parent's foreign key afterwards, too: as its own, or as it is attached again to the same."""
    before, after = context.before.objects, context.after.objects
    own = find(after, Ref("constraint", (*child_of(ref), key)), Constraint)
    if own is not None and own.definition == definition:
        return True
    above = list(_ancestors(ref, context))
    if ref not in after or any(Ref("table", table) in context.created for table in above):
        return False
    sources = [Ref("constraint", (*table, key)) for table in above]
    return all(
        after.get(source) == before[source] and source not in context.created for source in sources if source in before
    )


def _ancestors(ref: Ref, context: PlanContext) -> Iterator[QualifiedName]:
    """The table that a partition is attached to before the plan, and those above it."""
    links, _ = _parents(context)
    above: Sequence[Ref] = [ref]
    while above:
        parent = parent_of(above[0])
        yield parent
        above = links.get(parent, ())


def reorder(ref: Ref, _before: Inheritance, _after: Inheritance, context: PlanContext) -> list[Sql] | Replace:
    """Replace the attachment unless its place is right already: PostgreSQL numbers parents in the order of attachment."""
    return REPLACE if ref in _misplaced(child_of(ref), context) else []


def must_rebuild(context: PlanContext) -> Iterator[Ref]:
    """Attachments to parents that stay, where another parent is attached before them, or one above brings an identity."""
    before, after = _parents(context)
    for link in context.created:
        if link.kind == "inheritance":
            yield from _without_its_identity(link, context)
    for child in sorted(before.keys() & after.keys()):
        if set(after[child]) - set(before[child]) or not context.created.isdisjoint(after[child]):
            yield from _misplaced(child, context)


def _without_its_identity(upper: Ref, context: PlanContext) -> Iterator[Ref]:
    """Attachments below one that is created, to partitions that get an identity: PostgreSQL passes it on to no lower level."""
    before, after = context.before.objects, context.after.objects
    for child, links in _parents(context)[0].items():
        for link in links:
            if parent_of(link) != child_of(upper) or link not in after:
                continue
            columns = ((find(before, ref, Column), get(after, ref, Column)) for ref in _columns(context).get(child, ()))
            if any(new.identity and not (old and old.identity) for old, new in columns):
                yield link


def create_after(ref: Ref, context: PlanContext) -> list[Ref]:
    """Return the objects that come before an attachment.

    The attachments to the parents that come before this one, and the child's columns, which must have the parent's types; for
    a partition with an identity, also its parent's own attachment, which does not pass the identity on to partitions.
    """
    _, after = _parents(context)
    order = after[child_of(ref)]
    columns = _columns(context)[child_of(ref)]
    upper = after[parent_of(ref)] if any(get(context.after.objects, one, Column).identity for one in columns) else []
    return [*order[: order.index(ref)], *columns, *upper]


def _misplaced(child: QualifiedName, context: PlanContext) -> list[Ref]:
    """Attachments to parents that stay, from the first one that is not at its place."""
    before, after = _parents(context)
    staying = [link for link in before[child] if link in context.after.objects]
    placed = [link if link not in context.created else None for link in staying]
    return staying[_common_prefix(placed, after[child]) :]


@once_per_context
def _parents(context: PlanContext) -> tuple[_LinksByChild, _LinksByChild]:
    """Each child's attachments to its parents in their order, before and after."""
    return _in_order(context.before), _in_order(context.after)


@once_per_context
def _columns(context: PlanContext) -> Mapping[QualifiedName, list[Ref]]:
    """The columns of each table that has parents."""
    found: dict[QualifiedName, list[Ref]] = defaultdict(list)
    for ref, model in all_of(context.after.objects, Column):
        if model.parents:
            found[relation_of(ref)].append(ref)
    return found


def _in_order(snapshot: Snapshot) -> _LinksByChild:
    found: dict[QualifiedName, list[Ref]] = defaultdict(list)
    for _, ref in sorted((model.position, ref) for ref, model in all_of(snapshot.objects, Inheritance)):
        found[child_of(ref)].append(ref)
    return found


def _common_prefix(one: Sequence[Ref | None], other: Sequence[Ref]) -> int:
    """The number of equal items at the beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def clause(ref: Ref, model: Inheritance, _context: PlanContext) -> str | None:
    return None if model.bound is not None else name(*parent_of(ref))


def requires(ref: Ref, _model: Inheritance) -> list[Ref]:
    """The parent may be a foreign table; a reference to nothing is ignored."""
    return [Ref("table", parent_of(ref)), Ref("foreign_table", parent_of(ref))]


KIND = Kind(
    name="inheritance",
    model=Inheritance,
    parent=table_of,
    subobject=True,
    catalog=Catalog(
        oid=0,
        query=query,
        only_if=UserRows("pg_inherits", oid="inhrelid"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("bound",), REPLACE), Alter(("position",), reorder)),
        phrase=lambda ref, _: f"attachment of {'.'.join(child_of(ref))} to {'.'.join(parent_of(ref))}",
    ),
    order=Order(
        rank=71,
        requires=requires,
        create_after=create_after,
    ),
    inline=InlineClause(
        parents=("table", "foreign_table"),
        clause=clause,
    ),
    replacement=Replacement(
        must_rebuild=must_rebuild,
    ),
    origin="parent",
    code=Code(
        expressions=("bound",),
        used_unnamed=True,
    ),
    assess=status_assess(
        (Severity.BREAKING, "The table is not attached to its parent, so the parent does not see its rows."),
        (Severity.FUNCTIONAL, "The table is attached to a parent, which no migration asks for."),
        (Severity.BREAKING, "The partition holds other values than the migrations say."),
    ),
)
