-- mutation: language-create
-- blame: language fresh
CREATE LANGUAGE fresh HANDLER aux.handler;

-- mutation: language-drop
-- blame: language mylang
DROP LANGUAGE mylang;

-- mutation: language-rename
-- blame: language mylang
ALTER LANGUAGE mylang RENAME TO yourlang;

-- mutation: language-untrusted
-- blame: language mylang
CREATE OR REPLACE LANGUAGE mylang HANDLER aux.handler VALIDATOR aux.validator;

-- mutation: language-no-validator
-- blame: language mylang
CREATE OR REPLACE TRUSTED LANGUAGE mylang HANDLER aux.handler;

-- mutation: language-owner
-- blame: owner of language mylang
ALTER LANGUAGE mylang OWNER TO mut_bob;

-- mutation: language-comment
-- blame: comment of language mylang
COMMENT ON LANGUAGE mylang IS NULL;

-- mutation: language-revoke
-- blame: grant mut_alice of language mylang
REVOKE USAGE ON LANGUAGE mylang FROM mut_alice;

-- mutation: language-revoke-public
-- blame: grant public of language mylang
REVOKE USAGE ON LANGUAGE mylang FROM PUBLIC;

-- mutation: language-builtin-revoke
-- blame: grant public of language plpgsql
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
