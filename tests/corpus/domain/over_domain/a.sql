CREATE DOMAIN base AS text CHECK (VALUE <> '');
CREATE DOMAIN derived AS base CHECK (length(VALUE) < 5);
