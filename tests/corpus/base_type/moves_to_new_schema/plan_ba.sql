ALTER TYPE types.bt SET SCHEMA public;
DROP SCHEMA types;
