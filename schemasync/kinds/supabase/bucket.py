"""Buckets of Storage: the rows of `storage.buckets`, which migrations insert; their files are data."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Hazard, Sql, dollar, ident, literal
from schemasync.kinds import table_rows as _rows
from schemasync.kinds.kind import Alter, Assessment, Catalog, Ddl, Kind, Order, PlanContext, Severity

RELATION = "storage.buckets"
COLUMNS = {
    "id": "text", "name": "text", "public": "boolean", "file_size_limit": "bigint", "allowed_mime_types": "text[]",
    "avif_autodetection": "boolean",
}  # fmt: skip


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY['storage', row ->> 'id'], coalesce(row ->> 'name', row ->> 'id'),
               coalesce((row ->> 'public')::boolean, false), (row ->> 'file_size_limit')::bigint,
               CASE WHEN jsonb_typeof(row -> 'allowed_mime_types') = 'array' THEN
                   ARRAY(SELECT t FROM jsonb_array_elements_text(row -> 'allowed_mime_types') t WHERE t IS NOT NULL ORDER BY t) END,
               coalesce((row ->> 'avif_autodetection')::boolean, false), ARRAY[row ->> 'xmin', row ->> 'cmin']::bigint[]
        FROM {_rows.source(RELATION)} WHERE row ->> 'id' IS NOT NULL"""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Attributes: name, public, file size limit in bytes, allowed MIME types (None for all), AVIF detection."""

    name: str
    public: bool
    file_size_limit: int | None
    allowed_mime_types: tuple[str, ...] | None
    avif_autodetection: bool
    written: tuple[int, int] = field(default=(0, 0), compare=False)


_SETTINGS = ("name", "public", "file_size_limit", "allowed_mime_types", "avif_autodetection")


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return f"ARRAY[{', '.join(map(literal, value))}]::text[]"
    if value is None or isinstance(value, bool):
        return {None: "NULL", True: "true", False: "false"}[value]
    return literal(value) if isinstance(value, str) else str(value)


def create(ref: Ref, model: Bucket, _context: PlanContext) -> list[Sql]:
    row = {"id": ref.name, **{name: getattr(model, name) for name in _SETTINGS}}
    if not model.avif_autodetection:
        del row["avif_autodetection"]
    columns, values = ", ".join(map(ident, row)), ", ".join(map(_value, row.values()))
    return [Sql(f"INSERT INTO {RELATION} ({columns}) VALUES ({values})")]


def drop(ref: Ref, _model: Bucket, _context: PlanContext) -> list[Sql]:
    """Delete the row; a trigger of Storage refuses that unless a setting of the session allows it."""
    body = (
        "BEGIN PERFORM pg_catalog.set_config('storage.allow_delete_query', 'true', true);"
        f" DELETE FROM {RELATION} WHERE id = {literal(ref.name)}; END"
    )
    return [Sql(f"DO {dollar(body)}", (Hazard.DATA_LOSS, Hazard.FAILS_ON_ROWS))]


def change(ref: Ref, before: Bucket, after: Bucket, _context: PlanContext) -> list[Sql]:
    changed = [name for name in _SETTINGS if getattr(before, name) != getattr(after, name)]
    sets = ", ".join(f"{ident(name)} = {_value(getattr(after, name))}" for name in changed)
    return [Sql(f"UPDATE {RELATION} SET {sets} WHERE id = {literal(ref.name)}")]


def assess(change_: Change) -> Assessment:
    before, after = change_.before, change_.after
    if before is None:
        return Assessment(Severity.BREAKING, "The bucket is not in the database: uploads to it fail.")
    if before.public and (after is None or not after.public):
        wanted = "no migration makes it" if after is None else "the migrations make it private"
        return Assessment(
            Severity.SECURITY, f"Anyone can download every file of this bucket: it is public, and {wanted}."
        )
    if after is None:
        return Assessment(Severity.FUNCTIONAL, "The bucket is in the database, but no migration makes it.")
    if before.public != after.public:
        return Assessment(Severity.BREAKING, "The bucket is private in the database: its public links do not work.")
    return Assessment(Severity.FUNCTIONAL, "The bucket accepts other files than the migrations say.")


def describe(_ref: Ref, model: Bucket) -> str:
    limit = f", at most {model.file_size_limit} bytes a file" if model.file_size_limit is not None else ""
    types = f", only {', '.join(model.allowed_mime_types)}" if model.allowed_mime_types else ""
    return f"{'public' if model.public else 'private'}{limit}{types}"


KIND = Kind(
    name="bucket",
    model=Bucket,
    catalog=Catalog(
        oid=0,
        query=query,
        table=RELATION,
        table_columns=COLUMNS,
    ),
    ddl=Ddl(
        target=lambda ref: f"BUCKET {ident(ref.name)}",
        create=create,
        drop=drop,
        alter=(Alter(_SETTINGS, change),),
    ),
    order=Order(
        rank=99,
    ),
    origin="written",
    assess=assess,
    describe=describe,
)
