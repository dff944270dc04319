"""Find the extension to which a schema, function, type or operator class belongs, by name."""

from __future__ import annotations

from schemasync.core.sql import ident
from schemasync.supabase.stubs import FIXED_SCHEMAS

BY_DEFAULT = frozenset({"pgcrypto", "uuid-ossp", "pg_stat_statements", "supabase_vault"})
"""Extensions that every project has had since its first day, in the schema where the platform has them."""
_SCHEMAS = {
    "cron": "pg_cron", "net": "pg_net", "pgmq": "pgmq", "graphql": "pg_graphql", "pgsodium": "pgsodium",
    "topology": "postgis_topology", "tiger": "postgis_tiger_geocoder", "pgtle": "pg_tle",
}  # fmt: skip
_NAMES = {
    "pgcrypto": "gen_salt crypt digest hmac encrypt decrypt pgp_sym_encrypt pgp_sym_decrypt gen_random_bytes armor",
    "uuid-ossp": "uuid_generate_v1 uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuid_nil uuid_ns_dns uuid_ns_url",
    "pg_trgm": "similarity word_similarity show_trgm strict_word_similarity gin_trgm_ops gist_trgm_ops",
    "unaccent": "unaccent",
    "fuzzystrmatch": "levenshtein soundex metaphone dmetaphone difference daitch_mokotoff",
    "vector": "vector halfvec sparsevec vector_cosine_ops vector_l2_ops vector_ip_ops l2_distance cosine_distance "
    "inner_product ivfflat hnsw",
    "postgis": "geometry geography box2d box3d st_makepoint st_point st_setsrid st_distance st_dwithin st_contains "
    "st_within st_intersects st_x st_y st_astext st_asgeojson st_geomfromtext st_geogfromtext st_geomfromgeojson "
    "st_transform st_buffer st_area st_length st_centroid st_makeenvelope spatial_ref_sys",
    "citext": "citext", "hstore": "hstore", "ltree": "ltree lquery ltxtquery", "cube": "cube",
    "earthdistance": "earth ll_to_earth earth_distance earth_box",
    "intarray": "gin__int_ops gist__int_ops intset", "tablefunc": "crosstab connectby normal_rand",
    "http": "http_get http_post http_put http_delete http_header http_request http_response",
    "pgjwt": "sign verify url_encode url_decode algorithm_sign", "moddatetime": "moddatetime",
    "pg_hashids": "id_encode id_decode hash_encode hash_decode", "index_advisor": "index_advisor", "hypopg": "hypopg",
    "pg_jsonschema": "json_matches_schema jsonb_matches_schema jsonschema_is_valid",
    "pgtap": "plan finish has_table has_column results_eq throws_ok lives_ok",
    "pg_partman": "part_config part_config_sub create_parent create_sub_parent run_maintenance run_maintenance_proc",
    "postgres_fdw": "postgres_fdw_handler postgres_fdw_validator",
    "timescaledb": "create_hypertable time_bucket add_retention_policy add_compression_policy",
}  # fmt: skip
_OWN_SCHEMA = (frozenset(FIXED_SCHEMAS) - {"pg_cron", "pg_net"}) | {"postgis_topology", "postgis_tiger_geocoder"}
"""Extensions that always go into a schema of their own, so that WITH SCHEMA must be left out."""
_OF_WRAPPERS = ("_fdw_handler", "_fdw_validator", "_fdw_meta")
"""Ends of the names of the functions that Wrappers has for each foreign service."""
_OTHER_WRAPPERS = ("postgres_fdw_", "file_fdw_", "oracle_fdw_", "mysql_fdw_", "tds_fdw_", "mongo_fdw_", "sqlite_fdw_")
_BY_NAME = {name: extension for extension, names in _NAMES.items() for name in names.split()}


def extension_of(message: str, name: str) -> str:
    """The extension of the object that a message of PostgreSQL calls missing; empty if none is known.

    Args:
        message: such as `relation "cron.job" does not exist`.
        name: of the missing object, without schema.
    """
    for schema, extension in _SCHEMAS.items():
        if f'"{schema}.' in message or f'schema "{schema}"' in message or f" {schema}." in message:
            return extension
    lower = name.lower()
    is_wrapper = lower.endswith(_OF_WRAPPERS) and not lower.startswith(_OTHER_WRAPPERS)
    return _BY_NAME.get(lower, "wrappers" if is_wrapper else "")


def creation_sql(extension: str) -> str:
    """The statement that creates an extension in the schema in which Supabase has it."""
    place = "" if extension in _OWN_SCHEMA else " WITH SCHEMA extensions"
    return f"CREATE EXTENSION IF NOT EXISTS {ident(extension)}{place}"
