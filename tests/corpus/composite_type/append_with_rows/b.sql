-- rows: public.home
CREATE TYPE addr AS (street text, zip integer, city text);
CREATE TABLE home (id integer PRIMARY KEY, a addr);
INSERT INTO home VALUES (1, '(Main St,123,)');
