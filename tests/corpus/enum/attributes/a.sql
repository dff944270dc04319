-- Owner, privileges and comment of an enum outlive the removal of a label.

CREATE TYPE e AS ENUM ('a', 'b', 'c');
ALTER TYPE e OWNER TO corpus_alice;
REVOKE USAGE ON TYPE e FROM PUBLIC;
GRANT USAGE ON TYPE e TO corpus_app;
COMMENT ON TYPE e IS 'three letters';
