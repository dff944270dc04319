-- rows: public.home
CREATE TYPE addr AS (street text, zip integer);
CREATE TABLE home (id integer PRIMARY KEY, a addr);
INSERT INTO home VALUES (1, '(Main St,123)');
