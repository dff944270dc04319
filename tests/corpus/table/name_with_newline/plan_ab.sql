SET search_path = '';
CREATE TABLE public."two
lines" (
    "col
umn" integer DEFAULT 3,
    CONSTRAINT "ck
x" CHECK (("col
umn" > 0))
);
CREATE INDEX "ix
x" ON public."two
lines" USING btree ("col
umn");
GRANT SELECT ("col
umn") ON TABLE public."two
lines" TO corpus_app;
COMMENT ON COLUMN public."two
lines"."col
umn" IS 'x';
RESET search_path;
