"""Text search configurations (`pg_ts_config`, `pg_ts_config_map`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, name
from schemasync.kinds.catalog import PG_TS_CONFIG, USER_SCHEMA, UserRows, own
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Severity,
    plain_drop,
    status_assess,
)


def query(_version: int) -> str:
    return f"""
        SELECT c.oid, 0, ARRAY[n.nspname, c.cfgname]::text[],
               quote_ident(pn.nspname) || '.' || quote_ident(p.prsname),
               coalesce((SELECT array_agg(ARRAY[m.alias, m.dicts] ORDER BY m.alias) FROM (
                   SELECT (SELECT t.alias FROM ts_token_type(c.cfgparser) t WHERE t.tokid = x.maptokentype) AS alias,
                          string_agg(quote_ident(dn.nspname) || '.' || quote_ident(d.dictname), ', '
                                     ORDER BY x.mapseqno) AS dicts
                   FROM pg_ts_config_map x JOIN pg_ts_dict d ON d.oid = x.mapdict
                        JOIN pg_namespace dn ON dn.oid = d.dictnamespace
                   WHERE x.mapcfg = c.oid GROUP BY x.maptokentype) m), '{{}}')
        FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace JOIN pg_ts_parser p ON p.oid = c.cfgparser
             JOIN pg_namespace pn ON pn.oid = p.prsnamespace
        WHERE {USER_SCHEMA} AND {own(PG_TS_CONFIG, "c.oid")}"""


@dataclass(frozen=True, slots=True)
class TextSearchConfiguration:
    """Attributes: parser, mappings (token type, dictionaries in order)."""

    parser: str
    mappings: tuple[tuple[str, str], ...]


def target(ref: Ref) -> str:
    return f"TEXT SEARCH CONFIGURATION {name(*ref.path)}"


def create(ref: Ref, model: TextSearchConfiguration, _context: PlanContext) -> list[Sql]:
    made = Sql(f"CREATE {target(ref)} (PARSER = {model.parser})")
    return [made, *(_mapping(ref, "ADD", token, dicts) for token, dicts in model.mappings)]


def _mapping(ref: Ref, verb: str, token: str, dicts: str) -> Sql:
    return Sql(f"ALTER {target(ref)} {verb} MAPPING FOR {ident(token)} WITH {dicts}")


def change(
    ref: Ref, before: TextSearchConfiguration, after: TextSearchConfiguration, _context: PlanContext
) -> list[Sql]:
    old, new = dict(before.mappings), dict(after.mappings)
    gone = [Sql(f"ALTER {target(ref)} DROP MAPPING FOR {ident(token)}") for token in old if token not in new]
    changed = [(token, dicts) for token, dicts in new.items() if old.get(token) != dicts]
    return gone + [_mapping(ref, "ALTER" if token in old else "ADD", token, dicts) for token, dicts in changed]


KIND = Kind(
    name="text_search_configuration",
    model=TextSearchConfiguration,
    catalog=Catalog(
        oid=PG_TS_CONFIG,
        query=query,
        only_if=UserRows("pg_ts_config"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("parser",), REPLACE), Alter(("mappings",), change)),
    ),
    order=Order(
        rank=39,
    ),
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The text search configuration is not in the database."),
        (Severity.FUNCTIONAL, "The text search configuration exists in the database, but no migration creates it."),
        (
            Severity.FUNCTIONAL,
            "The text search configuration parses or normalizes words differently than the migrations say.",
        ),
    ),
)
