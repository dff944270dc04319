-- A table comes into being with every option at once.

CREATE UNLOGGED TABLE "Full t" (id integer NOT NULL, a text, b text COLLATE "C", CONSTRAINT "Full key" PRIMARY KEY (id) INCLUDE (a) WITH (fillfactor = 80)) WITH (fillfactor = 60, autovacuum_enabled = false, toast.autovacuum_enabled = false, parallel_workers = 3);
CREATE UNIQUE INDEX "Full i" ON "Full t" (id DESC);
ALTER TABLE "Full t" REPLICA IDENTITY USING INDEX "Full i", CLUSTER ON "Full key";
ALTER TABLE "Full t" ALTER a SET STORAGE EXTERNAL, ALTER a SET COMPRESSION pglz, ALTER a SET STATISTICS 7, ALTER b SET (n_distinct = -1);
ALTER TABLE "Full t" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "Full t" OWNER TO corpus_alice;
