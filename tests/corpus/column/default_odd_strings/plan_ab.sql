ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT 'back\slash
new line	tab'::text;
ALTER TABLE ONLY public.t ALTER COLUMN b SET DEFAULT 'it''s "so"'::text;
ALTER TABLE public.t ADD COLUMN c text DEFAULT '$$ $1 %s %(x)s {0} ?'::text;
ALTER TABLE public.t ADD COLUMN d text DEFAULT '-- no comment /* nor this */'::text;
ALTER TABLE public.t ADD COLUMN e text DEFAULT '🐘'::text;
ALTER TABLE public.t ADD COLUMN f bytea DEFAULT '\xdeadbeef'::bytea;
ALTER TABLE public.t ADD COLUMN g text DEFAULT ';'::text;
ALTER TABLE public.t ADD COLUMN h "char" DEFAULT 'q'::"char";
ALTER TABLE public.t ADD COLUMN i bit(3) DEFAULT '101'::"bit";
