"""Secrets of Vault, by name: the rows of `vault.secrets`, which `vault.create_secret` inserts. Values are never read."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident, literal
from schemasync.kinds import table_rows as _rows
from schemasync.kinds.kind import Catalog, Ddl, Kind, Order, PlanContext, Severity, status_assess

RELATION = "vault.secrets"
COLUMNS = {"name": "text"}


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY['vault', row ->> 'name'], ARRAY[row ->> 'xmin', row ->> 'cmin']::bigint[]
        FROM {_rows.source(RELATION)} WHERE row ->> 'name' <> ''"""


@dataclass(frozen=True, slots=True)
class VaultSecret:
    """Attributes: none that is compared; `xmin` and `cmin` of its row."""

    written: tuple[int, int] = field(default=(0, 0), compare=False)


def create(_ref: Ref, _model: VaultSecret, _context: PlanContext) -> list[Sql]:
    """No statement: nobody read the value."""
    return []


def drop(ref: Ref, _model: VaultSecret, _context: PlanContext) -> list[Sql]:
    return [Sql(f"DELETE FROM {RELATION} WHERE name = {literal(ref.name)}", (Hazard.DATA_LOSS,))]


KIND = Kind(
    name="vault_secret",
    model=VaultSecret,
    catalog=Catalog(
        query=query,
        table=RELATION,
        table_columns=COLUMNS,
    ),
    ddl=Ddl(
        target=lambda ref: f"SECRET {ident(ref.name)}",
        create=create,
        drop=drop,
        unread="create it with vault.create_secret, as values of secrets are never read",
    ),
    order=Order(
        rank=99,
        requires=lambda _ref, _model: [Ref("extension", ("supabase_vault",))],
    ),
    origin="written",
    assess=status_assess(
        (
            Severity.BREAKING,
            "The secret is not in the database; what looks for it by its name finds nothing.",
        ),
        (Severity.FUNCTIONAL, "The secret is in the database, but no migration makes it."),
        (Severity.FUNCTIONAL, "The secret differs."),
    ),
)
