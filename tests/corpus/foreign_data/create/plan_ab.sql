SET search_path = '';
CREATE FOREIGN DATA WRAPPER "W w" VALIDATOR postgresql_fdw_validator;
CREATE FOREIGN DATA WRAPPER plain;
CREATE SERVER "S s" TYPE 'a ''type''' VERSION '1.2' FOREIGN DATA WRAPPER plain OPTIONS ("Z z" 'w''w', x 'y');
CREATE SERVER checked FOREIGN DATA WRAPPER "W w" OPTIONS (host 'it''s', port '1');
CREATE SERVER srv FOREIGN DATA WRAPPER plain;
CREATE USER MAPPING FOR PUBLIC SERVER "S s";
CREATE USER MAPPING FOR corpus_app SERVER srv OPTIONS ("user" 'it''s');
CREATE FOREIGN TABLE public."F t" () SERVER "S s";
CREATE FOREIGN TABLE public.ft (
    a integer OPTIONS (column_name 'A a') NOT NULL,
    b text COLLATE pg_catalog."C" DEFAULT 'x'::text,
    c integer GENERATED ALWAYS AS ((a * 2)) STORED,
    CONSTRAINT ck CHECK ((a > 0))
) SERVER srv OPTIONS ("Odd" 'o''o', table_name 't');
CREATE VIEW public.v (a) AS
 SELECT a
   FROM public.ft;
COMMENT ON COLUMN public.ft.a IS 'far';
COMMENT ON FOREIGN TABLE public.ft IS 'away';
RESET search_path;
