CREATE TYPE "My Enum" AS ENUM ('it''s', 'a "b"', 'x\y');
CREATE TABLE t ("The Column" "My Enum" DEFAULT 'it''s');
