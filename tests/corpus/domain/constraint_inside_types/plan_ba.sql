ALTER DOMAIN public.inner_one DROP CONSTRAINT inner_one_check;
ALTER DOMAIN public.over DROP CONSTRAINT small;
