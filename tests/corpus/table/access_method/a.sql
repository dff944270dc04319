-- rows: public.t
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;

CREATE TABLE t (id integer PRIMARY KEY, x text);
CREATE TABLE u (id integer) USING heap2;
INSERT INTO t VALUES (1, 'x');
