-- rows: public.t
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;

CREATE TABLE t (id integer PRIMARY KEY, x text) USING heap2;
CREATE TABLE u (id integer);
CREATE TABLE w (id integer) USING heap2;
INSERT INTO t VALUES (1, 'x');
