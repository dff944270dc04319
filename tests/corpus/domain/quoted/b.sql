CREATE DOMAIN "Order" AS integer DEFAULT 5 CONSTRAINT "is.fine" CHECK (VALUE > 0);
CREATE DOMAIN "a.b c" AS text DEFAULT 'it''s \ "q"' CONSTRAINT "🐘" CHECK (VALUE <> E'new\nline');
COMMENT ON CONSTRAINT "🐘" ON DOMAIN "a.b c" IS 'no ''new'' lines';
