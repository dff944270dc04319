-- mutation: sequence-create
-- blame: sequence app/fresh
CREATE SEQUENCE app.fresh;

-- mutation: sequence-create-owned
-- blame: sequence app/fresh
CREATE SEQUENCE app.fresh AS smallint OWNED BY app.product.room;

-- mutation: sequence-create-unlogged
-- blame: sequence app/fresh
CREATE UNLOGGED SEQUENCE app.fresh;

-- mutation: sequence-drop
-- blame: sequence app/plain_seq
DROP SEQUENCE app.plain_seq;

-- mutation: sequence-drop-used
-- blame: sequence app/counter
DROP SEQUENCE app.counter CASCADE;

-- mutation: sequence-drop-serial
-- blame: sequence app/ticket_other_seq
DROP SEQUENCE app.ticket_other_seq CASCADE;

-- mutation: sequence-rename
-- blame: sequence app/counter
ALTER SEQUENCE app.counter RENAME TO tally;

-- mutation: sequence-rename-serial
-- blame: sequence app/ticket_id_seq
ALTER SEQUENCE app.ticket_id_seq RENAME TO ticket_numbers;

-- mutation: sequence-rename-identity
-- blame: sequence app/account_id_seq
-- also: column app/account/id
ALTER SEQUENCE app.account_id_seq RENAME TO account_numbers;

-- mutation: sequence-move
-- blame: sequence app/counter
ALTER SEQUENCE app.counter SET SCHEMA aux;

-- mutation: sequence-type
-- blame: sequence app/plain_seq
ALTER SEQUENCE app.plain_seq AS integer;

-- mutation: sequence-type-back
-- blame: sequence app/counter
ALTER SEQUENCE app.counter AS bigint;

-- mutation: sequence-start
-- blame: sequence app/counter
ALTER SEQUENCE app.counter START 15;

-- mutation: sequence-increment
-- blame: sequence app/counter
ALTER SEQUENCE app.counter INCREMENT 1;

-- mutation: sequence-minimum
-- blame: sequence app/counter
ALTER SEQUENCE app.counter MINVALUE 1;

-- mutation: sequence-no-minimum
-- blame: sequence app/counter
ALTER SEQUENCE app.counter NO MINVALUE;

-- mutation: sequence-maximum
-- blame: sequence app/counter
ALTER SEQUENCE app.counter MAXVALUE 99;

-- mutation: sequence-cache
-- blame: sequence app/counter
ALTER SEQUENCE app.counter CACHE 1;

-- mutation: sequence-no-cycle
-- blame: sequence app/counter
ALTER SEQUENCE app.counter NO CYCLE;

-- mutation: sequence-direction
-- blame: sequence app/plain_seq
ALTER SEQUENCE app.plain_seq INCREMENT -1;

-- mutation: sequence-direction-odd
-- blame: sequence Odd Schema/Odd Seq
ALTER SEQUENCE "Odd Schema"."Odd Seq" INCREMENT 2;

-- mutation: sequence-out-of-range
-- blame: sequence app/plain_seq
ALTER SEQUENCE app.plain_seq MINVALUE 500 START 500 RESTART 600;

-- mutation: sequence-unlogged
-- blame: sequence app/counter
ALTER SEQUENCE app.counter SET UNLOGGED;

-- mutation: sequence-owned-none
-- blame: sequence_owner app/plain_seq
ALTER SEQUENCE app.plain_seq OWNED BY NONE;

-- mutation: sequence-owned-other
-- blame: sequence_owner app/plain_seq
ALTER SEQUENCE app.plain_seq OWNED BY app.product.room;

-- mutation: sequence-owned-add
-- blame: sequence_owner app/counter
ALTER SEQUENCE app.counter OWNED BY app.ticket.number;

-- mutation: sequence-serial-owned-none
-- blame: sequence_owner app/ticket_id_seq
ALTER SEQUENCE app.ticket_id_seq OWNED BY NONE;

-- mutation: sequence-owner
-- blame: owner of sequence app/counter
ALTER SEQUENCE app.counter OWNER TO mut_bob;

-- mutation: sequence-comment
-- blame: comment of sequence app/counter
COMMENT ON SEQUENCE app.counter IS NULL;

-- mutation: sequence-identity-comment
-- blame: comment of sequence app/account_id_seq
COMMENT ON SEQUENCE app.account_id_seq IS 'x';

-- mutation: sequence-grant
-- blame: grant mut_bob of sequence app/counter
GRANT UPDATE ON SEQUENCE app.counter TO mut_bob;

-- mutation: sequence-grant-identity
-- blame: grant mut_app of sequence app/account_id_seq
GRANT USAGE ON SEQUENCE app.account_id_seq TO mut_app;

-- mutation: sequence-revoke
-- blame: grant mut_bob of sequence app/counter
REVOKE SELECT ON SEQUENCE app.counter FROM mut_bob;

-- mutation: sequence-revoke-default
-- blame: grant mut_alice of sequence app/counter
REVOKE ALL ON SEQUENCE app.counter FROM mut_alice;

-- mutation: identity-options
-- blame: sequence app/account_id_seq
ALTER TABLE app.account ALTER id SET INCREMENT 2 SET CACHE 5;

-- mutation: identity-restart-start
-- blame: sequence app/ident_numbers
ALTER TABLE app.ident ALTER id SET START 500;

-- mutation: identity-sequence-cycle
-- blame: sequence app/ident_numbers
ALTER SEQUENCE app.ident_numbers CYCLE;
