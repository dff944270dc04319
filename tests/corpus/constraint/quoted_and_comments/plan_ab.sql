SET search_path = '';
ALTER TABLE public."T t" DROP CONSTRAINT "c.1";
ALTER TABLE public."T t" ADD CONSTRAINT "c.1" CHECK (("A" > 1)) NOT VALID;
ALTER TABLE public."T t" VALIDATE CONSTRAINT "c.1";
ALTER TABLE public."T t" ADD CONSTRAINT "self 🐘" FOREIGN KEY ("A") REFERENCES public."T t"("A") NOT VALID;
ALTER TABLE public."T t" VALIDATE CONSTRAINT "self 🐘";
COMMENT ON CONSTRAINT "c.1" ON public."T t" IS 'it''s new';
COMMENT ON CONSTRAINT "self 🐘" ON public."T t" IS 'loop';
RESET search_path;
