SET search_path = '';
ALTER TABLE public."T t" DROP CONSTRAINT "self 🐘";
ALTER TABLE public."T t" DROP CONSTRAINT "c.1";
ALTER TABLE public."T t" ADD CONSTRAINT "c.1" CHECK (("A" > 0)) NOT VALID;
ALTER TABLE public."T t" VALIDATE CONSTRAINT "c.1";
COMMENT ON CONSTRAINT "c.1" ON public."T t" IS 'old';
RESET search_path;
