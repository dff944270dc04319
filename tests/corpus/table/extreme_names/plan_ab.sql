SET search_path = '';
CREATE SCHEMA "pg-like";
CREATE SEQUENCE public.abcdefghijklmnopqrstuvwxyz_ab_abcdefghijklmnopqrstuvwxyz_ab_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
ALTER TABLE public.plain ADD COLUMN "check" integer;
ALTER TABLE public.plain ADD COLUMN "default" integer DEFAULT 1;
ALTER TABLE public.plain ADD COLUMN "user" text;
ALTER TABLE public.plain ADD COLUMN "table" text;
ALTER TABLE public.plain ADD COLUMN "all" text;
ALTER TABLE public.plain ADD COLUMN "current_user" text;
ALTER TABLE public.plain ADD COLUMN "null" integer;
ALTER TABLE public.plain ADD COLUMN "true" boolean DEFAULT true;
ALTER TABLE public.plain ADD COLUMN "primary" integer NOT NULL;
CREATE TABLE "pg-like"." lead and trail " (
    " " integer,
    "tab	tab" text,
    "--x" integer,
    "/*y*/" integer,
    ";" integer,
    "%s %% {0} $1 :v \n" integer,
    "back\slash" text DEFAULT '\'::text,
    "'" text DEFAULT ''''::text,
    "`|*_<b>" integer,
    "A" integer,
    a integer,
    "1st" integer,
    "$" integer
);
CREATE TABLE public.abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi (
    abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi integer DEFAULT nextval('public.abcdefghijklmnopqrstuvwxyz_ab_abcdefghijklmnopqrstuvwxyz_ab_seq'::regclass) NOT NULL,
    x integer,
    CONSTRAINT abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_a_x_check CHECK ((x > 0))
);
CREATE TABLE public."ünï çødé 表 🐘🐘🐘" (
    "列" integer,
    "é" text,
    "é" text,
    CONSTRAINT "ünï çødé 表 🐘🐘🐘_列_check" CHECK (("列" > 0))
);
CREATE INDEX abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abc_x_idx ON public.abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi USING btree (x);
ALTER SEQUENCE public.abcdefghijklmnopqrstuvwxyz_ab_abcdefghijklmnopqrstuvwxyz_ab_seq OWNED BY public.abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi.abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi;
ALTER TABLE ONLY public.abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi ADD CONSTRAINT abcdefghijklmnopqrstuvwxyz_ab_abcdefghijklmnopqrstuvwxyz_ab_key UNIQUE (abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi);
ALTER TABLE ONLY public.plain ADD CONSTRAINT plain_pkey PRIMARY KEY ("primary");
ALTER TABLE public.abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi ADD CONSTRAINT abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_ab_x_fkey FOREIGN KEY (x) REFERENCES public.plain("primary");
CREATE VIEW public."-- v; DROP" ("?column?", "--", ";") AS
 SELECT "end" AS "?column?",
    "check" AS "--",
    'it''s -- no; $$ comment'::text AS ";"
   FROM public.plain;
COMMENT ON TABLE public.plain IS '''); DROP TABLE "plain"; --';
RESET search_path;
