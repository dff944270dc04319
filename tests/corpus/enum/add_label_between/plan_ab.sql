ALTER TYPE public.level ADD VALUE 'a' BEFORE 'b';
COMMIT;
ALTER TYPE public.level ADD VALUE 'c' AFTER 'b';
COMMIT;
ALTER TYPE public.level ADD VALUE 'e' AFTER 'd';
COMMIT;
ALTER TYPE public.level ADD VALUE 'e2' AFTER 'e';
COMMIT;
ALTER TYPE public.level ADD VALUE 'g' AFTER 'f';
