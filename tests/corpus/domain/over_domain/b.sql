CREATE DOMAIN base AS text CHECK (VALUE <> '') CHECK (VALUE <> 'x');
CREATE DOMAIN derived AS base DEFAULT 'a' CHECK (length(VALUE) < 6);
CREATE DOMAIN third AS derived NOT NULL;
