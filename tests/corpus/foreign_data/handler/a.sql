-- requires: extension postgres_fdw
CREATE EXTENSION postgres_fdw;
CREATE FOREIGN DATA WRAPPER w;
