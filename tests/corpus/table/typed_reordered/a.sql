-- A typed table whose type has its columns in another order: the table is made anew, and its rows outlive that.
-- rows: public.t
-- keeps: SELECT a, b, c FROM public.t ORDER BY a

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE shape AS (a integer, b text, c mood);
CREATE TABLE t OF shape (PRIMARY KEY (a));
INSERT INTO t VALUES (1, 'one', 'ok'), (2, NULL, 'sad');
