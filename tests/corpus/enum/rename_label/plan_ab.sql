ALTER TYPE public.prio RENAME VALUE 'medium' TO 'mid';
