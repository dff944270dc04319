ALTER TYPE public.mood ADD VALUE 'happy' AFTER 'ok';
COMMIT;
ALTER TYPE public.mood ADD VALUE 'very happy' AFTER 'happy';
