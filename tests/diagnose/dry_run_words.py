"""Statements and sentences that several cases of dry runs have."""

from __future__ import annotations

from typing import NamedTuple

T = "create table public.t (id int primary key, a text);\n"


TAGS = "create table public.tags (id int);"


OWNED_TAGS = "create table if not exists public.tags (id int, owner uuid);\n"


F = "create function public.f(x int) returns int language sql as 'select 1';"


TRIGGER_FUNCTION = "create function public.f() returns trigger language plpgsql as 'begin return new; end';\n"


TRIGGER = "create trigger x before insert on public.t for each row execute function public.f();"


KEYED = T + "create materialized view public.m as select id from public.t;\ncreate unique index i on public.m (id);"


REFRESH = "refresh materialized view concurrently public.m;"


POLICY = 'policy "p" on public.t'


VIEW = "create view public.w as select a from public.t;"


RECORD = (
    "All objects that 2_b.sql makes are there already; if it ran by hand, "
    "supabase migration repair --remote --status applied 2 records it."
)


REST = "It is as 2_b.sql makes it, but not everything else that the file does is there."


OTHER = "It is not what 2_b.sql makes: adopt what is there into a migration and change this file, or drop it there."


RENAME_BACK = "Rename it back, or adopt what was done there and change this file."


BRING_BACK = "Bring it back into the database, or adopt what was done there and change this file."


UNDO = "Undo that in the database, or adopt what was done there and change this file."
SETTLE = "Settle that before this file is pushed."


SKIPPED = f"2_b.sql:1 defines it differently, but leaves an existing object as it is. {SETTLE}"


IN_USE = "Drop it before, or adopt it into a migration and let this file drop it and make it again."


REPLACE_FUNCTION = (
    "CREATE OR REPLACE FUNCTION keeps the names of the arguments and the result type; with "
    "DROP FUNCTION public.f(integer) before it, the statement would run."
)


REPLACE_VIEW = (
    "CREATE OR REPLACE VIEW can only add columns after the last one; with DROP VIEW IF EXISTS public.v before it, the "
    "statement would run."
)


class Case(NamedTuple):
    """A case: applied files, changes by hand, the pending file, and the expected words."""

    name: str
    applied: str
    by_hand: str
    pending: str
    sqlstate: str
    diagnosis: str
    blame: list[str]


def extra(name: str, more: str = "") -> str:
    return f"The database has the {name}, which no applied migration makes{more}."


def missing(name: str, origin: str = "1_a.sql:1", renamed: str = "") -> str:
    perhaps = f": perhaps it was renamed to {renamed}" if renamed else ""
    back = RENAME_BACK if renamed else BRING_BACK
    return f"{origin} makes the {name}, but the database does not have it{perhaps}. {back}"


DEPENDS = ", and which depends on what this statement changes or drops"


RENAMED = "Rename it back, or rename it in a migration too and change this file."
