ALTER TYPE public.e ADD VALUE 'c' AFTER 'b';
