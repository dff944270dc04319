CREATE TYPE "My Enum" AS ENUM ('it''s', 'it''s, not', 'a "b"', 'x\y', ' ', 'ünï', '🐘', '{a,b}', '$$', '%s', '-- no');
CREATE TABLE t ("The Column" "My Enum" DEFAULT 'x\y', other "My Enum"[] DEFAULT '{"{a,b}","a \"b\""}');
