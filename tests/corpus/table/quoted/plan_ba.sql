ALTER TABLE ONLY public."Mixed Case" ALTER COLUMN "group" DROP DEFAULT;
ALTER TABLE public."mixed case" DROP COLUMN "ID";
ALTER TABLE public."Mixed Case" DROP COLUMN "a.b";
ALTER TABLE public."mixed case" DROP COLUMN "Id";
ALTER TABLE public."Mixed Case" DROP COLUMN "say ""x""";
ALTER TABLE public."Mixed Case" DROP COLUMN "🐘";
ALTER TABLE public."Mixed Case" ALTER COLUMN "Id" TYPE integer USING "Id"::integer;
ALTER TABLE ONLY public."Mixed Case" ALTER COLUMN "group" DROP NOT NULL;
