-- Schemas appear from nothing, one of them with contents.

CREATE SCHEMA billing;
CREATE SCHEMA audit;
CREATE TABLE billing.invoice (id bigint PRIMARY KEY, total numeric(12,2) NOT NULL);
CREATE VIEW audit.big_invoice AS SELECT id FROM billing.invoice WHERE total > 1000;
