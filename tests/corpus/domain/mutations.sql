-- mutation: domain-create
-- blame: domain app/fresh
CREATE DOMAIN app.fresh AS integer;

-- mutation: domain-create-full
-- blame: domain app/fresh
CREATE DOMAIN app.fresh AS varchar(3)[] COLLATE "C" DEFAULT '{a}' NOT NULL CONSTRAINT c1 CHECK (cardinality(VALUE) > 0);

-- mutation: domain-drop
-- blame: domain app/loose
DROP DOMAIN app.loose;

-- mutation: domain-drop-cascade
-- blame: domain app/positive
DROP DOMAIN app.positive CASCADE;

-- mutation: domain-rename
-- blame: domain app/email
ALTER DOMAIN app.email RENAME TO mail;

-- mutation: domain-move
-- blame: domain app/positive
ALTER DOMAIN app.positive SET SCHEMA aux;

-- mutation: domain-default
-- blame: domain app/positive
ALTER DOMAIN app.positive SET DEFAULT 2;

-- mutation: domain-default-drop
-- blame: domain app/code
ALTER DOMAIN app.code DROP DEFAULT;

-- mutation: domain-default-add
-- blame: domain app/email
ALTER DOMAIN app.email SET DEFAULT 'a@b';

-- mutation: domain-not-null-drop
-- blame: domain app/positive
ALTER DOMAIN app.positive DROP NOT NULL;

-- mutation: domain-not-null
-- blame: domain app/code
ALTER DOMAIN app.code SET NOT NULL;

-- mutation: domain-not-null-used
-- blame: domain app/small
ALTER DOMAIN app.small SET NOT NULL;

-- mutation: domain-check-add
-- blame: domain_constraint app/code/short
ALTER DOMAIN app.code ADD CONSTRAINT short CHECK (length(VALUE) < 9);

-- mutation: domain-check-add-unnamed
-- blame: domain app/email
ALTER DOMAIN app.email ADD CHECK (VALUE <> 'x@y');

-- mutation: domain-check-add-not-valid
-- blame: domain_constraint app/email/nv
ALTER DOMAIN app.email ADD CONSTRAINT nv CHECK (VALUE <> 'x@y') NOT VALID;

-- mutation: domain-check-drop
-- blame: domain_constraint app/email/email_long
ALTER DOMAIN app.email DROP CONSTRAINT email_long;

-- mutation: domain-check-rename
-- blame: domain_constraint app/email/email_long
ALTER DOMAIN app.email RENAME CONSTRAINT email_long TO long_email;

-- mutation: domain-check-validate
-- blame: domain_constraint app/loose/loose_check
ALTER DOMAIN app.loose VALIDATE CONSTRAINT loose_check;

-- mutation: domain-owner
-- blame: owner of domain app/email
ALTER DOMAIN app.email OWNER TO mut_bob;

-- mutation: domain-comment
-- blame: comment of domain app/email
COMMENT ON DOMAIN app.email IS 'other';

-- mutation: domain-comment-drop
-- blame: comment of domain app/email
COMMENT ON DOMAIN app.email IS NULL;

-- mutation: domain-check-comment
-- blame: comment of domain_constraint app/email/email_at
COMMENT ON CONSTRAINT email_at ON DOMAIN app.email IS 'x';

-- mutation: domain-check-comment-drop
-- blame: comment of domain_constraint app/email/email_at
COMMENT ON CONSTRAINT email_at ON DOMAIN app.email IS NULL;

-- mutation: domain-grant
-- blame: grant mut_app of domain app/email
GRANT USAGE ON DOMAIN app.email TO mut_app;

-- mutation: domain-revoke-option
-- blame: grant mut_alice of domain app/positive
REVOKE GRANT OPTION FOR USAGE ON DOMAIN app.positive FROM mut_alice;
