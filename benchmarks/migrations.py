"""Generates migrations as projects have them, and changes by hand to the database that they make."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FIRST_VERSION = 20250000000000
REMARK = "what this does and why "


def write_migrations(folder: Path, files: int, size: int) -> int:
    """Write files of about `size` bytes together; returns their real size."""
    padding = max(0, size // files - len(migration(files - 1, "")))
    total = 0
    for number in range(files):
        text = migration(number, "-- " + REMARK * (padding // len(REMARK)))
        (folder / f"{FIRST_VERSION + number}_step.sql").write_text(text)
        total += len(text)
    return total


def migration(number: int, remark: str) -> str:
    """A table with keys, policies, functions, triggers, indexes, grants, and a row."""
    table = f"public.item_{number}"
    parent = f"parent_id bigint REFERENCES public.item_{number - 1} (id)," if number else ""
    return f"""{remark}
CREATE TABLE IF NOT EXISTS {table} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner uuid NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE, {parent}
    name text NOT NULL CHECK (length(name) < 200),
    payload jsonb NOT NULL DEFAULT '{{}}'::jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz
);
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON {table} FOR SELECT TO authenticated USING ((SELECT auth.uid()) = owner);
CREATE POLICY "Change own rows" ON {table} FOR UPDATE TO authenticated USING ((SELECT auth.uid()) = owner);
CREATE INDEX item_{number}_owner ON {table} (owner);
CREATE OR REPLACE FUNCTION public.touch_{number}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = '' AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;
CREATE TRIGGER touch BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION public.touch_{number}();
ALTER TABLE {table} ADD COLUMN IF NOT EXISTS note text;
COMMENT ON TABLE {table} IS 'Items of step {number}';
GRANT SELECT, UPDATE ON {table} TO authenticated;
INSERT INTO storage.buckets (id, name) VALUES ('step-{number}', 'step-{number}') ON CONFLICT DO NOTHING;
"""


CHANGES = (
    "ALTER TABLE public.item_{n} ADD COLUMN by_hand_{k} integer",
    "CREATE INDEX by_hand_{k} ON public.item_{n} (name)",
    "DROP POLICY \"Own rows\" ON public.item_{n}; COMMENT ON COLUMN public.item_{n}.note IS 'changed {k}'",
    "ALTER TABLE public.item_{n} ALTER COLUMN note SET DEFAULT 'changed {k}'",
    "CREATE FUNCTION public.by_hand_{k}() RETURNS integer LANGUAGE sql AS 'SELECT {k}'",
    "CREATE TABLE public.by_hand_{k} (id bigint PRIMARY KEY, item bigint REFERENCES public.item_{n} (id))",
    "ALTER TABLE public.item_{n} DROP COLUMN updated_at",
    "DROP INDEX IF EXISTS public.item_{n}_owner; DROP TRIGGER IF EXISTS touch ON public.item_{n}",
)
"""Statements that make a database differ from `files` migrations; each makes at least one problem."""


ADDITIONS = tuple(text for text in CHANGES if text.startswith(("CREATE", "ALTER TABLE public.item_{n} ADD")))
"""Those that can be made several times in one table."""


def changes(files: int, count: int) -> Iterator[str]:
    """This many changes, on as many tables as there are."""
    for number in range(count):
        chosen = CHANGES if number < files else ADDITIONS
        yield chosen[number % len(chosen)].format(n=number * 7 % files, k=number)
