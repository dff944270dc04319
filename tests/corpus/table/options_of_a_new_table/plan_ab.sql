CREATE UNLOGGED TABLE public."Full t" (
    id integer NOT NULL,
    a text,
    b text COLLATE pg_catalog."C",
    CONSTRAINT "Full key" PRIMARY KEY (id) INCLUDE (a)
) WITH (autovacuum_enabled=false, fillfactor=60, parallel_workers=3, toast.autovacuum_enabled=false);
ALTER TABLE ONLY public."Full t" ALTER COLUMN a SET STORAGE EXTERNAL;
ALTER TABLE ONLY public."Full t" ALTER COLUMN a SET COMPRESSION pglz;
ALTER TABLE ONLY public."Full t" ALTER COLUMN a SET STATISTICS 7;
ALTER TABLE ONLY public."Full t" ALTER COLUMN b SET (n_distinct=-1);
ALTER INDEX public."Full key" SET (fillfactor=80);
CREATE UNIQUE INDEX "Full i" ON public."Full t" USING btree (id DESC);
ALTER TABLE ONLY public."Full t" REPLICA IDENTITY USING INDEX "Full i";
ALTER TABLE public."Full t" CLUSTER ON "Full key";
ALTER TABLE public."Full t" ENABLE ROW LEVEL SECURITY;
ALTER TABLE public."Full t" FORCE ROW LEVEL SECURITY;
ALTER TABLE public."Full t" OWNER TO corpus_alice;
