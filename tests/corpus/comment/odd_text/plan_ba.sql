COMMENT ON COLUMN public."T ""t"""."it's" IS NULL;
COMMENT ON TABLE public."T ""t""" IS 'x';
