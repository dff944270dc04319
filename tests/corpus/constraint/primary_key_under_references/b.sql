-- rows: public.child
CREATE TABLE parent (id integer NOT NULL, tenant integer, CONSTRAINT parent_pkey PRIMARY KEY (tenant, id));
CREATE TABLE child (id integer PRIMARY KEY, p integer, tenant integer, CONSTRAINT child_fk FOREIGN KEY (tenant, p) REFERENCES parent (tenant, id));
INSERT INTO parent VALUES (1, 1);
INSERT INTO child VALUES (1, 1, 1);
