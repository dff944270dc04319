-- rows: public.child
CREATE TABLE parent (id integer, tenant integer NOT NULL, CONSTRAINT parent_pkey PRIMARY KEY (id), CONSTRAINT parent_u UNIQUE (tenant, id));
CREATE TABLE child (id integer PRIMARY KEY, p integer, tenant integer, CONSTRAINT child_fk FOREIGN KEY (p) REFERENCES parent (id));
INSERT INTO parent VALUES (1, 1);
INSERT INTO child VALUES (1, 1, 1);
