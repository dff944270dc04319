ALTER TYPE public.level ADD VALUE 'a' BEFORE 'b';
ALTER TYPE public.level ADD VALUE 'c' AFTER 'b';
ALTER TYPE public.level ADD VALUE 'e' AFTER 'd';
ALTER TYPE public.level ADD VALUE 'e2' AFTER 'e';
ALTER TYPE public.level ADD VALUE 'g' AFTER 'f';
