-- Of a secret that is missing nobody knows the value.
CREATE SCHEMA vault;
CREATE TABLE vault.secrets (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text, description text NOT NULL DEFAULT '', secret text NOT NULL);
INSERT INTO vault.secrets (name, description, secret) VALUES ('stays', 'one', 'x'), ('it''s gone', '', 'y'), (NULL, '', 'z');
