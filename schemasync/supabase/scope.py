"""Decide which objects are Supabase's own and which are the project's, by name, schema and owner."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection

from schemasync.core.model import PART, Change, Model, Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.kinds.catalog import PG_CLASS
from schemasync.supabase.automatic_grants import explained_by_regime, without_maintain
from schemasync.supabase.extension_grants import default_extension_grants
from schemasync.supabase.extension_membership import taken_out
from schemasync.supabase.moving_partitions import moved_partitions
from schemasync.supabase.partman import partman_objects
from schemasync.supabase.queues import facts_of_queues, parts_of_queues
from schemasync.supabase.roles import PROJECT_ROLE, is_supabase_role, lost_memberships, role_refs
from schemasync.supabase.service_schemas import changed_by_hand, secrets_only_in

MANAGED_SCHEMAS = frozenset(
    {
        "_analytics", "_realtime", "_supavisor", "auth", "cron", "dbdev", "etl", "extensions", "graphql",
        "graphql_public", "net", "pgbouncer", "pgmq", "pgsodium", "pgsodium_masks", "pgtle", "realtime", "repack",
        "schemasync", "storage", "supabase_functions", "supabase_migrations", "tiger", "tiger_data", "topology",
        "vault", "timescaledb_information", "timescaledb_experimental", "_timescaledb_cache", "_timescaledb_catalog",
        "_timescaledb_config", "_timescaledb_debug", "_timescaledb_functions", "_timescaledb_internal",
    }
)  # fmt: skip
"""Schemas of the platform, and schemas that extensions create; source: the CLI's exclusion lists."""
PLATFORM_EXTENSIONS = frozenset(
    {"plpgsql", "pg_stat_statements", "pgcrypto", "uuid-ossp", "supabase_vault", "pg_graphql", "pgsodium", "pgjwt",
     "pg_net", "pgstattuple"}
)  # fmt: skip
"""Extensions that Supabase installs by itself, in some release or other."""
PLATFORM_ROLES = frozenset(
    {"supabase_admin", "postgres", "dashboard_user", "pgbouncer", "authenticator", "pg_database_owner",
     "pg_monitor", "pgsodium_keyholder", "pgsodium_keyiduser", "pgsodium_keymaker"}
)  # fmt: skip
"""Roles whose grants Supabase changes from release to release."""
PLATFORM_EVENT_TRIGGERS = frozenset(
    {"issue_pg_cron_access", "issue_pg_net_access", "issue_pg_graphql_access", "issue_graphql_placeholder",
     "pgrst_ddl_watch", "pgrst_drop_watch", "graphql_watch_ddl", "graphql_watch_drop", "schemasync_log", "schemasync_log_drops", "schemasync_log_rewrite",
     "schemasync_guard", "schemasync_guard_drop", "schemasync_subscriptions", "\x01"}
)  # fmt: skip
"""`\\x01` is the check of extensions' scripts in privileged_calls.sql: no name sorts before it."""
EXTENSION_PARTS = frozenset(
    {("cron", "job", "cron_job_policy"), ("cron", "job_run_details", "cron_job_run_details_policy"),
     ("cron", "job", "cron_job_cache_invalidate")}
)  # fmt: skip
"""Policies and triggers on an extension's tables that belong to it, though `pg_depend` has no entry for them."""
WEBHOOKS = "supabase_functions"
"""Schema of the function that Database Webhooks call; a webhook is a trigger, also on a service's table."""
ON_SERVICE_TABLES = ("policy", "trigger")
"""Kinds of objects that a project may create on tables of the services (supautils: `policy_grants`)."""
_RELATIONS = tuple(kind.name for kind in KINDS.values() if kind.catalog.oid == PG_CLASS)


_SERVER_WIDE = frozenset(kind.name for kind in KINDS.values() if kind.catalog.server_wide)
_ROLE_KINDS = _SERVER_WIDE | {"database_setting"}
"""Kinds for which `role_refs` decides."""


def is_platform_role(role: str) -> bool:
    """Whether a role is one of Supabase's services or administrators; not true of the API's roles (`is_supabase_role` is)."""
    return role in PLATFORM_ROLES or role.startswith(("supabase_", "cli_login_"))


def schema_of(ref: Ref) -> str | None:
    """The schema of an object; None for an object without a schema."""
    subject = ref.subject
    place = KINDS[subject.kind].schema_at
    return None if place is None else subject.path[place]


def is_project(ref: Ref, model: Model, touched: Collection[Ref]) -> bool:
    """Whether an object is the project's, and therefore compared.

    Args:
        ref: the object.
        model: its state.
        touched: objects that the migrations created or changed, in any schema.
    """
    if is_always_platforms(ref) or (ref.kind in _SERVER_WIDE and is_supabase_role(ref.path[0])):
        return False
    if ref in touched or KINDS[ref.kind].catalog.table:
        return schema_of(ref) != "schemasync"
    named, top = _PLATFORM_NAMES.get(ref.subject.kind), ref.subject.path[0]
    if named is not None and (named(top) or ref.of is None):
        return not named(top)
    match ref.kind:
        case "owner":
            return schema_of(ref) not in MANAGED_SCHEMAS and not is_platform_role(model.role)
        case "grant":
            return not is_platform_role(ref.path[0]) and _in_project_schema(ref)
        case "default_privilege":
            return not is_platform_role(ref.path[3]) and _in_project_schema(ref)
        case "comment" if ref.of == Ref("schema", ("public",)):
            return False
        case "policy":
            return True
        case "trigger" if model.function_schema == WEBHOOKS or model.function_schema not in MANAGED_SCHEMAS:
            return True
    return _in_project_schema(ref)


def is_always_platforms(ref: Ref) -> bool:
    """Whether an object is the platform's even if a migration changed it."""
    services = ref.kind == "default_privilege" and ref.path[0] != PROJECT_ROLE and is_platform_role(ref.path[0])
    return services or ref.path in EXTENSION_PARTS or (ref.kind == "comment" and ref.subject.kind == "extension")


_PLATFORM_NAMES: dict[str, Callable[[str], bool]] = {
    "extension": PLATFORM_EXTENSIONS.__contains__,
    "event_trigger": PLATFORM_EVENT_TRIGGERS.__contains__,
    "publication": lambda name: name.startswith("supabase_realtime"),
    "publication_table": lambda name: name.startswith("supabase_realtime_"),
    "publication_schema": lambda name: name.startswith("supabase_realtime_"),
    "language": lambda _: True,
}
"""Kind of an object without a schema → whether a name is the platform's."""


def _in_project_schema(ref: Ref) -> bool:
    if ref.of and ref.of.kind in ON_SERVICE_TABLES:
        return True
    schema = schema_of(ref)
    return schema is None or not (
        schema in MANAGED_SCHEMAS or schema.startswith("pg_") or schema == "information_schema"
    )


def project_refs(
    actual: Snapshot, expected: Snapshot, touched: Collection[Ref], schemas: Collection[str] = ()
) -> frozenset[Ref]:
    """References of both sides that are compared, without grants that come with an extension and pg_partman's partitions.

    Args:
        actual: the database.
        expected: the migrations.
        touched: objects that the migrations created or changed.
        schemas: if not empty, the project's other schemas are left out. Its objects in Supabase's own schemas (a policy on
            storage.objects) and objects without a schema stay in any case.
    """
    found = frozenset(
        ref
        for snapshot in (actual, expected)
        for ref, model in snapshot.objects.items()
        if is_project(ref, model, touched) and not _is_service(ref, snapshot) and (not schemas or _named(ref, schemas))
    )
    roles = frozenset(ref for ref in role_refs(actual, expected) if ref in actual.objects or ref in touched)
    found = (
        frozenset(ref for ref in found if ref.kind not in _ROLE_KINDS) | roles
    )  # an external server has roles of its own
    found |= changed_by_hand(actual, expected) | facts_of_queues(actual, expected) | lost_memberships(actual, expected)
    found |= taken_out(actual, expected, MANAGED_SCHEMAS)
    by_platform = (
        explained_by_regime(actual, expected) | without_maintain(actual, expected) | parts_of_queues(actual, expected)
    )
    by_platform |= secrets_only_in(actual, expected) | moved_partitions(actual, expected)
    return found - by_platform - default_extension_grants(actual, expected) - partman_objects(actual, expected)


def pending_refs(before: Snapshot, after: Snapshot, touched: Collection[Ref]) -> frozenset[Ref]:
    """References that pending migrations change and that are shown, those in Supabase's own schemas too.

    Args:
        before: state after the applied migrations.
        after: state after the pending ones.
        touched: objects that the migrations created or changed.
    """
    return project_refs(before, after, touched) | changed_by_hand(after, before)


def _is_service(ref: Ref, snapshot: Snapshot) -> bool:
    """Whether a service owns the object in a managed schema, so that it is the platform's even if a migration changed it.

    Policies and triggers on a service's table are the project's.
    """
    subject = ref.subject
    schema = schema_of(subject)
    if KINDS[subject.kind].catalog.table or schema not in MANAGED_SCHEMAS or subject.kind in ON_SERVICE_TABLES:
        return False
    relations = (Ref(relation, subject.path[:2]) for relation in _RELATIONS)
    names = [Ref("owner", (), owned) for owned in (subject, *relations)]
    owner = next((snapshot.objects[name].role for name in names if name in snapshot.objects), PROJECT_ROLE)
    return owner != PROJECT_ROLE and is_platform_role(owner)


def _named(ref: Ref, schemas: Collection[str]) -> bool:
    schema = schema_of(ref)
    return schema is None or schema in schemas or schema in MANAGED_SCHEMAS


def restrict(before: Snapshot, after: Snapshot, scope: Collection[Ref]) -> Snapshot:
    """The snapshot `after`, with every object outside the scope as in `before`, so that no plan changes it.

    A part of a dropped object (its owner, its comment) is dropped with it, in scope or not.
    """
    gone = {ref for ref in before.objects if ref in scope and ref not in after.objects}
    parts = [(edge.dependent, edge.referenced) for edge in before.edges if edge.type == PART] if gone else []
    if Ref("extension", ("pg_cron",)) in gone:
        gone |= {ref for ref in before.objects if ref.path in EXTENSION_PARTS or _is_default_in(ref, "cron")}
    if Ref("extension", ("pgmq",)) in gone:
        gone |= parts_of_queues(before, before) - set(scope)
    while more := {part for part, whole in parts if whole in gone and part not in gone and part not in scope}:
        gone |= more
    objects = {ref: model for ref, model in before.objects.items() if ref not in scope and ref not in gone}
    objects |= {ref: model for ref, model in after.objects.items() if ref in scope}
    return dataclasses.replace(after, objects=objects)


def _is_default_in(ref: Ref, schema: str) -> bool:
    """Whether a reference is to default privileges in a schema, which are dropped with it."""
    return ref.kind == "default_privilege" and ref.path[1] == schema


def in_scope(changes: Collection[Change], scope: Collection[Ref]) -> tuple[Change, ...]:
    """The changes of objects that are compared."""
    return tuple(change for change in changes if change.ref in scope)
