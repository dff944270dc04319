"""Inheritance and partition attachment (`pg_inherits` between tables)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds._catalog import USER_SCHEMA, own_relation
from schemasync.kinds._kind import (
    REPLACE,
    Alter,
    Catalog,
    Context,
    Ddl,
    InlineClause,
    Kind,
    Order,
    Replace,
    Replacement,
    Severity,
    once_per_plan,
    status_assess,
)
from schemasync.kinds.tables._inheritance import table_of
from schemasync.kinds.tables._placeholder_parent import hold, release
from schemasync.kinds.tables._rebuild_table import go_on_behind


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


@dataclass(frozen=True, slots=True)
class Inheritance:
    """Attributes: partition bound (None for plain inheritance), place among the parents.

    `foreign_keys` are those that a partition has from its parent, as (name, definition).
    """

    bound: str | None
    position: int
    relation_kind: str = field(compare=False)
    foreign_keys: tuple[tuple[str, str], ...] | None = field(compare=False)


def target(ref: Ref) -> str:
    return f"TABLE {name(*ref.path[:2])}"


def create(ref: Ref, model: Inheritance, context: Context) -> list[Sql]:
    child, parent = name(*ref.path[:2]), name(*ref.path[2:])
    if model.bound is None:
        return [Sql(f"ALTER TABLE {child} INHERIT {parent}"), *release(ref, context)]
    text = f"ALTER TABLE ONLY {parent} ATTACH PARTITION {child} {model.bound}"
    return [Sql(text, (Hazard.VALIDATION_SCAN,)), *go_on_behind(Ref("table", ref.path[2:]), context)]


def drop(ref: Ref, model: Inheritance, context: Context) -> list[Sql]:
    """A detached partition keeps its parent's foreign keys; those that it shall not have go."""
    child, parent = name(*ref.path[:2]), name(*ref.path[2:])
    if model.bound is None:
        return [*hold(ref, context), Sql(f"ALTER TABLE {child} NO INHERIT {parent}")]
    detach = Sql(f"ALTER TABLE {parent} DETACH PARTITION {child}", (Hazard.ACCESS_EXCLUSIVE,))
    after, keys = context.after.objects, model.foreign_keys or ()
    stays = ref in after and Ref("table", ref.path[2:]) not in context.created
    if stays or Ref("table", ref.path[:2]) not in after:
        return [detach]
    wanted = {key: getattr(after.get(Ref("constraint", (*ref.path[:2], key))), "definition", None) for key, _ in keys}
    gone = [key for key, text in keys if wanted[key] != text]
    return [detach, *(Sql(f"ALTER TABLE {child} DROP CONSTRAINT IF EXISTS {ident(key)}") for key in gone)]


def reorder(ref: Ref, _before: Inheritance, _after: Inheritance, context: Context) -> list[Sql] | Replace:
    """PostgreSQL numbers parents as they come: those that stay keep their place as far as they stand first."""
    return REPLACE if ref in _misplaced(ref.path[:2], context) else []


def remade(context: Context) -> Iterator[Ref]:
    """Parents that stay and before which another one comes, be it new or made anew."""
    before, after = _parents(context)
    for child in sorted(before.keys() & after.keys()):
        if set(after[child]) - set(before[child]) or not context.created.isdisjoint(after[child]):
            yield from _misplaced(child, context)


def behind(ref: Ref, context: Context) -> list[Ref]:
    """The parents that stand before."""
    order = _parents(context)[1][ref.path[:2]]
    return order[: order.index(ref)]


def _misplaced(child: tuple[str, ...], context: Context) -> list[Ref]:
    """Parents that stay, but for those that stand first as they shall."""
    before, after = _parents(context)
    staying = [link for link in before[child] if link in context.after.objects]
    firm = [link if link not in context.created else None for link in staying]
    return staying[_common(firm, after[child]) :]


@once_per_plan
def _parents(context: Context) -> tuple[Mapping[tuple[str, ...], list[Ref]], Mapping[tuple[str, ...], list[Ref]]]:
    """Each child's links to its parents in their order, before and after."""
    return _in_order(context.before), _in_order(context.after)


def _in_order(snapshot: Snapshot) -> Mapping[tuple[str, ...], list[Ref]]:
    found: dict[tuple[str, ...], list[Ref]] = defaultdict(list)
    links = ((model.position, ref) for ref, model in snapshot.objects.items() if ref.kind == "inheritance")
    for _, ref in sorted(links):
        found[ref.path[:2]].append(ref)
    return found


def _common(one: Sequence[Ref | None], other: Sequence[Ref]) -> int:
    """How many stand alike at the beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def inline(ref: Ref, model: Inheritance, _context: Context) -> str | None:
    return None if model.bound is not None else name(*ref.path[2:])


def needs(ref: Ref, _model: Inheritance) -> list[Ref]:
    """The parent may be a foreign table; what does not exist is ignored."""
    return [Ref("table", ref.path[2:]), Ref("foreign_table", ref.path[2:])]


KIND = Kind(
    name="inheritance",
    model=Inheritance,
    parent=table_of,
    subobject=True,
    catalog=Catalog(
        oid=0,
        query=query,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("bound",), REPLACE), Alter(("position",), reorder)),
    ),
    order=Order(
        rank=71,
        requires=needs,
        create_after=behind,
    ),
    inline=InlineClause(
        parent="table foreign_table",
        clause=inline,
    ),
    replacement=Replacement(
        must_rebuild=remade,
    ),
    origin="parent",
    assess=status_assess(
        (Severity.BREAKING, "The table is not attached to its parent, so the parent does not see its rows."),
        (Severity.FUNCTIONAL, "The table is attached to a parent, which no migration asks for."),
        (Severity.BREAKING, "The partition holds other values than the migrations say."),
    ),
)
