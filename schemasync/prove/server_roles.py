"""Give the shadow server the roles of a snapshot: roles belong to a server, and all its databases share them.

Each stage of a replay creates roles on the one shadow server. A mirror must have exactly the roles of the target, so that a
statement that names a role fails where it fails on the target, also inside a DO block or a function. A role that the snapshot
lacks is renamed, because databases of other stages depend on it and it cannot be dropped. It gets its name back with the next
snapshot that has it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import psycopg

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.core.sql import ident
from schemasync.kinds import KINDS
from schemasync.kinds.roles import ALL, OPTIONS_ON_MEMBERSHIPS, ROLE, ROLE_MEMBERSHIP
from schemasync.plan.build import build
from schemasync.postgres.role_dependencies import UNCHANGED
from schemasync.postgres.shadow import ADMIN, AWAY, LONGEST_NAME, PLATFORM_DATABASE, ShadowServer
from schemasync.prove.executor import execute_each
from schemasync.supabase.supautils_config import RESERVED_MEMBERSHIPS

Connection = psycopg.Connection[Any]
Objects = Mapping[Ref, Model]

_KINDS = [kind for kind in KINDS.values() if kind.catalog.server_wide]
SERVER_WIDE = frozenset(kind.name for kind in _KINDS)
"""Kinds whose objects belong to the server."""
_ROLES = "SELECT oid::bigint, rolname::text FROM pg_catalog.pg_roles WHERE oid >= 16384"


def only_server_wide(objects: Objects) -> dict[Ref, Model]:
    """The objects that belong to the server."""
    return {ref: model for ref, model in objects.items() if ref.kind in SERVER_WIDE}


def role_names(snapshot: Snapshot) -> frozenset[str]:
    """Names of the roles of a snapshot."""
    return frozenset(ref.path[0] for ref in snapshot.objects if _is_role(ref))


@dataclass(frozen=True, slots=True)
class ServerRoles:
    """The roles of the shadow server, with their memberships and settings.

    Attributes:
        server: with the databases of the replay's stages.
        expected: the shadow after the replay of the applied migrations.
    """

    server: ShadowServer
    expected: Snapshot

    def restore(self) -> bool:
        """Give the server the roles that the applied migrations define; whether that changed any."""
        return self._apply(only_server_wide(self.expected.objects))

    def copy(self, actual: Snapshot, scope: frozenset[Ref]) -> bool:
        """Give the server the roles of the target; whether that changed any.

        Of what is not compared, only roles that the shadow lacks are copied. No role becomes a superuser or gets access to
        files, as migrations run on this server.

        Args:
            actual: the target.
            scope: references that are compared.
        """
        ours, theirs = only_server_wide(self.expected.objects), only_server_wide(actual.objects)
        copied = {ref for ref in {*ours, *theirs} if _is_safe(ref) and (ref in scope or _is_new_role(ref, ours))}
        wanted = {ref: model for ref, model in ours.items() if ref not in copied}
        wanted |= {ref: _without_superuser(model) for ref, model in theirs.items() if ref in copied}
        return self._apply({ref: model for ref, model in wanted.items() if not _is_role(ref) or _exists(ref, actual)})

    @contextlib.contextmanager
    def _admin(self) -> Iterator[Connection]:
        with self.server.connect(PLATFORM_DATABASE, ADMIN) as admin:
            yield admin

    def _apply(self, wanted: Objects) -> bool:
        names = {ref.path[0] for ref in wanted if _is_role(ref)}
        possible = {ref: model for ref, model in wanted.items() if _has_its_roles(ref, names)}
        with self._admin() as admin:
            renamed = self._rename(admin, names)
            statements = [*_statements(admin, possible)]
            execute_each(admin, statements)  # a role that is missing shows in the mirror's snapshot
        return renamed or bool(statements)

    def _rename(self, admin: Connection, names: set[str]) -> bool:
        """Rename the roles that are not wanted, and give the wanted ones that were renamed their names back."""
        there = dict(admin.execute(_ROLES.encode()).fetchall())
        own = {ref.path[0]: address.objid for ref, address in self.expected.addresses.items() if _is_role(ref)}
        back = {oid: name for name, oid in own.items() if name in names and there.get(oid, name) != name}
        kept = names - {*back.values()} | UNCHANGED
        away = {
            oid: _away(oid, name)
            for oid, name in there.items()
            if not name.startswith("schemasync_") and (name not in kept or oid in back)
        }
        renames = [(there[oid], name) for oid, name in away.items()]
        renames += [({**there, **away}[oid], name) for oid, name in back.items()]
        for old, new in renames:
            admin.execute(f"ALTER ROLE {ident(old)} RENAME TO {ident(new)}".encode())
        return bool(renames)


def _statements(admin: Connection, wanted: Objects) -> Iterator[str]:
    """The statements that lead from the server's roles to the wanted ones."""
    version = admin.info.server_version
    found = _read(admin)
    before, after = (
        Snapshot(version, ADMIN, "", {ref: model for ref, model in objects.items() if ref.kind != ROLE_MEMBERSHIP}, ())
        for objects in (found, wanted)
    )
    for statement in build(before, after, ADMIN).statements:
        if not (_is_role(statement.ref) and statement.action == "drop"):
            yield statement.sql.text
    if version >= OPTIONS_ON_MEMBERSHIPS:
        yield from _creators(found, wanted)
    for ref in sorted({*found, *wanted}):
        if ref.kind == ROLE_MEMBERSHIP:
            yield from _membership(ref, found.get(ref), wanted.get(ref))


def _read(admin: Connection) -> dict[Ref, Model]:
    found: dict[Ref, Model] = {}
    for kind in _KINDS:
        for _, _, path, *fields in admin.execute(kind.catalog.query(admin.info.server_version).encode()):
            values = (tuple(value) if isinstance(value, list) else value for value in fields)
            found[Ref(kind.name, tuple(path))] = kind.model(*values)
    return found


def _creators(found: Objects, wanted: Objects) -> Iterator[str]:
    """Statements that give and take the ADMIN option that PostgreSQL gives the creator of a role."""
    for ref, model in wanted.items():
        if not _is_role(ref):
            continue
        role, now = ident(ref.path[0]), set(found[ref].creators) if ref in found else set[str]()
        for creator in sorted(set(model.creators) - now):
            yield f"GRANT {role} TO {ident(creator)} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE"
        for creator in sorted(now - set(model.creators)):
            yield f"REVOKE {role} FROM {ident(creator)} CASCADE"


def _membership(ref: Ref, now: Model | None, then: Model | None) -> Iterator[str]:
    """Statements that change a membership, as a superuser; from PostgreSQL 16 on, each grantor's grant is one of its own."""
    member, granted = map(ident, ref.path)
    if now == then and (now is None or then is None or now.inherit is None or now.grantors == then.grantors):
        return
    if now is not None:
        for grantor in now.grantors:
            by = "" if now.inherit is None else f" GRANTED BY {ident(grantor)}"
            yield f"REVOKE {granted} FROM {member}{by} CASCADE"
    if then is None:
        return
    if then.inherit is None:
        yield f"GRANT {granted} TO {member}{' WITH ADMIN OPTION' if then.admin else ''}"
        return
    options = ", ".join(f"{name.upper()} {str(getattr(then, name)).upper()}" for name in ("admin", "inherit", "set"))
    for grantor in then.grantors:
        yield f"GRANT {granted} TO {member} WITH {options} GRANTED BY {ident(grantor)}"


def _away(oid: int, name: str) -> str:
    return f"{AWAY}{oid}_{name}".encode()[:LONGEST_NAME].decode(errors="ignore")


def _is_role(ref: Ref) -> bool:
    return ref.kind == ROLE


def _is_new_role(ref: Ref, ours: Objects) -> bool:
    return _is_role(ref) and ref not in ours


def _exists(ref: Ref, actual: Snapshot) -> bool:
    return ref in actual.objects or ref.path[0] in UNCHANGED


def _has_its_roles(ref: Ref, names: Iterable[str]) -> bool:
    """Whether the roles that a membership or a setting names are among these, or built in."""
    mentioned = ref.path if ref.kind == ROLE_MEMBERSHIP else ref.path[:1]
    return _is_role(ref) or all(name in names or name in (ADMIN, ALL) or name.startswith("pg_") for name in mentioned)


def _is_safe(ref: Ref) -> bool:
    """Whether an object of the server may be copied: no reserved role or membership, no setting that loads libraries."""
    if ref.kind == ROLE_MEMBERSHIP:
        return ref.path[1] not in RESERVED_MEMBERSHIPS
    return ref.path[0] not in UNCHANGED if _is_role(ref) else not ref.path[1].endswith("_libraries")


def _without_superuser(model: Model) -> Model:
    return replace(model, superuser=False) if getattr(model, "superuser", False) else model
