COMMENT ON TABLE public."T ""t""" IS E'tab	here, \\backslash\\, it''s, "double", %s {x} $1 :name
and 🐘 «ünï»';
COMMENT ON COLUMN public."T ""t"""."it's" IS '

lines

';
