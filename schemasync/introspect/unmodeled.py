"""Lists every user object that no kind claims: "in sync" is never said over something unseen."""

from __future__ import annotations

from schemasync.kinds import KINDS
from schemasync.kinds import _catalog as c
from schemasync.kinds.supabase import _table_rows as _rows

_PARAMETERS = 150000
"""First version with privileges on parameters."""
UNMODELED = (
    (c.PG_CAST, "pg_cast", "cast"),
    (c.PG_OPERATOR, "pg_operator", "operator"),
    (c.PG_OPCLASS, "pg_opclass", "operator_class"),
    (c.PG_OPFAMILY, "pg_opfamily", "operator_family"),
    (c.PG_COLLATION, "pg_collation", "collation"),
    (c.PG_CONVERSION, "pg_conversion", "conversion"),
    (c.PG_LANGUAGE, "pg_language", "language"),
    (c.PG_STATISTIC_EXT, "pg_statistic_ext", "statistics"),
    (c.PG_TS_CONFIG, "pg_ts_config", "text_search_configuration"),
    (c.PG_TS_DICT, "pg_ts_dict", "text_search_dictionary"),
    (c.PG_TS_PARSER, "pg_ts_parser", "text_search_parser"),
    (c.PG_TS_TEMPLATE, "pg_ts_template", "text_search_template"),
    (c.PG_FOREIGN_DATA_WRAPPER, "pg_foreign_data_wrapper", "foreign_data_wrapper"),
    (c.PG_FOREIGN_SERVER, "pg_foreign_server", "foreign_server"),
    (c.PG_USER_MAPPING, "pg_user_mapping", "user_mapping"),
    (c.PG_EVENT_TRIGGER, "pg_event_trigger", "event_trigger"),
    (c.PG_PUBLICATION, "pg_publication", "publication"),
    (c.PG_TRANSFORM, "pg_transform", "transform"),
    (c.PG_AM, "pg_am", "access_method"),
)
"""(catalog, its table, the kind that would claim its rows)."""


def unmodeled_query(version: int) -> str:
    """SELECT of (description, reason, kind) for user objects that no kind in `KINDS` claims."""
    not_modelled = "'no kind models it yet'"
    selects = [
        f"SELECT pg_describe_object({classid}, t.oid, 0), {not_modelled} FROM {_readable(table)} t"
        f" WHERE t.oid >= 16384 AND {c.own(classid, 't.oid')}"
        for classid, table, kind in UNMODELED
        if kind not in KINDS
    ]
    if "foreign_table" not in KINDS:
        selects.append(
            f"SELECT pg_describe_object({c.PG_CLASS}, t.oid, 0), {not_modelled} FROM pg_class t"
            f" WHERE t.relkind = 'f' AND {c.own_relation('t')}"
        )
    types = [letter for letter, kind in (("r", "range"), ("b", "base_type")) if kind not in KINDS]
    if types:
        listed = ", ".join(f"'{letter}'" for letter in types)
        selects.append(
            f"SELECT pg_describe_object({c.PG_TYPE}, t.oid, 0), {not_modelled} FROM pg_type t"
            f" JOIN pg_namespace n ON n.oid = t.typnamespace"
            f" WHERE t.typtype IN ({listed}) AND t.typelem = 0 AND t.typrelid = 0 AND {c.USER_SCHEMA}"
            f" AND t.oid >= 16384 AND {c.own(c.PG_TYPE, 't.oid')}"
        )
    selects.append("SELECT 'large object ' || oid, 'large objects are data' FROM pg_largeobject_metadata")
    selects.append(
        "SELECT DISTINCT 'security label of ' || pg_describe_object(classoid, objoid, objsubid),"
        " 'labels belong to the provider that set them' FROM pg_seclabel"
    )
    if version >= _PARAMETERS:
        selects.append(
            "SELECT 'privileges on the parameter ' || parname, 'they hold for all databases of the server'"
            " FROM pg_parameter_acl WHERE EXISTS (SELECT FROM aclexplode(paracl) a WHERE a.grantee <> 10"
            " AND pg_get_userbyid(a.grantee) !~ '^(postgres$|supabase_|schemasync_)')"
        )
    selects = [f"SELECT s.*, '' FROM ({select}) s" for select in selects]
    selects += [
        _rows.unread(kind.catalog.table, f"{kind.plural} ({kind.catalog.table})", kind.name)
        for kind in KINDS.values()
        if kind.catalog.table
    ]
    return "\nUNION ALL ".join(selects)


def _readable(table: str) -> str:
    """`pg_user_mapping` is for superusers only; its view is for all."""
    return "(SELECT umid AS oid FROM pg_user_mappings)" if table == "pg_user_mapping" else table
