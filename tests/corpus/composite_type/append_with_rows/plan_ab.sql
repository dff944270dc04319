ALTER TYPE public.addr ADD ATTRIBUTE city text CASCADE;
