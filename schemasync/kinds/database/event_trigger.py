"""Event triggers (`pg_event_trigger`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, literal
from schemasync.kinds.catalog import PG_EVENT_TRIGGER, UserRows, own
from schemasync.kinds.firing_states import ENABLE
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
        SELECT t.oid, 0, ARRAY[t.evtname]::text[], t.evtevent::text, coalesce(t.evttags, '{{}}'),
               t.evtfoid::regproc::text, t.evtenabled::text
        FROM pg_event_trigger t WHERE {own(PG_EVENT_TRIGGER, "t.oid")}"""


@dataclass(frozen=True, slots=True)
class EventTrigger:
    """Attributes: event, command tags, function, enabled (O, D, R, A)."""

    event: str
    tags: tuple[str, ...]
    function: str
    enabled: str

    def fires_on(self, command: str) -> bool:
        """Whether it fires in an ordinary session when a command of this tag ends."""
        return self.event == "ddl_command_end" and self.enabled in "OA" and (not self.tags or command in self.tags)


def target(ref: Ref) -> str:
    return f"EVENT TRIGGER {ident(ref.name)}"


def create(ref: Ref, model: EventTrigger, _context: PlanContext) -> list[Sql]:
    tags = f" WHEN TAG IN ({', '.join(map(literal, model.tags))})" if model.tags else ""
    made = [Sql(f"CREATE {target(ref)} ON {model.event}{tags} EXECUTE FUNCTION {model.function}()")]
    return made if model.enabled == "O" else [*made, _enable(ref, model)]


def _enable(ref: Ref, model: EventTrigger) -> Sql:
    return Sql(f"ALTER {target(ref)} {ENABLE[model.enabled]}")


def change_enabled(ref: Ref, _before: EventTrigger, after: EventTrigger, _context: PlanContext) -> list[Sql]:
    return [_enable(ref, after)]


KIND = Kind(
    name="event_trigger",
    model=EventTrigger,
    schema_at=None,
    catalog=Catalog(
        oid=PG_EVENT_TRIGGER,
        query=query,
        only_if=UserRows("pg_event_trigger"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("event", "tags", "function"), REPLACE), Alter(("enabled",), change_enabled)),
    ),
    order=Order(
        rank=98,
        phase="created_last",
    ),
    assess=status_assess(
        (Severity.FUNCTIONAL, "The event trigger is not in the database."),
        (Severity.FUNCTIONAL, "The event trigger fires in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The event trigger fires differently than the migrations say."),
    ),
)
