-- rows: public.task
CREATE TYPE prio AS ENUM ('low', 'high', 'mid');
CREATE TABLE task (id integer PRIMARY KEY, p prio DEFAULT 'mid');
CREATE INDEX task_p ON task (p);
INSERT INTO task VALUES (1, 'low'), (2, 'mid'), (3, 'high');
