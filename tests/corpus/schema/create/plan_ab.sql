SET search_path = '';
CREATE SCHEMA audit;
CREATE SCHEMA billing;
CREATE TABLE billing.invoice (
    id bigint NOT NULL,
    total numeric(12,2) NOT NULL,
    CONSTRAINT invoice_pkey PRIMARY KEY (id)
);
CREATE VIEW audit.big_invoice (id) AS
 SELECT id
   FROM billing.invoice
  WHERE (total > (1000)::numeric);
RESET search_path;
