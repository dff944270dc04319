-- A typed table whose type has its columns in another order: the table is made anew, and its rows outlive that.
-- rows: public.t
-- keeps: SELECT a, b, c FROM public.t ORDER BY a

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE other AS (c mood, a integer, b text);
CREATE TABLE t OF other (PRIMARY KEY (a));
INSERT INTO t VALUES ('ok', 1, 'one'), ('sad', 2, NULL);
