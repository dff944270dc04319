CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE DOMAIN d AS date CHECK (VALUE > '2000-01-01');
CREATE TYPE er AS RANGE (SUBTYPE = e);
CREATE TYPE dr AS RANGE (SUBTYPE = d);
CREATE TABLE t (x er, y dr, z er_multirange);
