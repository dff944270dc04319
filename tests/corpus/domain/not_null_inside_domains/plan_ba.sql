ALTER DOMAIN public.inner_one DROP NOT NULL;
