ALTER FOREIGN DATA WRAPPER w HANDLER public.postgres_fdw_handler VALIDATOR public.postgres_fdw_validator;
CREATE SERVER srv FOREIGN DATA WRAPPER w OPTIONS (fetch_size '5', host '192.0.2.1');
CREATE FOREIGN TABLE public.ft (
    a integer OPTIONS (column_name 'x')
) SERVER srv OPTIONS (table_name 't');
