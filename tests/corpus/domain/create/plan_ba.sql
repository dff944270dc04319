DROP TABLE public.contact;
DROP DOMAIN public.email;
DROP DOMAIN public.money_amount;
DROP DOMAIN public.plain;
DROP DOMAIN public.tags;
