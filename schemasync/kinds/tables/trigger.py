"""Triggers (`pg_trigger`), but for those that PostgreSQL creates for constraints and in partitions."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Sql, ident
from schemasync.kinds.catalog import PG_TRIGGER, RELATION_KINDS, USER_SCHEMA, UserRows, own
from schemasync.kinds.firing_states import ENABLE
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Assessment,
    Catalog,
    Code,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Replacement,
    Severity,
)
from schemasync.kinds.paths import relation_name, relation_of
from schemasync.kinds.rename import rename_by


def query(_version: int) -> str:
    return f"""
        SELECT t.oid, 0, ARRAY[n.nspname, c.relname, t.tgname]::text[],
               pg_get_triggerdef(t.oid), t.tgenabled::text, c.relkind::text,
               (SELECT ARRAY[fn.nspname, f.proname, '']::text[] FROM pg_proc f
                JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = t.tgfoid), pt.tgenabled::text, t.tgparentid <> 0
        FROM pg_trigger t LEFT JOIN pg_trigger pt ON pt.oid = t.tgparentid JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE NOT t.tgisinternal AND (t.tgparentid = 0 OR t.tgenabled <> pt.tgenabled) AND {USER_SCHEMA} AND {own(PG_TRIGGER, "t.oid")}"""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger, or the clone of a partitioned table's trigger in a partition, if another `enabled` was set for it there.

    Attributes: definition as `pg_get_triggerdef` prints it, enabled (O, D, R, A), whether it is a clone.
    Not compared: `relkind` of its relation; path of its function; `enabled` of the trigger that it is a clone of.
    """

    definition: str
    enabled: str
    relation_kind: str = field(compare=False)
    function: tuple[str, str, str] = field(compare=False)
    parent_enabled: str | None = field(compare=False)
    is_clone: bool

    @property
    def function_schema(self) -> str:
        """The schema of the function that it calls."""
        schema, _name, _arguments = self.function
        return schema


def target(ref: Ref) -> str:
    return f"TRIGGER {ident(ref.name)} ON {relation_name(ref)}"


def _enable(ref: Ref, state: str) -> Sql:
    return Sql(f"ALTER TABLE {relation_name(ref)} {ENABLE[state]} TRIGGER {ident(ref.name)}")


def create(ref: Ref, model: Trigger, _context: PlanContext) -> list[Sql]:
    if model.parent_enabled:
        return [_enable(ref, model.enabled)]
    made = [Sql(model.definition)]
    return made if model.enabled == "O" else [*made, _enable(ref, model.enabled)]


def drop(ref: Ref, model: Trigger, _context: PlanContext) -> list[Sql]:
    return [_enable(ref, model.parent_enabled)] if model.parent_enabled else [Sql(f"DROP {target(ref)}")]


def change_enabled(ref: Ref, _before: Trigger, after: Trigger, _context: PlanContext) -> list[Sql]:
    return [_enable(ref, after.enabled)]


def assess(change: Change) -> Assessment:
    if change.before is None:
        return Assessment(
            Severity.FUNCTIONAL, "The trigger is not in the database, so writes do not call its function."
        )
    if change.after is None:
        return Assessment(Severity.FUNCTIONAL, "The trigger fires in the database, but no migration creates it.")
    if change.before.enabled == "D" and change.after.enabled != "D":
        return Assessment(Severity.FUNCTIONAL, "The trigger is disabled in the database.")
    return Assessment(Severity.FUNCTIONAL, "The trigger fires differently than the migrations say.")


KIND = Kind(
    name="trigger",
    model=Trigger,
    parent=lambda ref, model: Ref(RELATION_KINDS[model.relation_kind], relation_of(ref)),
    catalog=Catalog(
        oid=PG_TRIGGER,
        query=query,
        only_if=UserRows("pg_trigger", "NOT x.tgisinternal"),
    ),
    ddl=Ddl(
        target=target,
        rename=rename_by(target),
        create=create,
        drop=drop,
        alter=(Alter(("definition", "is_clone"), REPLACE), Alter(("enabled",), change_enabled)),
        phrase=lambda ref, _: "trigger {2} on {0}.{1}".format(*ref.path),
    ),
    order=Order(
        rank=86,
    ),
    replacement=Replacement(
        rebuildable=True,
    ),
    unique_names=lambda ref, _: [("trigger", *ref.path)],
    code=Code(
        expressions=("definition",),
    ),
    assess=assess,
    describe=lambda _, model: model.definition,
)
