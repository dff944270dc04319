-- rows: public.t
-- No assignment cast leads from one to the other, but the text form does.

CREATE TABLE t (id text PRIMARY KEY, n text DEFAULT '5', b text DEFAULT 'true', u character varying(36), j text, arr text[]);
INSERT INTO t VALUES ('1', '5', 'true', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{}', '{1,2}');
