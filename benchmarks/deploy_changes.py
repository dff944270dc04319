"""Changes that somebody makes by hand, each with a pending migration whose deployment it can hinder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """Something that a person does by hand, on objects of its own.

    Attributes:
        name: of the kind of change.
        before: part of the last migration: what is changed.
        by_hand: what is done to it; empty for a pending file that meets no change.
        pending: a file that meets the change; empty if none does.
        blame: name of the object that is to blame for the file's failure; empty if it applies.
    """

    name: str
    before: str
    by_hand: str
    pending: str = ""
    blame: str = ""


TABLE = "CREATE TABLE public.{n} (id int PRIMARY KEY, a text, b int); ALTER TABLE public.{n} ENABLE ROW LEVEL SECURITY;"


ENUM = "CREATE TYPE public.{n}_e AS ENUM ('x', 'y');"


FUNCTION = "CREATE FUNCTION public.{n}_f(i int) RETURNS int LANGUAGE sql AS 'SELECT i';"


TOUCH = "CREATE FUNCTION public.{n}_f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';"


TRIGGER = "CREATE TRIGGER {n}_t BEFORE UPDATE ON public.{n} FOR EACH ROW EXECUTE FUNCTION public.{n}_f();"


POLICY = "CREATE POLICY own ON public.{n} FOR SELECT TO authenticated USING (b > 0);"


VIEW = "CREATE VIEW public.{n}_v WITH (security_invoker = true) AS SELECT id, a FROM public.{n};"


CHANGES: Sequence[Change] = (
    Change("column added", TABLE, "ALTER TABLE public.{n} ADD c text;", "ALTER TABLE public.{n} ADD c text;", "{n}.c"),
    Change("column and index added", TABLE, "ALTER TABLE public.{n} ADD c int; CREATE INDEX ON public.{n} (c);",
           "CREATE INDEX ON public.{n} (b);"),
    Change("column dropped", TABLE, "ALTER TABLE public.{n} DROP a;", "CREATE INDEX ON public.{n} (a);", "{n}.a"),
    Change("column renamed", TABLE + POLICY, "ALTER TABLE public.{n} RENAME b TO c;", "ALTER TABLE public.{n} DROP b;", "{n}.b"),
    Change("column retyped", TABLE, "ALTER TABLE public.{n} ALTER b TYPE bigint;",
           "ALTER TABLE public.{n} ALTER b SET DEFAULT 3;"),
    Change("default set", TABLE, "ALTER TABLE public.{n} ALTER a SET DEFAULT 'x';",
           "ALTER TABLE public.{n} ALTER a SET DEFAULT 'y';"),
    Change("not null set", TABLE, "ALTER TABLE public.{n} ALTER b SET NOT NULL;", "ALTER TABLE public.{n} ADD z int;"),
    Change("table by hand", "", "CREATE TABLE public.{n} (id int PRIMARY KEY); CREATE INDEX ON public.{n} (id);"
           "ALTER TABLE public.{n} ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON public.{n} USING (id > 0);",
           "CREATE TABLE public.{n} (id int);", "{n}"),
    Change("table dropped", TABLE, "DROP TABLE public.{n};", "ALTER TABLE public.{n} ADD z int;", "{n}"),
    Change("table renamed", TABLE + POLICY, "ALTER TABLE public.{n} RENAME TO {n}_new;", "DROP TABLE public.{n};", "{n}"),
    Change("function dropped", TABLE + TOUCH + TRIGGER, "DROP FUNCTION public.{n}_f() CASCADE;",
           "DROP TRIGGER {n}_t ON public.{n};", "{n}_t"),
    Change("function changed", FUNCTION,
           "CREATE OR REPLACE FUNCTION public.{n}_f(i int) RETURNS int LANGUAGE sql AS 'SELECT i + 1';",
           "CREATE OR REPLACE FUNCTION public.{n}_f(i int) RETURNS int LANGUAGE sql AS 'SELECT i + 2';"),
    Change("function of another result", "", "CREATE FUNCTION public.{n}_f() RETURNS text LANGUAGE sql AS $$SELECT 'x'$$;",
           "CREATE OR REPLACE FUNCTION public.{n}_f() RETURNS int LANGUAGE sql AS 'SELECT 1';", "{n}_f()"),
    Change("function renamed", FUNCTION, "ALTER FUNCTION public.{n}_f(int) RENAME TO {n}_g;",
           "DROP FUNCTION public.{n}_f(int);", "{n}_f(integer)"),
    Change("policy dropped", TABLE + POLICY, "DROP POLICY own ON public.{n};", "DROP POLICY own ON public.{n};", "{n}.own"),
    Change("policy widened", TABLE + POLICY, "ALTER POLICY own ON public.{n} USING (true);",
           "ALTER POLICY own ON public.{n} TO anon;"),
    Change("policy added", TABLE, "CREATE POLICY p ON public.{n} USING (true);", "CREATE POLICY p ON public.{n} USING (false);",
           "{n}.p"),
    Change("row security off", TABLE, "ALTER TABLE public.{n} DISABLE ROW LEVEL SECURITY;",
           "ALTER TABLE public.{n} ENABLE ROW LEVEL SECURITY;"),
    Change("index dropped", TABLE + "CREATE INDEX {n}_i ON public.{n} (b);", "DROP INDEX public.{n}_i;",
           "DROP INDEX public.{n}_i;", "{n}_i"),
    Change("constraint dropped", TABLE, "ALTER TABLE public.{n} DROP CONSTRAINT {n}_pkey;",
           "CREATE TABLE public.{n}_r (i int REFERENCES public.{n} (id));", "{n}.{n}_pkey"),
    Change("check added", TABLE, "ALTER TABLE public.{n} ADD CONSTRAINT k CHECK (b > 0);",
           "ALTER TABLE public.{n} ADD CONSTRAINT k CHECK (b > 1);", "{n}.k"),
    Change("view added", TABLE, VIEW, "ALTER TABLE public.{n} DROP a;", "{n}_v"),
    Change("view changed", TABLE + VIEW, "DROP VIEW public.{n}_v;" + VIEW.replace("id, a", "a, id"),
           "CREATE OR REPLACE VIEW public.{n}_v WITH (security_invoker = true) AS SELECT id, a, b FROM public.{n};", "{n}_v"),
    Change("label added", ENUM, "ALTER TYPE public.{n}_e ADD VALUE 'z';", "ALTER TYPE public.{n}_e ADD VALUE 'z';", "{n}_e"),
    Change("label renamed", ENUM, "ALTER TYPE public.{n}_e RENAME VALUE 'y' TO 'z';",
           "ALTER TYPE public.{n}_e RENAME VALUE 'y' TO 'w';", "{n}_e"),
    Change("grant", TABLE + "REVOKE ALL ON public.{n} FROM anon;", "GRANT SELECT ON public.{n} TO anon;",
           "GRANT INSERT ON public.{n} TO anon;"),
    Change("comment", TABLE + "COMMENT ON TABLE public.{n} IS 'one';", "COMMENT ON TABLE public.{n} IS 'two';",
           "COMMENT ON TABLE public.{n} IS 'three';"),
    Change("publication", TABLE, "ALTER PUBLICATION supabase_realtime ADD TABLE public.{n};",
           "ALTER PUBLICATION supabase_realtime ADD TABLE public.{n};", "supabase_realtime.public.{n}"),
    Change("sequence changed", "CREATE SEQUENCE public.{n};", "ALTER SEQUENCE public.{n} INCREMENT 5;",
           "ALTER SEQUENCE public.{n} MAXVALUE 500;"),
    Change("schema by hand", "", "CREATE SCHEMA {n}; CREATE TABLE {n}.x (id int);", "CREATE SCHEMA {n};", "{n}"),
)  # fmt: skip
