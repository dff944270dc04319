CREATE DOMAIN plain AS integer;
CREATE DOMAIN email AS character varying(254) COLLATE "C" DEFAULT 'x@y.z' NOT NULL
  CONSTRAINT email_shape CHECK (VALUE ~ '^[^@]+@[^@]+$')
  CONSTRAINT email_not_root CHECK (VALUE <> 'root@localhost');
CREATE DOMAIN money_amount AS numeric(14,2) DEFAULT 0.00;
CREATE DOMAIN tags AS text[] CHECK (cardinality(VALUE) < 10);
CREATE TABLE contact (id plain, mail email, paid money_amount, t tags);
