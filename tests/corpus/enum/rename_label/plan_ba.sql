ALTER TYPE public.prio RENAME VALUE 'mid' TO 'medium';
