ALTER TYPE public.mood ADD VALUE 'happy' AFTER 'ok';
ALTER TYPE public.mood ADD VALUE 'very happy' AFTER 'happy';
