ALTER TABLE ONLY public.t ALTER COLUMN "The Column" DROP DEFAULT;
ALTER TABLE public.t DROP COLUMN other;
ALTER TYPE public."My Enum" RENAME TO "My Enum__schemasync_old";
CREATE TYPE public."My Enum" AS ENUM ('it''s', 'a "b"', E'x\\y');
ALTER TABLE public.t ALTER COLUMN "The Column" TYPE public."My Enum" USING "The Column"::text::public."My Enum";
DROP TYPE public."My Enum__schemasync_old";
ALTER TABLE ONLY public.t ALTER COLUMN "The Column" SET DEFAULT 'it''s'::public."My Enum";
