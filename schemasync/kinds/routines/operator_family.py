"""Operator families with the members that belong to no class (`pg_opfamily`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, name
from schemasync.kinds.catalog import PG_AMOP, PG_AMPROC, PG_OPFAMILY, USER_SCHEMA, UserRows, own
from schemasync.kinds.kind import Alter, Catalog, Ddl, Kind, Order, PlanContext, Severity, plain_drop, status_assess


def members(family: str, owner: str) -> str:
    """Members of a family as texts of CREATE OPERATOR CLASS; `owner` is a condition on `pg_depend d`."""
    return f"""coalesce((SELECT array_agg(word ORDER BY word) FROM (
            SELECT 'OPERATOR ' || ao.amopstrategy || ' ' || quote_ident(xn.nspname) || '.' || x.oprname || '('
                   || format_type(ao.amoplefttype, NULL) || ', ' || format_type(ao.amoprighttype, NULL) || ')'
                   || CASE WHEN ao.amoppurpose = 'o' THEN ' FOR ORDER BY ' || (SELECT quote_ident(sn.nspname) || '.'
                      || quote_ident(sf.opfname) FROM pg_opfamily sf JOIN pg_namespace sn ON sn.oid = sf.opfnamespace
                      WHERE sf.oid = ao.amopsortfamily) ELSE '' END AS word
            FROM pg_amop ao JOIN pg_operator x ON x.oid = ao.amopopr JOIN pg_namespace xn ON xn.oid = x.oprnamespace
                 JOIN pg_depend d ON d.classid = {PG_AMOP} AND d.objid = ao.oid AND {owner}
            WHERE ao.amopfamily = {family}
            UNION ALL
            SELECT 'FUNCTION ' || ap.amprocnum || ' (' || format_type(ap.amproclefttype, NULL) || ', '
                   || format_type(ap.amprocrighttype, NULL) || ') ' || ap.amproc::oid::regprocedure::text
            FROM pg_amproc ap JOIN pg_depend d ON d.classid = {PG_AMPROC} AND d.objid = ap.oid AND {owner}
            WHERE ap.amprocfamily = {family}) m), '{{}}')"""


def query(_version: int) -> str:
    loose = f"d.refclassid = {PG_OPFAMILY} AND d.refobjid = f.oid AND d.deptype = 'a'"
    return f"""
        SELECT f.oid, 0, ARRAY[n.nspname, f.opfname, a.amname]::text[], {members("f.oid", loose)}
        FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am a ON a.oid = f.opfmethod
        WHERE {USER_SCHEMA} AND {own(PG_OPFAMILY, "f.oid")}"""


@dataclass(frozen=True, slots=True)
class OperatorFamily:
    """Attributes: members that no class owns."""

    members: tuple[str, ...]


def target(ref: Ref) -> str:
    schema, own_name, method = ref.path
    return f"OPERATOR FAMILY {name(schema, own_name)} USING {ident(method)}"


def create(ref: Ref, model: OperatorFamily, _context: PlanContext) -> list[Sql]:
    return [Sql(f"CREATE {target(ref)}"), *_add(ref, model.members)]


def _add(ref: Ref, words: tuple[str, ...] | list[str]) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} ADD {', '.join(words)}")] if words else []


def change(ref: Ref, before: OperatorFamily, after: OperatorFamily, _context: PlanContext) -> list[Sql]:
    gone = [_removal(word) for word in before.members if word not in after.members]
    statements = [Sql(f"ALTER {target(ref)} DROP {', '.join(gone)}")] if gone else []
    return statements + _add(ref, [word for word in after.members if word not in before.members])


def _removal(member: str) -> str:
    """`OPERATOR 1 s.<(a, b)` and `FUNCTION 1 (a, b) f(…)` as DROP names them."""
    word, number, rest = member.split(" ", 2)
    _, _, types = rest.partition("(")
    types, _, _ = types.partition(")")
    return f"{word} {number} ({types})"


KIND = Kind(
    name="operator_family",
    model=OperatorFamily,
    catalog=Catalog(
        oid=PG_OPFAMILY,
        query=query,
        only_if=UserRows("pg_opfamily"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("members",), change),),
    ),
    order=Order(
        rank=38,
    ),
    unique_names=lambda ref, _: [("operator family", *ref.path)],
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The operator family is not in the database."),
        (Severity.FUNCTIONAL, "The operator family exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The operator family has other members than the migrations say."),
    ),
)
