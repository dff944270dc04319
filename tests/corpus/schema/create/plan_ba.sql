DROP VIEW audit.big_invoice;
DROP TABLE billing.invoice;
DROP SCHEMA audit;
DROP SCHEMA billing;
