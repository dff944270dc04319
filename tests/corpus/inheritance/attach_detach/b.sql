-- rows: public.child
CREATE TABLE parent (id integer, x text, CONSTRAINT ck CHECK (id > 0));
CREATE TABLE other (id integer);
CREATE TABLE child (id integer, x text, own integer, CONSTRAINT ck CHECK (id > 0));
ALTER TABLE child INHERIT parent;
ALTER TABLE child INHERIT other;
CREATE TABLE leaves (id integer, x text, z integer, CONSTRAINT ck CHECK (id > 0));
INSERT INTO child VALUES (1, 'a', 2);
