CREATE TABLE node (id integer PRIMARY KEY, parent integer REFERENCES node ON DELETE CASCADE, root integer NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX node_parent ON node (parent);
