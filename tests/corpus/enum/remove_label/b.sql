-- rows: public.task
-- The removed label is in no row, so the rows survive.

CREATE TYPE prio AS ENUM ('low', 'high');
CREATE TABLE task (id integer PRIMARY KEY, p prio DEFAULT 'low' NOT NULL, ps prio[] DEFAULT ARRAY['low'::prio]);
INSERT INTO task VALUES (1, 'low', '{low,high}'), (2, 'high', NULL);
