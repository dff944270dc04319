"""Subscriptions (`pg_subscription`), without the secrets of their connections."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident, literal
from schemasync.kinds import option_lists
from schemasync.kinds.catalog import PG_SUBSCRIPTION
from schemasync.kinds.kind import REPLACE, Alter, Catalog, Ddl, Kind, Order, PlanContext, Severity, status_assess

_SECRET = f"{option_lists.SECRET}|%|//[^/]*:[^/]*@"
"""Pattern of connections that are not read, as they may hold a secret."""
_16, _17, _18 = 160000, 170000, 180000
_CONNECTION = """
    CASE WHEN has_column_privilege('pg_subscription', 'subconninfo', 'SELECT') THEN
        (SELECT word FROM ts_stat(format(
            $q$SELECT array_to_tsvector(ARRAY[subconninfo]) FROM pg_subscription
               WHERE oid = %s AND subconninfo !~* '{secret}' AND length(subconninfo) BETWEEN 1 AND 500$q$, s.oid))) END"""
"""The connection, for roles that may read it.

A query that names the column fails for other roles, so it stands in a text that `ts_stat` runs.
"""


def query(version: int) -> str:
    streaming = "s.substream::text" if version >= _16 else "CASE WHEN s.substream THEN 't' ELSE 'f' END"
    newer = "s.subpasswordrequired, s.subrunasowner, s.suborigin::text" if version >= _16 else "true, false, 'any'"
    failover = "s.subfailover" if version >= _17 else "false"
    return f"""
        SELECT s.oid, 0, ARRAY[s.subname]::text[], s.subpublications::text[], s.subslotname::text, s.subsynccommit::text,
               s.subbinary, {streaming}, s.subtwophasestate <> 'd', s.subdisableonerr, {newer}, {failover}, s.subenabled,
               {_CONNECTION.format(secret=_SECRET.replace("%", "%%"))}
        FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()"""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription; whether it is enabled is its operation, which is not compared.

    Attributes:
        publications: on the other server, in the order in which they were named.
        slot: on the other server, None for none.
        synchronous_commit, binary, two_phase, disable_on_error: as in `CREATE SUBSCRIPTION`.
        streaming: `f`, `t`, `p` (parallel), or None where it cannot be compared with another version's.
        password_required, run_as_owner, origin: from PostgreSQL 16 on.
        failover: from PostgreSQL 17 on.
        connection: None where it holds a secret, or the role may not read it.
    """

    publications: tuple[str, ...]
    slot: str | None
    synchronous_commit: str
    binary: bool
    streaming: str | None
    two_phase: bool
    disable_on_error: bool
    password_required: bool
    run_as_owner: bool
    origin: str
    failover: bool
    enabled: bool = field(compare=False)
    connection: str | None


def target(ref: Ref) -> str:
    return f"SUBSCRIPTION {ident(ref.name)}"


_STREAMING = {"f": "off", "t": "on", "p": "parallel"}
_DEFAULTS: Final[dict[str, str | bool]] = {
    "synchronous_commit": "off",
    "binary": False,
    "streaming": "f",
    "two_phase": False,
    "disable_on_error": False,
    "password_required": True,
    "run_as_owner": False,
    "origin": "any",
    "failover": False,
}
"""Options with these values are not written, as older servers do not have all; 18 has another default of `streaming`."""


def _word(model: Subscription, option: str) -> str:
    value = getattr(model, option)
    if isinstance(value, bool):
        return f"{option} = {str(value).lower()}"
    return f"{option} = {literal(_STREAMING.get(value, value) if option == 'streaming' else value)}"


def _slot(model: Subscription) -> str:
    return f"slot_name = {'NONE' if model.slot is None else literal(model.slot)}"


def create(ref: Ref, model: Subscription, _context: PlanContext) -> list[Sql]:
    """Create it without connecting to the other server and not enabled: its secrets must be set by hand first."""
    written = (option for option, value in _DEFAULTS.items() if _is_written(option, getattr(model, option), value))
    words = ", ".join(["connect = false", _slot(model), *(_word(model, option) for option in written)])
    connection = literal(model.connection or "")
    return [Sql(f"CREATE {target(ref)} CONNECTION {connection} PUBLICATION {_publications(model)} WITH ({words})")]


def _is_written(option: str, value: object, default: object) -> bool:
    return value is not None if option == "streaming" else value != default


def _publications(model: Subscription) -> str:
    return ", ".join(map(ident, model.publications))


def drop(ref: Ref, model: Subscription, _context: PlanContext) -> list[Sql]:
    """Drop it without its slot on the other server: with a slot, PostgreSQL connects and allows no transaction."""
    release = [f"ALTER {target(ref)} DISABLE", f"ALTER {target(ref)} SET (slot_name = NONE)"] if model.slot else []
    return [*map(Sql, release), Sql(f"DROP {target(ref)}", (Hazard.DATA_LOSS,))]


def change_publications(ref: Ref, _before: Subscription, after: Subscription, _context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} SET PUBLICATION {_publications(after)} WITH (refresh = false)")]


def change_connection(ref: Ref, _before: Subscription, after: Subscription, _context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} CONNECTION {literal(after.connection or '')}")] if after.connection else []


def for_server_version(model: Subscription, version: int) -> Subscription:
    """The model with the defaults of options that an older server lacks (release notes of PostgreSQL 16 to 18).

    Version 18 made `parallel` the default of `streaming`: there it may be a choice, or what an older server calls off.
    """
    unknown = ["failover"] if version < _17 else []
    if version < _16:
        unknown += ["password_required", "run_as_owner", "origin"]
    streaming = None if version < _18 and model.streaming == "p" else model.streaming
    defaults: dict[str, Any] = {option: _DEFAULTS[option] for option in unknown}
    return replace(model, streaming=streaming, **defaults)


def change_slot(ref: Ref, before: Subscription, after: Subscription, _context: PlanContext) -> list[Sql]:
    """PostgreSQL changes the slot of a disabled subscription alone."""
    statements = [f"ALTER {target(ref)} DISABLE", f"ALTER {target(ref)} SET ({_slot(after)})"]
    if before.enabled and after.slot:
        statements.append(f"ALTER {target(ref)} ENABLE")
    return [Sql(text) for text in statements]


def change(ref: Ref, before: Subscription, after: Subscription, _context: PlanContext) -> list[Sql]:
    words = [_word(after, option) for option in _CHANGEABLE if getattr(before, option) != getattr(after, option)]
    return [Sql(f"ALTER {target(ref)} SET ({', '.join(words)})")]


_CHANGEABLE = (
    "synchronous_commit", "binary", "streaming", "disable_on_error", "password_required", "run_as_owner", "origin",
)  # fmt: skip

KIND = Kind(
    name="subscription",
    model=Subscription,
    schema_at=None,
    catalog=Catalog(
        oid=PG_SUBSCRIPTION,
        query=query,
        storage="server_for_database",
        restricted_attributes=("connection", "streaming"),
        for_server_version=for_server_version,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(
            Alter(("two_phase", "failover"), REPLACE),
            Alter(("publications",), change_publications),
            Alter(("connection",), change_connection),
            Alter(("slot",), change_slot),
            Alter(_CHANGEABLE, change),
        ),
    ),
    order=Order(
        rank=96,
    ),
    origin="created",
    assess=status_assess(
        (Severity.FUNCTIONAL, "The subscription is not in the database; its secrets must be given by hand."),
        (Severity.SECURITY, "The subscription exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The subscription differs from the migrations."),
    ),
)
