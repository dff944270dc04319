-- requires: extension postgres_fdw
CREATE EXTENSION postgres_fdw;
CREATE FOREIGN DATA WRAPPER w HANDLER postgres_fdw_handler VALIDATOR postgres_fdw_validator;
CREATE SERVER srv FOREIGN DATA WRAPPER w OPTIONS (host '192.0.2.1', fetch_size '5');
CREATE FOREIGN TABLE ft (a integer OPTIONS (column_name 'x')) SERVER srv OPTIONS (table_name 't');
