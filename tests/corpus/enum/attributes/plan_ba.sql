ALTER TYPE public.e ADD VALUE 'b' AFTER 'a';
COMMIT;
COMMENT ON TYPE public.e IS 'three letters';
