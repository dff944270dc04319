CREATE TABLE t (a text DEFAULT 'x', b integer[] DEFAULT '{}' NOT NULL, c integer DEFAULT 1);
